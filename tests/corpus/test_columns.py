"""Columns keep their shares unless a word needs more room."""

from dataclasses import replace

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.corpus.blocks import Cell, TableBlock
from tests.corpus.columns import column_widths

TABLE = TableBlock(
    name="budget",
    header=(Cell(("Ítem",), ()), Cell(("Presupuestario",), ()), Cell(("Detalle",), ())),
    rows=((Cell(("Subtotal general del programa",), (), span=2), Cell(("1.000",), ())),),
    widths=(0.2, 0.2, 0.4),
    text_columns=(),
)


def test_columns_with_room_keep_their_shares() -> None:
    assert column_widths(TABLE, 500, "sans", 8, 3) == [100, 100, 200]


def test_a_long_word_takes_room_from_the_columns_that_have_it() -> None:
    widths = column_widths(TABLE, 200, "sans", 8, 3)
    assert widths[1] == pytest.approx(stringWidth("Presupuestario", "Helvetica-Bold", 8) + 6)
    assert sum(widths) == pytest.approx(0.8 * 200)


def test_a_merged_cell_asks_for_nothing() -> None:
    merged = Cell(("Subtotal-general-del-programa-entero",), (), span=2)
    table = replace(TABLE, rows=((merged, TABLE.rows[0][1]),))
    assert column_widths(table, 500, "sans", 8, 3) == [100, 100, 200]


def test_a_table_that_cannot_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        column_widths(TABLE, 100, "sans", 12, 3)


def test_a_part_of_a_table_has_the_columns_of_the_whole() -> None:
    part = replace(TABLE, header=(), part_of=TABLE)
    assert column_widths(part, 200, "sans", 8, 3) == column_widths(TABLE, 200, "sans", 8, 3)


def test_a_part_of_a_tight_table_has_the_columns_of_the_whole() -> None:
    whole = replace(TABLE, tight=True)
    part = replace(whole, header=(), part_of=whole)
    assert column_widths(part, 500, "sans", 8, 3) == column_widths(whole, 500, "sans", 8, 3)
    assert column_widths(whole, 500, "sans", 8, 3)[2] < 200
