"""How well readings agree with the truth: what was printed, found, found exactly, and what is wrong.

A reading or a printed value is an ``Entry``: section, item, row_no, column, text, status. They are
compared as multisets, so a doubled row is one too many. Headers (row_no 0) are compared as sets,
because a reader may give a header that a producer repeats on every page once or each time. Running
headers and footers are left to a group of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from tests.corpus.blocks import Block, Body, Field, Piece, TableBlock, TitleLine

# A reading of such a status claims no value: it is not found, but nothing wrong is said either.
UNDECIDED = frozenset({"ambiguous", "unmapped"})
# A labelled answer of more characters, or of several lines, is prose.
LONGEST_ANSWER = 60
TITLE, LABELS, PROSE = "title", "label fields", "prose"
HEADERS, FURNITURE, OTHER = "headings, captions, headers", "headers and footers", "other"


class Entry(NamedTuple):
    """One printed value, or one reading, without its place on the page."""

    section: str
    item: str
    row_no: int | None
    column: str
    text: str
    status: str

    @property
    def is_value(self) -> bool:
        """Whether it says what stands there."""
        return self.status not in UNDECIDED


@dataclass(slots=True)
class Score:
    """Counts of one group of fields.

    ``printed`` values of the truth; ``found``: those whose text was read under their item, wherever;
    ``exact``: those with the right row, column and status too; ``claimed``: readings that say a value.
    """

    printed: int = 0
    found: int = 0
    exact: int = 0
    claimed: int = 0
    wrong: int = 0

    def __iadd__(self, other: Self) -> Self:
        self.printed += other.printed
        self.found += other.found
        self.exact += other.exact
        self.claimed += other.claimed
        self.wrong += other.wrong
        return self

    @property
    def recall(self) -> float:
        return self.found / self.printed if self.printed else 1.0

    @property
    def precision(self) -> float:
        return 1 - self.wrong / self.claimed if self.claimed else 1.0

    @property
    def exact_share(self) -> float:
        return self.exact / self.printed if self.printed else 1.0


@dataclass(slots=True)
class Comparison:
    """Scores by group; printed values that were not read exactly; readings that claim what is not so."""

    scores: dict[str, Score] = field(default_factory=dict)
    missing: list[Entry] = field(default_factory=list)
    wrong: list[Entry] = field(default_factory=list)
    undecided: list[Entry] = field(default_factory=list)


def groups_of(blocks: Sequence[Block]) -> dict[str, str]:
    """Item → the group of fields it is counted in: a table is a group, named by its item."""
    groups: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, TableBlock):
            groups[block.name] = block.name
        elif isinstance(block, TitleLine):
            groups[block.piece.item] = TITLE
        elif isinstance(block, Field | Body):
            long = len(block.value) > LONGEST_ANSWER or "\n" in block.value
            groups[block.piece.item] = PROSE if long or isinstance(block, Body) else LABELS
    return groups


def compare(
    printed: Iterable[Piece],
    readings: Iterable[Entry],
    groups: Mapping[str, str],
    decided: Iterable[Piece] = (),
) -> Comparison:
    """The comparison of ``readings`` with the truth ``printed``.

    ``decided`` are the same values with nothing lost: a value that ``printed`` holds ambiguous, and an
    empty cell that it leaves out, are right too where a reader could tell the column by the document.
    """
    truth, known = _counted(_entries(printed)), Counter(_entries(decided))
    read = _counted(readings)
    missing, extra = truth - read, read - truth
    _settle(missing, extra, known)
    result = Comparison(
        missing=sorted(missing.elements(), key=str),
        wrong=sorted((one for one in extra.elements() if one.is_value), key=str),
        undecided=sorted((one for one in extra.elements() if not one.is_value), key=str),
    )
    scores: defaultdict[str, Score] = defaultdict(Score)
    for entry in truth.elements():
        scores[_group(entry, groups)].printed += 1
    for entry in read.elements():
        scores[_group(entry, groups)].claimed += entry.is_value
    elsewhere = Counter((one.item, one.text) for one in extra.elements())
    for entry in truth.elements():
        score = scores[_group(entry, groups)]
        lost = missing[entry] > 0
        missing[entry] -= lost
        found = not lost or elsewhere[entry.item, entry.text] > 0
        elsewhere[entry.item, entry.text] -= lost and found
        score.exact += not lost
        score.found += found
    for entry in result.wrong:
        scores[_group(entry, groups)].wrong += 1
    result.scores = dict(scores)
    return result


def _entries(pieces: Iterable[Piece]) -> Iterator[Entry]:
    for one in pieces:
        yield Entry(one.section, one.item, one.row_no, one.column, one.text, one.status)


def _counted(entries: Iterable[Entry]) -> Counter[Entry]:
    """How often each is there; a header once."""
    counted = Counter(entries)
    return Counter({entry: 1 if entry.row_no == 0 else count for entry, count in counted.items()})


def _settle(missing: Counter[Entry], extra: Counter[Entry], known: Counter[Entry]) -> None:
    """Takes out lost values that were read as printed: ambiguous ones, and empty cells."""
    for one in extra:
        if one.status == "blank":
            extra[one] -= min(extra[one], known[one])
    for entry in [one for one in missing.elements() if one.status == "ambiguous"]:
        columns = entry.column.split("|")
        for one in extra:
            same = one.column in columns and one._replace(column="", status="") == entry._replace(
                column="", status=""
            )
            if same and extra[one] and known[one]:
                missing[entry] -= 1
                extra[one] -= 1
                break


def _group(entry: Entry, groups: Mapping[str, str]) -> str:
    if entry.section == "page":
        return FURNITURE
    if entry.row_no == 0 or entry.item == "heading" or entry.item.endswith((".caption", ".label")):
        return HEADERS
    return groups.get(entry.item) or groups.get(entry.item.partition(".")[0], OTHER)
