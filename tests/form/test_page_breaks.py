"""Halves of a row at a page break: a cell with the number of another goal is no half of the cell above."""

from dataclasses import replace

import pytest

from pipelines.form.spec.load import the_form
from pipelines.form.tables.page_breaks import is_doubtful_break, joined_over_pages, without_repeated_lines
from pipelines.form.tables.rows import Row, RowCell
from pipelines.read.document import Box, Word

GOALS = next(table for table in the_form().tables() if table.id == "sdg")


def _row(page: int, **cells: str) -> Row:
    words = {name: tuple(Word(word, page) for word in text.split()) for name, text in cells.items()}
    return Row(tuple(RowCell((name,), held) for name, held in words.items()), next(iter(words.values()))[0])


ABOVE = _row(1, goal="5. Igualdad de género", target="5.5 Participación de")


@pytest.mark.parametrize("rest", ["las mujeres", "5.6 Salud"])
def test_the_rest_of_a_target_and_another_of_the_same_goal_are_joined(rest: str) -> None:
    joined = joined_over_pages(ABOVE, _row(2, target=rest), GOALS)
    assert joined is not None
    assert " ".join(word.text for word in joined.cells[1].words) == f"5.5 Participación de {rest}"


def test_a_target_of_another_goal_is_in_doubt_because_its_goal_may_be_blank() -> None:
    below = _row(2, target="8.3 Empleo")
    assert joined_over_pages(ABOVE, below, GOALS) is None
    assert is_doubtful_break(ABOVE, below, GOALS, right=500)


def test_a_subtotal_that_equals_the_figure_above_the_break_repeats_nothing() -> None:
    table = next(table for table in the_form().tables() if table.id == "administrative_spending")
    subtotal = next(row for row in table.rows if row.id == "subtotal")
    below = replace(_placed(2, spending="0"), fixed=subtotal)
    assert without_repeated_lines(_placed(1, partida="21", spending="0"), below) is below
    cut = _placed(2, partida="21", spending="0")
    assert not any(
        cell.words for cell in without_repeated_lines(_placed(1, partida="21", spending="0"), cut).cells
    )


def _placed(page: int, **cells: str) -> Row:
    row = _row(page, **cells)
    place = Box(50, 700, 60, 708)
    placed = (
        replace(cell, words=tuple(replace(word, box=place) for word in cell.words)) for cell in row.cells
    )
    return replace(row, cells=tuple(placed))
