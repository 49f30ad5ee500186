"""Which values of a report a text dump still leaves one place for: the mechanical meaning of "decidable".

A dump is compared with what was printed, white space, footers and line-end hyphens aside. Decidable is

- a heading, caption or label with its value, where the dump prints them as one stretch in the order of the
  form (a heading below the header of its table may be prose or a cell: a label counts where it is due) and
  behind a value no cell of a table ("Total", "8"), which may as well be the value's next paragraph; prose
  only if the next label stands directly behind it;
- the title; the programme's name, ministry and service below it, which have no labels, if they stand in one
  stretch;
- a table each of whose rows stands on one line, its cells in the order of the columns and none blank; if it
  has one column, with a blank line between two rows, because lines alone may be those of one broken cell;
- any other table without a blank cell whose text is that of all its cells, once each, row by row, column by
  column below each header, or the columns one after the other behind all headers, if that order is
  the only one in which each column holds what it can hold:

  - rows under labels of the form: row by row, and column by column below each header, because labels and
    headers part them; with all headers first only for a single row; but no row in which a broken phrase
    stands before an unbroken figure: its first line is the higher one, and pdftotext may print it before
    what stands left of it;
  - names and figures: in all three orders, if the figures add up to the total that the report prints and
    none is zero, for else a name and a figure may be blank in different rows;
  - budget lines: row by row, because the subtitle parts the rows; otherwise only for a single row;
  - prose whose cells say what they are (a goal's number, a component's type): row by row; what components
    spent only where the dump names all of them before, each name with its type in one stretch: pdftotext
    may print a name's lines among those of the description beside it, and then nobody knows the name. The
    values of an indicator do not say it: pdftotext prints them as they come. Where the header is printed
    again on a new page, only goals can be told: what stands below it may be the rest of a cell that the page
    break cut, above a row whose own cell is blank, and only a goal's number shows where its cell begins.

A header printed again is left out at the head of a page; further down it shows that the cells of that page
are out of order. The places of words on a line (``pdftotext -layout``) tell more, and so do sums; neither
counts here.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, pairwise

from tests.corpus.blocks import Block, Body, Caption, Cell, Field, Heading, Piece, Row, TableBlock, TitleLine

NAMES_AND_FIGURES = frozenset({"regional_beneficiaries", "regional_spending"})
PROSE = frozenset({"sdg", "components", "component_spending"})
NUMBERED = frozenset({"sdg"})
INDICATORS = frozenset({"purpose_indicators", "complementary_indicators"})
BUDGET_LINES = frozenset({"total_spending", "administrative_spending"})

UNLABELLED = {"program_name", "ministry", "service"}
"""Lines below the title that have no label: their order alone tells them."""

ONE_BOX = frozenset(
    {
        "start_year", "end_year", "comparable_years", "potential_population", "target_population",
        "beneficiaries", "component_count", "production", "execution", "initial_budget", "final_budget",
        "next_initial_budget", "total_spending_total", "component_spending_total",
        "extrabudgetary_administrative", "administrative_total", "summary_executed", "summary_extrabudgetary",
        "summary_total_ab", "summary_components", "summary_administrative", "summary_total_cd",
    }
)  # fmt: skip
"""Labels whose value is one printed box: years, figures and set phrases."""


def squeezed(text: str) -> str:
    """``text`` without white space and without hyphens inside words, which pdftotext drops at line ends."""
    return re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", "", re.sub(r"\s+", "", text))


def decidable_pieces(blocks: Sequence[Block], text: str, footers: Sequence[str]) -> list[Piece]:
    """The printed pieces of ``blocks`` that the dump ``text`` leaves one place for; blank ones left out."""
    for footer in footers:
        text = text.replace(footer, "")
    whole = squeezed(text)
    pages = text.split("\f")
    heads = {len(squeezed("".join(pages[:number]))) for number in range(1, len(pages))}
    total = next(
        (one.value for one in blocks if isinstance(one, Field) and one.piece.item == "beneficiaries"), ""
    )
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    names = [row[0] for one in tables if one.name == "components" for row in one.rows]
    is_named = all(not name.empty and squeezed(" ".join(name.lines)) in whole for name in names)
    title_lines = [block.piece for block in blocks if isinstance(block, TitleLine)]
    unlabelled = [piece for piece in title_lines if piece.item in UNLABELLED]
    is_one_stretch = squeezed("".join(piece.text for piece in unlabelled)) in whole
    found: list[Piece] = []
    at = above = 0
    for place, block in enumerate(blocks):
        if isinstance(block, TableBlock):
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            end = whole.find(squeezed(_label(following)), at) if following else len(whole)
            if end >= at:
                is_told = is_named or block.name != "component_spending"
                printed = _once_headed(block, whole[at:end], {head - at for head in heads})
                is_over_pages = whole[at:end].count("".join(_cells(block.header))) > 1
                found += _in_table(block, printed, text, total, is_over_pages) if is_told else ()
                at = end
            continue
        printed = squeezed(_printed(block))
        start = whole.find(printed, at)
        is_torn = block.piece in unlabelled and not is_one_stretch
        if start < 0 or is_torn or _is_overtaken(blocks[place:], whole[above:start]):
            continue
        at = above = start + len(printed)
        behind = blocks[place + 1 :]
        is_over = _is_over(block, behind, whole[at:]) and not _is_before_a_cell(
            block, behind, whole[at:], tables
        )
        if block.piece.text and is_over:
            found.append(block.piece)
    return found


def _is_overtaken(blocks: Sequence[Block], above: str) -> bool:
    """Whether the first block is a heading or caption, and the header of its table in the text ``above``."""
    place = next((at for at, block in enumerate(blocks) if not isinstance(block, Heading | Caption)), 0)
    following = blocks[place]
    return place > 0 and isinstance(following, TableBlock) and "".join(_cells(following.header)) in above


def _is_before_a_cell(
    block: Block, behind: Sequence[Block], below: str, tables: Sequence[TableBlock]
) -> bool:
    """Whether between a field and the label ``behind`` stands a header cell, a cell of a labelled row or a
    figure, and nothing else.
    """
    if not isinstance(block, Field) or not behind:
        return False
    between, label, _ = below.partition(squeezed(_label(behind[0])))
    cells = [cell for table in tables for row in (table.header, *table.rows) for cell in row if cell.pieces]
    names = [cell for cell in cells if _is_own(cell.pieces[0]) or _is_figure(cell.pieces[0])]
    return bool(label) and between in set(_cells(names)) - {""}


def _is_figure(piece: Piece) -> bool:
    return re.fullmatch(r"[\d.,%]+", piece.text) is not None


def _is_own(piece: Piece) -> bool:
    """Whether ``piece`` is a header cell or stands in a row with a label of the form."""
    return piece.row_no == 0 or "." in piece.item


def _is_over(block: Block, following: Sequence[Block], behind: str) -> bool:
    """Whether the text ``behind`` a block shows where it ends."""
    is_prose = isinstance(block, Field | Body) and block.piece.item not in ONE_BOX
    return not (is_prose and following) or behind.startswith(squeezed(_label(following[0])))


def _once_headed(block: TableBlock, text: str, heads: Container[int]) -> str:
    """``text`` without the header of a table where a page, beginning at one of ``heads``, has it again."""
    header = "".join(_cells(block.header))
    first, *parts = text.split(header)
    printed, at = first, len(first)
    for number, part in enumerate(parts):
        printed += part if number and at in heads else header + part
        at += len(header) + len(part)
    return printed


def _label(block: Block) -> str:
    match block:
        case Field(label):
            return label
        case TableBlock(header=header):
            return next(cell.lines[0] for cell in header if cell.lines[0])
        case _:
            return _printed(block)


def _printed(block: TitleLine | Heading | Field | Body | Caption) -> str:
    match block:
        case Field(label, value):
            return f"{label} {value}"
        case Body(value):
            return value
        case _:
            return block.piece.text


def _in_table(block: TableBlock, text: str, dump: str, total: str, is_over_pages: bool) -> Iterator[Piece]:
    """The decidable pieces of a table that the ``dump`` prints as ``text``, all white space gone."""
    lines = [squeezed(line) for line in dump.split("\n")]
    rows = [row for row in block.rows if any(cell.pieces for cell in row)]
    if any(cell.empty for row in rows for cell in row):
        return
    in_rows = "".join(chain(_cells(block.header), *map(_cells, rows)))
    by_lines = text == in_rows and all("".join(_cells(row)) in lines for row in rows)
    if len(block.header) == 1:
        by_lines = by_lines and all(_is_alone("".join(_cells(row)), lines) for row in rows)
    may_be_cut = is_over_pages and block.name in (PROSE | INDICATORS) - NUMBERED
    if not by_lines and (may_be_cut or not _is_in_order(block, rows, text, total)):
        return
    if all(_is_own(row[0].pieces[0]) for row in rows if row[0].pieces):
        rows = [row for row in rows if not _is_out_of_turn(row, dump)]
    for piece in chain.from_iterable(cell.pieces for row in rows for cell in row):
        is_value = piece.column.startswith(("eff", "est"))
        if piece.text and (by_lines or not (block.name in INDICATORS and is_value)):
            yield piece


def _is_out_of_turn(row: Row, dump: str) -> bool:
    """Whether ``dump`` prints a cell of the row, its label aside, over several lines and the next on one."""
    cells = [r"\s+".join(re.escape(word) for line in cell.lines for word in line.split()) for cell in row]
    found = re.search(r"\s+".join(f"({cell})" for cell in cells), dump)
    is_broken = ["\n" in cell for cell in found.groups()[1:]] if found else []
    return any(one and not other for one, other in pairwise(is_broken))


def _is_alone(text: str, lines: Sequence[str]) -> bool:
    """Whether a line of the dump, blank lines around it, is ``text``."""
    return any(lines[at : at + 3] == ["", text, ""] for at in range(len(lines)))


def _is_in_order(block: TableBlock, rows: Sequence[Row], text: str, total: str) -> bool:
    names = list(_cells(block.header))
    table = [list(_cells(row)) for row in rows]
    is_even = all(len(row) == len(names) for row in table)
    by_rows = "".join(chain(names, *table))
    by_columns = "".join(chain(*([name, *cells] for name, *cells in zip(names, *table, strict=False))))
    behind = "".join(chain(names, *zip(*table, strict=False))) if is_even else by_rows
    is_lone = len(table) == 1
    labelled = all(_is_own(row[0].pieces[0]) for row in rows if row[0].pieces)
    if block.name in NAMES_AND_FIGURES:
        return text in (by_rows, by_columns, behind) and _adds_up(rows, total)
    if labelled and is_even:
        label_first = "".join(chain(table[0][:1], names, table[0][1:])) if is_lone else by_columns
        return text in (by_rows, by_columns, label_first)
    if block.name in BUDGET_LINES:
        return text == by_rows or (is_lone and text in (by_columns, behind))
    if block.name in PROSE | INDICATORS:
        return text == by_rows
    return is_lone and text in (by_rows, by_columns, behind)


def _adds_up(rows: Sequence[Row], total: str) -> bool:
    """Whether the figures of the rows add up to that of the last, if it is the total, or to ``total``, and
    none of them is zero.
    """
    figures = [row[-1].pieces[0].text.replace(".", "") for row in rows]
    if rows and rows[-1][0].pieces[0].item.endswith(".total"):
        *figures, total = figures
    known = [number for number in map(_number, figures) if number]
    return len(known) == len(figures) and sum(known) == _number(total)


def _number(text: str) -> int | None:
    digits = text.replace(".", "")
    return int(digits) if digits.isdecimal() else None


def _cells(row: Iterable[Cell]) -> Iterator[str]:
    return (squeezed(" ".join(cell.lines)) for cell in row)
