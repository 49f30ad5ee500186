"""Printed words as one line of text: what line ends leave behind is taken away again."""

from collections.abc import Callable

import pytest

from pipelines.form.readings.values import printed, reading
from pipelines.read.document import Box, Word


def _dumped(*lines: str) -> list[Word]:
    return [Word(text, 1, line_no=number) for number, line in enumerate(lines, 1) for text in line.split()]


def _on_page(*lines: str) -> list[Word]:
    return [
        Word(text, 1, Box(50.0 + 60 * place, 20.0 * number, 90.0 + 60 * place, 20.0 * number + 9))
        for number, line in enumerate(lines)
        for place, text in enumerate(line.split())
    ]


@pytest.mark.parametrize("words", [_dumped, _on_page])
@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("plan socio-", "comunitario con"), "plan socio-comunitario con"),
        (("región Ñuble-", "Biobío"), "región Ñuble-Biobío"),
        (("visitas pre-", "y postnatales"), "visitas pre- y postnatales"),
        (("visitas pre-", "o postnatales"), "visitas pre- o postnatales"),
        (("de 2-", "3 años"), "de 2-3 años"),
        (("en el año t-", "1 y en t"), "en el año t-1 y en t"),
        (("plan socio-", "-comunitario con"), "plan socio-comunitario con"),
        (("trimestre y/", "o en la"), "trimestre y/o en la"),
        (("(a)/", "Ingreso"), "(a)/Ingreso"),
        (("Organismo (", "Fundaciones"), "Organismo (Fundaciones"),
        (("norte /", "sur"), "norte / sur"),
        (("talleres -", "marzo"), "talleres - marzo"),
        (("plan socio- comunitario",), "plan socio- comunitario"),
        (("arma el plan", "comunitario"), "arma el plan comunitario"),
    ],
)
def test_a_compound_broken_behind_its_hyphen_is_one_word(
    words: Callable[..., list[Word]], lines: tuple[str, ...], text: str
) -> None:
    assert printed(words(*lines)) == text


@pytest.mark.parametrize("words", [_dumped, _on_page])
@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("72.917.", "334"), "72.917.334"),
        (("72.917", ".334"), "72.917.334"),
        (("1.24", "0.000"), "1.240.000"),
        (("77,5", "%"), "77,5%"),
        (("412", "438"), "412 438"),
        (("1.240", "425"), "1.240 425"),
    ],
)
def test_figures_on_two_lines_are_one_number_only_where_one_alone_is_none(
    words: Callable[..., list[Word]], lines: tuple[str, ...], text: str
) -> None:
    cell = words(*lines)
    assert printed(cell, "number") == text
    assert (reading("5", "x", cell, near=cell[0], kind="number").status == "ambiguous") == (" " in text)


def test_a_mark_is_left_out_of_a_figure_and_stands_apart_in_a_text() -> None:
    mark = Word("1", 1, Box(90, 18, 93, 24))
    figure, word = Word("412", 1, Box(50, 20, 90, 29)), Word("agua", 1, Box(50, 20, 90, 29))
    figure.marks = word.marks = (mark,)
    assert printed([figure]) == printed([figure], "number") == "412"
    assert printed([word, Word("fría", 1, Box(95, 20, 120, 29))]) == "agua 1 fría"


def test_a_text_with_letters_that_nobody_knows_is_in_doubt() -> None:
    assert reading("5", "x", _dumped("Fa\ufffdos"), near=_dumped("x")[0]).status == "ambiguous"
    assert reading("5", "x", _dumped("\ufffd Faros"), near=_dumped("x")[0]).status == "value"
