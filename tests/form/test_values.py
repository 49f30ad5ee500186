"""Printed words as one line of text: what line ends leave behind is taken away again."""

from collections.abc import Callable

import pytest

from pipelines.form.values import printed
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
        (("de 2-", "3 años"), "de 2- 3 años"),
        (("talleres -", "marzo"), "talleres - marzo"),
        (("plan socio- comunitario",), "plan socio- comunitario"),
        (("arma el plan", "comunitario"), "arma el plan comunitario"),
    ],
)
def test_a_compound_broken_behind_its_hyphen_is_one_word(
    words: Callable[..., list[Word]], lines: tuple[str, ...], text: str
) -> None:
    assert printed(words(*lines)) == text
