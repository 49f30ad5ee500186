"""Layout hypotheses: other ways in which an office would print the same report under the same labels.

Each turns the blocks of a report into others; what must be read stays the same, but for figures that are
written in another way. Who writes one looks at real reports, never at the reader.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from random import Random

from tests.corpus.blocks import Block, Cell, Field, Heading, Piece, Row, TableBlock
from tests.corpus.columns import figure_columns, single_columns
from tests.corpus.looks import LOOKS

Layout = Mapping[str, str]
"""Hypothesis by its subject: ``{"years": "descending", "numbering": "dot"}``."""

_FIGURE = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?%?")
_NEWEST_FIRST = {
    "coverage": (0, 2, 1),
    "spending_per_beneficiary": (0, 3, 2, 1),
    "purpose_indicators": (0, 1, 5, 4, 3, 2),
    "complementary_indicators": (0, 1, 5, 4, 3, 2),
}
_BUDGET_LINES = ("total_spending", "administrative_spending")
# Letters in a line of the narrowest column.
_NARROWEST = 7
_FIGURES = frozenset(
    {"during_year", "after_year", "other", "total", "beneficiaries", "previous", "current", "spending"}
    | {"year", "year_minus_1", "year_minus_2", "effective_previous", "estimated_current"}
    | {"effective_current", "estimated_next"}
)


def _years_descending(blocks: Sequence[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, TableBlock) and block.name in _NEWEST_FIRST:
            order = _NEWEST_FIRST[block.name]
            header, *rows = (tuple(row[place] for place in order) for row in (block.header, *block.rows))
            widths = tuple(block.widths[place] for place in order)
            found.append(replace(block, header=header, rows=tuple(rows), widths=widths))
        else:
            found.append(block)
    return found


def _totals_first(blocks: Sequence[Block]) -> list[Block]:
    def moved(block: Block) -> Block:
        if not isinstance(block, TableBlock):
            return block
        totals = [
            row for row in block.rows if any(one.item == f"{block.name}.total" for one in row[0].pieces)
        ]
        others = [row for row in block.rows if row not in totals]
        return replace(block, rows=(*totals, *others)) if others else block

    return [moved(block) for block in blocks]


def _sums_carried(blocks: Sequence[Block]) -> list[Block]:
    """Half-way down a table of budget lines, the sum of the lines above, carried over as at a page's end."""

    def carried(block: Block) -> Block:
        if not isinstance(block, TableBlock) or block.name not in _BUDGET_LINES:
            return block
        lines = [row for row in block.rows if any(one.item == block.name for one in row[-1].pieces)]
        amounts = [_FIGURE.fullmatch(row[-1].lines[0]) and row[-1].lines[0] for row in lines if row[-1].lines]
        if len(lines) < 2 or len(amounts) < len(lines) or not all(amounts):
            return block
        above = len(lines) // 2
        amount = sum(int(one.replace(".", "")) for one in amounts[:above] if one)
        printed = f"{amount:,}".replace(",", ".")
        across = len(block.header) - 1
        between = [
            (Cell((text,), (Piece("page", "carried_forward", None, "value", f"{text} {printed}", "value"),),
                  span=across), Cell((printed,), ()))
            for text in ("Suma y sigue", "Suma anterior")
        ]  # fmt: skip
        return replace(block, rows=(*block.rows[:above], *between, *block.rows[above:]))

    return list(map(carried, blocks))


