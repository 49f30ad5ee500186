"""The numbers of a document against those of an independent plain text of the same pages."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.read.document import Page
from pipelines.read.plain_text import plain_text

logger = logging.getLogger(__name__)

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*|%")
"""A percent sign counts by itself: whether a space stands before it is a matter of taste."""

_SEPARATORS = 4
"""The most that a number printed by people has; longer ones are not put together again."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that one of the two found more often on a page than the other."""

    number: str
    read_count: int
    witnessed_count: int


@dataclass(frozen=True, slots=True)
class WitnessedPage:
    """How many numbers the reader and the witness found on a page, and where they differ."""

    page: int
    read_count: int
    witnessed_count: int
    differences: tuple[Difference, ...] = ()


class Witness:
    """The plain text of the file at ``path``, which ``reader`` has read, taken page after page.

    There is none for a text dump. A witness that cannot read the file is none: the reader could, and a
    report is not lost over it.
    """

    def __init__(self, path: Path, reader: str) -> None:
        self._name = path.name
        texts = plain_text(path, reader)
        self._texts = enumerate(texts, start=1) if texts is not None else None

    def of(self, pages: Iterable[Page], *, to_the_end: bool = True) -> tuple[WitnessedPage, ...]:
        """Each of ``pages``, which follow those that were asked for before; none without a witness.

        ``to_the_end`` adds the pages behind them that only the witness found.
        """
        if self._texts is None:
            return ()
        try:
            return tuple(_compared(pages, self._texts, to_the_end=to_the_end))
        except Exception:
            logger.exception("%s: the plain text to compare its numbers with could not be had", self._name)
            self._texts = None
            return ()


def _compared(
    pages: Iterable[Page], texts: Iterator[tuple[int, str]], *, to_the_end: bool
) -> Iterator[WitnessedPage]:
    for page in pages:
        text = next((text for number, text in texts if number == page.number), "")
        yield compare(page.number, page.texts(), text, [word.text for word in page.hidden])
    if to_the_end:
        for number, text in texts:
            yield compare(number, (), text)


def compare(page: int, words: Iterable[str], text: str, hidden: Iterable[str] = ()) -> WitnessedPage:
    """The numbers among ``words`` and those in ``text``, wherever on the page they stand. Those in ``text``
    that the reader knows to be ``hidden`` do not count.

    A number that one has whole and the other broken at its separators ("72.917." and "334", over two
    lines of a cell) is the same number; it counts as its pieces.
    """
    read, witness = Counter(_NUMBER.findall(" ".join(words))), Counter(_NUMBER.findall(text))
    _break_up(read, witness)
    _break_up(witness, read)
    witness -= Counter(_NUMBER.findall(" ".join(hidden))) & (witness - read)
    differences = tuple(
        Difference(number, read[number], witness[number])
        for number in sorted(read | witness)
        if read[number] != witness[number]
    )
    return WitnessedPage(page, read.total(), witness.total(), differences)


def _break_up(whole: Counter[str], broken: Counter[str]) -> None:
    """Replace a number that only ``whole`` has by its pieces, where only ``broken`` has those."""
    spare = broken - whole
    for number, times in (whole - broken).items():
        for _ in range(times):
            pieces = _pieces(number, spare) if number.count(".") + number.count(",") <= _SEPARATORS else None
            if pieces is None:
                break
            spare -= Counter(pieces)
            whole.subtract([number])
            whole.update(pieces)


def _pieces(number: str, spare: Counter[str]) -> list[str] | None:
    """The parts of ``number`` between some of its separators, all of them in ``spare``."""
    for at, character in enumerate(number):
        if character in ".," and spare[number[:at]] > 0:
            first, rest = number[:at], number[at + 1 :]
            left = spare - Counter([first])
            if left[rest] > 0:
                return [first, rest]
            if further := _pieces(rest, left):
                return [first, *further]
    return None
