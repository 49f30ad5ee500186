"""Where components stand: in one table or one each, and where their type and what they produced."""

from collections.abc import Sequence
from dataclasses import replace

from tests.corpus.blocks import Block, Cell, Field, Piece, Row, TableBlock

_ITEM, _TYPE = "components", "component_type"


def _one_table(blocks: Sequence[Block], place: str) -> list[Block]:
    """All components in one table, what each produced ``inside`` the description's cell, ``below`` it in a
    row across, in a ``column`` of its own, or before the table (``ahead``), in the order of the components.
    """
    tables, produced = _tables(blocks), _produced(blocks)
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
        elif place == "column":
            rows.append((name, description, Cell((field.value,), (field.piece,))))
        else:
            rows.append((name, description))
    first = tables[0]
    header, widths, text_columns = first.header, first.widths, first.text_columns
    if place == "column":
        header, widths = (*header, _named(header, "production", "Producción")), (0.35, 0.47, 0.18)
        text_columns = (*text_columns, "production")
    whole = [
        *(produced if place == "ahead" else ()),
        replace(first, header=header, rows=tuple(rows), widths=widths, text_columns=text_columns),
    ]
    found: list[Block] = []
    for block in blocks:
        if block is first:
            found += whole
        elif block not in tables and block not in produced:
            found.append(block)
    return found


def _produced_first(blocks: Sequence[Block]) -> list[Block]:
    """A table for each component, what it produced above it."""
    tables, produced = _tables(blocks), _produced(blocks)
    above = {id(table): field for table, field in zip(tables, produced, strict=True)}
    found: list[Block] = []
    for block in blocks:
        if id(block) in above:
            found.append(above[id(block)])
        if block not in produced:
            found.append(block)
    return found


def _typed(blocks: Sequence[Block]) -> list[Block]:
    """The type of component in a column of its own, right of the name, in every table of components."""

    def split(row: Row) -> Row:
        if row[0].span > 1:
            return (replace(row[0], span=row[0].span + 1),)
        name, *others = row
        return (replace(name, lines=name.lines[:-1]), Cell(name.lines[-1:], ()), *others)

    found: list[Block] = []
    for block in blocks:
        if isinstance(block, TableBlock) and block.name == _ITEM and not _is_typed(block):
            name, *others = block.header
            header = (name, _named(block.header, _TYPE, "Tipo"), *others)
            widths = (0.2, 0.2, sum(block.widths[:2]) - 0.4, *block.widths[2:])
            rows, text_columns = tuple(map(split, block.rows)), (*block.text_columns, _TYPE)
            found.append(replace(block, header=header, rows=rows, widths=widths, text_columns=text_columns))
        else:
            found.append(block)
    return found


def _tables(blocks: Sequence[Block]) -> list[TableBlock]:
    return [block for block in blocks if isinstance(block, TableBlock) and block.name == _ITEM]


def _produced(blocks: Sequence[Block]) -> list[Field]:
    return [block for block in blocks if isinstance(block, Field) and block.piece.item == "production"]


def _is_typed(table: TableBlock) -> bool:
    return any(piece.column == _TYPE for cell in table.header for piece in cell.pieces)


def _named(header: Row, column: str, text: str) -> Cell:
    section = header[0].pieces[0].section
    return Cell((text,), (Piece(section, _ITEM, 0, column, text, "value"),), align="centre")


COMPONENTS = {
    "inside": lambda blocks: _one_table(blocks, "inside"),
    "below": lambda blocks: _one_table(blocks, "below"),
    "column": lambda blocks: _one_table(blocks, "column"),
    "beside": lambda blocks: _typed(_one_table(blocks, "column")),
    "ahead": lambda blocks: _one_table(blocks, "ahead"),
    "each_ahead": _produced_first,
}
TYPES = {"column": _typed}
