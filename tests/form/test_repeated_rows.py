"""Rows that are printed twice at a page break."""

from collections.abc import Sequence

from pipelines.form.readings.reading import Reading, Status
from pipelines.form.spec.load import the_form
from pipelines.form.tables.repeated_rows import settle_repeated_rows

Row = tuple[str, str]
"""Region and figure."""

UPPER: list[Row] = [("Maule", "5"), ("Tarapacá", "20")]
LOWER: list[Row] = [("Tarapacá", "20"), ("Atacama", "7")]


def _table(upper: Sequence[Row], lower: Sequence[Row], total: str | None) -> list[Reading]:
    rows = [*((1, row) for row in upper), *((2, row) for row in lower)]
    found = [
        _cell("regional_spending", number, column, text, page)
        for number, (page, row) in enumerate(rows, start=1)
        for column, text in zip(("region", "spending"), row, strict=True)
    ]
    return found + ([_cell("regional_spending.total", 1, "spending", total, 2)] if total else [])


def _cell(item: str, row_no: int, column: str, text: str, page: int) -> Reading:
    return Reading("5.6", item, row_no, column, "", text, "value", page)


def _settled(
    upper: Sequence[Row], lower: Sequence[Row], total: str | None
) -> list[tuple[str, int | None, str, Status]]:
    settled = settle_repeated_rows(_table(upper, lower, total), the_form().tables())
    return [(one.item, one.row_no, one.text, one.status) for one in settled if one.column == "spending"]


def test_a_row_without_which_the_figures_add_up_is_counted_once() -> None:
    assert _settled(UPPER, LOWER, "32") == [
        ("regional_spending", 1, "5", "value"),
        ("regional_spending", 2, "20", "value"),
        ("regional_spending.repeated", None, "20", "value"),
        ("regional_spending", 3, "7", "value"),
        ("regional_spending.total", 1, "32", "value"),
    ]


def test_rows_in_millions_are_compared_with_a_total_in_thousands() -> None:
    assert [item for item, *_ in _settled(UPPER, LOWER, "31.620")].count("regional_spending.repeated") == 1


def test_two_equal_rows_that_add_up_are_two_rows() -> None:
    table = _table(UPPER, LOWER, "52")
    assert settle_repeated_rows(table, the_form().tables()) == table


def test_without_a_total_that_tells_both_are_ambiguous() -> None:
    for total in (None, "99"):
        statuses = [status for _, _, _, status in _settled(UPPER, LOWER, total)]
        assert statuses[:4] == ["value", "ambiguous", "ambiguous", "value"]


def test_equal_rows_on_one_page_and_different_ones_are_left_alone() -> None:
    for upper, lower in (([*UPPER, UPPER[1]], [("Atacama", "7")]), (UPPER, [("Tarapacá", "21")])):
        table = _table(upper, lower, "32")
        assert settle_repeated_rows(table, the_form().tables()) == table


def test_a_row_without_an_amount_adds_nothing_to_the_total() -> None:
    nothing = ("Ñuble", "El programa no presenta información.")
    items = [item for item, *_ in _settled([nothing, *UPPER], LOWER, "32")]
    assert items.count("regional_spending.repeated") == 1
