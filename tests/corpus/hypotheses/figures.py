"""How figures and blank cells are written."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from tests.corpus.blocks import Block, Cell, Field, TableBlock

FIGURE = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?%?")
# Columns that hold figures.
_FIGURES = re.compile(
    r"during_year|after_year|other|total|beneficiaries|previous|current|spending|component_\d+"
    r"|year|year_minus_[12]|effective_previous|estimated_current|effective_current|estimated_next"
)


def _figures(blocks: Sequence[Block], write: Callable[[str], str]) -> list[Block]:
    """Every figure in its table's cell, and behind its label, as ``write`` makes it."""

    def cell_of(cell: Cell) -> Cell:
        if len(cell.pieces) != 1 or not _FIGURES.fullmatch(cell.pieces[0].column) or len(cell.lines) != 1:
            return cell
        if not FIGURE.fullmatch(cell.lines[0]) or cell.pieces[0].row_no == 0:
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


def _with_a_decimal(text: str) -> str:
    number = text.removesuffix("%")
    return text if number == text else f"{number}{'' if ',' in number else ',0'} %"


def _as_share(text: str) -> str:
    number = text.removesuffix("%")
    if number == text:
        return text
    share = Decimal(number.replace(",", ".")) / 100
    return f"{share:.3f}".removesuffix("0").replace(".", ",")


def _with_currency(text: str) -> str:
    return text if "%" in text or "." not in text else f"$ {text}"


def _in_brackets(text: str) -> str:
    return f"({text.removeprefix('-')})" if text.startswith("-") else text


def _squeezed(text: str) -> str:
    """``text`` as a reading holds it: spaces between the digits of one figure as no-break spaces."""
    squeezed = " ".join(text.split())
    return (
        squeezed.replace(" ", "\u00a0")
        if re.fullmatch(r"-?\d{1,3}(?: \d{3})+(?:,\d+)?%?", squeezed)
        else squeezed
    )


def _blanks(blocks: Sequence[Block], mark: str) -> list[Block]:
    """``mark`` in every cell that is blank."""

    def marked(cell: Cell) -> Cell:
        if len(cell.pieces) != 1 or cell.pieces[0].status != "blank":
            return cell
        return replace(cell, lines=(mark,), pieces=(replace(cell.pieces[0], text=mark),))

    return [
        replace(block, rows=tuple(tuple(map(marked, row)) for row in block.rows))
        if isinstance(block, TableBlock)
        else block
        for block in blocks
    ]


THOUSANDS = {
    "thin": lambda blocks: _spaced(blocks, "\u2009"),
    "space": lambda blocks: _spaced(blocks, "\u00a0"),
    "none": lambda blocks: _spaced(blocks, ""),
}
PERCENT = {
    "spaced": lambda blocks: _figures(blocks, lambda text: text.replace("%", " %")),
    "decimal": lambda blocks: _figures(blocks, _with_a_decimal),
    "share": lambda blocks: _figures(blocks, _as_share),
}
CURRENCY = {"before": lambda blocks: _figures(blocks, _with_currency)}
NEGATIVE = {"brackets": lambda blocks: _figures(blocks, _in_brackets)}
BLANKS = {"dash": lambda blocks: _blanks(blocks, "-"), "en_dash": lambda blocks: _blanks(blocks, "–")}