def _one_components_table(blocks: Sequence[Block], place: str) -> list[Block]:
    """All components in one table, what each produced ``inside`` the description's cell, ``below`` it in a
    row across, or ``beside`` it in a column of its own, with the type of component in another.
    """
    tables = [block for block in blocks if isinstance(block, TableBlock) and block.name == "components"]
    produced = [block for block in blocks if isinstance(block, Field) and block.piece.item == "production"]
    rows: list[Row] = []
    for table, field in zip(tables, produced, strict=True):
        name, description = table.rows[0]
        text = f"{field.label} {field.value}".strip()
        if place == "inside":
            held = replace(
                description,
                lines=(*description.lines, "", text),
                pieces=(*description.pieces, field.piece),
            )
            rows.append((name, held))
        elif place == "below":
            rows += [(name, description), (Cell((text,), (field.piece,), span=2),)]
        else:
            kind = Cell(name.lines[-1:], ())
            own = Cell((field.value,), (field.piece,))
            rows.append((replace(name, lines=name.lines[:-1]), kind, description, own))
    first = tables[0]
    header, widths = first.header, first.widths
    if place == "beside":
        section = header[0].pieces[0].section
        named = [
            Cell((text,), (Piece(section, "components", 0, column, text, "value"),), align="centre")
            for column, text in (("component_type", "Tipo"), ("production", "Producción"))
        ]
        header, widths = (header[0], named[0], header[1], named[1]), (0.2, 0.2, 0.42, 0.18)
    whole = replace(first, header=header, rows=tuple(rows), widths=widths)
    kept = [block for block in blocks if block not in tables[1:] and block not in produced]
    return [whole if block is first else block for block in kept]


def _spaced_paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """A blank line between the lines that a cell begins anew."""

    def spaced(cell: Cell) -> Cell:
        if cell.align == "centre" or len(cell.lines) < 2 or any(one.row_no == 0 for one in cell.pieces):
            return cell
        first, *others = cell.lines
        return replace(cell, lines=(first, *(line for other in others for line in ("", other))))

    return [
        replace(block, rows=tuple(tuple(map(spaced, row)) for row in block.rows))
        if isinstance(block, TableBlock) and block.name.endswith("_indicators")
        else block
        for block in blocks
    ]


def _narrow_columns(blocks: Sequence[Block]) -> list[Block]:
    """Columns of figures as narrow as they get: long words of headers, and long figures, go on in the next
    line. Other words of a column's cells stay whole and widen it.
    """

    def narrowed(block: Block) -> Block:
        if not isinstance(block, TableBlock) or not block.header:
            return block
        limits = {column: _longest_word(block, column) for column in figure_columns(block)}
        header, *rows = (_broken(row, limits) for row in (block.header, *block.rows))
        return replace(block, header=header, rows=tuple(rows), tight=True)

    return list(map(narrowed, blocks))


def _longest_word(table: TableBlock, column: int) -> int:
    """Letters of the longest word in the column, its header and figures left out; not below a least width."""
    cells = [cell for row in table.rows for place, cell in single_columns(row) if place == column]
    words = [word for cell in cells for line in cell.lines for word in line.split()]
    return max([_NARROWEST, *(len(word) for word in words if not _FIGURE.fullmatch(word))])


def _broken(row: Row, limits: Mapping[int, int]) -> Row:
    cells = list(row)
    for place, cell in enumerate(row):
        column = sum(before.span for before in row[:place])
        if cell.span == 1 and column in limits:
            text = re.sub(rf"(\S{{{limits[column]}}})(?=\S)", r"\1\n", "\n".join(cell.lines))
            cells[place] = replace(cell, lines=tuple(text.split("\n")))
    return tuple(cells)


def _labels_above(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, own_line=True) if isinstance(block, Field) else block for block in blocks]


def _labels_in_tables(blocks: Sequence[Block]) -> list[Block]:
    """Labels that follow each other, as a table of two columns: label and value."""
    found: list[Block] = []
    for is_field, some in groupby(blocks, lambda block: isinstance(block, Field)):
        group = list(some)
        if not is_field:
            found += group
            continue
        rows = tuple(
            (Cell((one.label,), ()), Cell(tuple(one.value.split("\n")), (one.piece,)))
            for one in group
            if isinstance(one, Field)
        )
        found.append(TableBlock("labels", (), rows, (0.4, 0.6), ()))
    return found


def _numbered(blocks: Sequence[Block], sign: str) -> list[Block]:
    def renumbered(piece: Piece) -> Piece:
        return replace(piece, text=re.sub(r"^(\d\.\d)\)", rf"\1{sign}", piece.text))

    return [
        replace(block, piece=renumbered(block.piece)) if isinstance(block, Heading) else block
        for block in blocks
    ]


