"""Components in text dumps, name and type in one box and the description in another, and what is no proof."""

import pytest

from tests.form.documents import read, report, statuses, table

HEAD = "4. ESTRATEGIA\n\nEl programa presenta 1 componentes.\n\nNombre Descripción\n\n"
TAIL = "Producción al 4° trimestre 2021:  3 Faros\n"
NAME = "Faros del sur\nAsistencia técnica"
DESCRIPTION = "Luz en doce sesiones."


def _component(*boxes: str) -> str:
    return HEAD + "".join(f"{box}\n\n" for box in boxes) + TAIL


@pytest.mark.parametrize(
    "boxes", [(NAME, DESCRIPTION), (DESCRIPTION, NAME)], ids=["name first", "description first"]
)
def test_the_box_that_ends_in_a_known_type_is_the_name(boxes: tuple[str, str]) -> None:
    (row,) = table(read(report(_component(*boxes))), "components")
    assert row == {"name_and_type": "Faros del sur Asistencia técnica", "description": DESCRIPTION}


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param(("Luz en sesiones.", "Y otro párrafo."), id="the name is blank"),
        pytest.param(("Faros del sur", "Asistencia técnica"), id="the description is blank"),
        pytest.param(("Faros\nCosas varias", DESCRIPTION), id="an unknown type"),
        pytest.param((NAME, "Boyas\nBeca"), id="two names"),
        pytest.param((NAME, "y sigue."), id="the description begins elsewhere"),
        pytest.param((NAME,), id="one box"),
    ],
)
def test_other_boxes_are_in_doubt(boxes: tuple[str, ...]) -> None:
    assert statuses(read(report(_component(*boxes))), "components") == {"ambiguous"}
