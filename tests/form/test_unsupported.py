"""Documents of forms that are not supported: nothing is lost, and the header says whom they are about."""

import pytest

from pipelines.form import keep_lines, names_in
from tests.form.documents import dump

EX_ANTE = """Informe de detalle de Programas Sociales
Evaluación Ex Ante - Proceso Formulación Presupuestaria 2021
"""
SEGUIMIENTO = "Informe de Seguimiento de Programas Sociales\n(cierre al 31 - diciembre - 2017)\n"
NAMES = "Muelles de Espuma\ny de Sal\nMinisterio de Obras Públicas\nDirección General de Obras Públicas\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{EX_ANTE}Versión: 3\n{NAMES}Año de inicio: 2014\n1. ANTECEDENTES\nUnidad",
        f"{EX_ANTE}{NAMES}Versión: 3\n1. ANTECEDENTES",
        f"{SEGUIMIENTO}{NAMES}1. FICHA RESUMEN\n1.1) Información general",
    ],
    ids=["ex ante", "version below", "seguimiento"],
)
def test_the_header_names_programme_ministry_and_service(text: str) -> None:
    document = dump(text)
    readings = keep_lines(document)
    assert {one.item: one.text for one in readings if one.status == "value"} == {
        "program_name": "Muelles de Espuma y de Sal",
        "ministry": "Ministerio de Obras Públicas",
        "service": "Dirección General de Obras Públicas",
    }
    assert "“Muelles de Espuma y de Sal” (Ministerio de Obras Públicas; " in names_in(readings)
    assert sum(one.words for one in readings) == sum(page.word_count for page in document.pages)


@pytest.mark.parametrize("behind", ["", "1. FICHA RESUMEN", "Muelles de Espuma\nsin fin"])
def test_without_a_header_every_line_is_kept_and_nobody_is_named(behind: str) -> None:
    document = dump(SEGUIMIENTO + behind)
    readings = keep_lines(document)
    assert {one.status for one in readings} == {"unmapped"}
    assert names_in(readings) == ""
    assert sum(one.words for one in readings) == sum(page.word_count for page in document.pages)
