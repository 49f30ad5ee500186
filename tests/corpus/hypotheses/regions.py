"""Spending by region with a column for each component."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.corpus.blocks import Block, Cell, Row, TableBlock
from tests.corpus.model import thousands_dots

_REGION, _TOTAL = 0.2, 0.12
"""Shares of the page's width."""


def _by_component(blocks: Sequence[Block], with_total: bool) -> list[Block]:
    """What each component spent in each region, invented so that it adds up both ways, under the component's
    name; the regions' totals in the last column, or not printed.
    """
    parts = [
        row
        for block in blocks
        if isinstance(block, TableBlock) and block.name == "component_spending"
        for row in block.rows
    ]
    return [
        _broken_down(block, parts, with_total)
        if isinstance(block, TableBlock) and block.name == "regional_spending" and len(block.header) == 2
        else block
        for block in blocks
    ]


def _broken_down(block: TableBlock, parts: Sequence[Row], with_total: bool) -> TableBlock:
    def cells(name: Cell, printed: Sequence[Cell], total: Cell) -> Row:
        return (name, *printed, *([total] if with_total else []))

    *regions, sums = block.rows
    shares = _shares([_number(row[1]) for row in regions], [_number(part[1]) for part in parts])
    header = [_under(block.header[1], number, part[0]) for number, part in enumerate(parts, start=1)]
    rows = [
        cells(
            name,
            [
                _amount(total, number, part[1], amount)
                for number, (part, amount) in enumerate(zip(parts, amounts, strict=True), start=1)
            ],
            total,
        )
        for (name, total), amounts in zip(regions, shares, strict=True)
    ]
    last = [_under(sums[1], number, part[1]) for number, part in enumerate(parts, start=1)]
    of_component = (1 - _REGION - (_TOTAL if with_total else 0)) / len(parts)
    widths = (_REGION, *[of_component] * len(parts), *([_TOTAL] if with_total else []))
    return replace(
        block,
        header=cells(block.header[0], header, block.header[1]),
        rows=(*rows, cells(sums[0], last, sums[1])),
        widths=widths,
    )


def _under(place: Cell, number: int, printed: Cell) -> Cell:
    """What ``printed`` says, in the column of a component and the row of ``place``."""
    (piece,) = printed.pieces
    held = replace(place.pieces[0], column=f"component_{number}", text=piece.text, status=piece.status)
    return Cell(printed.lines, (held,), align="centre")


def _amount(place: Cell, number: int, spending: Cell, amount: int) -> Cell:
    """What a component spent in the region of ``place``; blank where its ``spending`` is not reported."""
    is_known = spending.pieces[0].status == "value"
    column, text = f"component_{number}", thousands_dots(amount) if is_known else ""
    held = replace(place.pieces[0], column=column, text=text, status="value" if is_known else "blank")
    return Cell((text,), (held,), align="centre")


def _number(cell: Cell) -> int:
    (piece,) = cell.pieces
    return int(piece.text.replace(".", "")) if piece.status == "value" else 0


def _shares(regions: Sequence[int], components: Sequence[int]) -> Iterator[list[int]]:
    """For each region its amount in as many parts as there are components; over the regions, the parts add up
    to shares of the whole in proportion to ``components``.
    """
    left = _split(sum(regions), components, components)
    for amount in regions:
        parts = _split(amount, left, left)
        left = [one - part for one, part in zip(left, parts, strict=True)]
        yield parts


def _split(amount: int, weights: Sequence[int], most: Sequence[int]) -> list[int]:
    """``amount`` in proportion to ``weights``; what rounding leaves goes where ``most`` has room."""
    whole = sum(weights)
    parts = [amount * weight // whole if whole else 0 for weight in weights]
    rest = amount - sum(parts)
    for place, (part, limit) in enumerate(zip(parts, most, strict=True)):
        more = min(rest, limit - part)
        parts[place] += more
        rest -= more
    return parts


REGIONS = {
    "components": lambda blocks: _by_component(blocks, with_total=True),
    "components_alone": lambda blocks: _by_component(blocks, with_total=False),
}