def _figures(blocks: Sequence[Block], write: Callable[[str], str]) -> list[Block]:
    """Every figure in its table's cell, and behind its label, as ``write`` makes it."""

    def cell_of(cell: Cell) -> Cell:
        if len(cell.pieces) != 1 or cell.pieces[0].column not in _FIGURES or len(cell.lines) != 1:
            return cell
        if not _FIGURE.fullmatch(cell.lines[0]) or cell.pieces[0].row_no == 0:
            return cell
        text = write(cell.lines[0])
        return replace(cell, lines=(text,), pieces=(replace(cell.pieces[0], text=_squeezed(text)),))

    found: list[Block] = []
    for block in blocks:
        if isinstance(block, TableBlock):
            found.append(replace(block, rows=tuple(tuple(map(cell_of, row)) for row in block.rows)))
        elif isinstance(block, Field) and re.fullmatch(r"\d{1,3}(\.\d{3})+", block.value):
            text = write(block.value)
            found.append(replace(block, value=text, piece=replace(block.piece, text=_squeezed(text))))
        else:
            found.append(block)
    return found


def _spaced(blocks: Sequence[Block], between: str) -> list[Block]:
    return _figures(blocks, lambda text: text.replace(".", between))


def _with_currency(text: str) -> str:
    return text if "%" in text or "." not in text else f"$ {text}"


def _in_brackets(text: str) -> str:
    return f"({text.removeprefix('-')})" if text.startswith("-") else text


HYPOTHESES: Mapping[str, Mapping[str, Callable[[Sequence[Block]], list[Block]]]] = {
    "years": {"descending": _years_descending},
    "totals": {"first": _totals_first},
    "sums": {"carried": _sums_carried},
    "components": {
        "inside": lambda blocks: _one_components_table(blocks, "inside"),
        "below": lambda blocks: _one_components_table(blocks, "below"),
        "beside": lambda blocks: _one_components_table(blocks, "beside"),
    },
    "paragraphs": {"spaced": _spaced_paragraphs},
    "numbering": {
        "dot": lambda blocks: _numbered(blocks, "."),
        "bare": lambda blocks: _numbered(blocks, ""),
    },
    "thousands": {
        "thin": lambda blocks: _spaced(blocks, "\u2009"),
        "space": lambda blocks: _spaced(blocks, "\u00a0"),
        "none": lambda blocks: _spaced(blocks, ""),
    },
    "percent": {"spaced": lambda blocks: _figures(blocks, lambda text: text.replace("%", " %"))},
    "currency": {"before": lambda blocks: _figures(blocks, _with_currency)},
    "negative": {"brackets": lambda blocks: _figures(blocks, _in_brackets)},
    "columns": {"narrow": _narrow_columns},
    "labels": {"above": _labels_above, "table": _labels_in_tables},
}
"""By subject and name what makes the blocks of a report another layout. Labels come last: what stands between
them is changed before.
"""


def random_layout(random: Random) -> Layout:
    """A layout: for each subject, those of looks too, the form's own way or one of the others."""
    chosen = {subject: random.choice(["", *ways]) for subject, ways in (*HYPOTHESES.items(), *LOOKS.items())}
    if chosen["columns"]:
        # Nobody breaks the words of a header that is turned.
        chosen["headers"] = ""
    return {subject: name for subject, name in chosen.items() if name}


def laid_out_as(blocks: Sequence[Block], layout: Layout) -> list[Block]:
    """``blocks`` in another layout, its looks left out. Raises KeyError for an unknown name of a subject."""
    found = list(blocks)
    for subject, ways in HYPOTHESES.items():
        if subject in layout:
            found = ways[layout[subject]](found)
    return found


def _squeezed(text: str) -> str:
    """``text`` as a reading holds it: spaces between the digits of one figure as no-break spaces."""
    squeezed = " ".join(text.split())
    return (
        squeezed.replace(" ", "\u00a0")
        if re.fullmatch(r"-?\d{1,3}(?: \d{3})+(?:,\d+)?%?", squeezed)
        else squeezed
    )
