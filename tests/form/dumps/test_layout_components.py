"""Components in a text dump with gaps: each has a table of its own, whose lines are its one row."""

from pathlib import Path

import pytest

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from tests.form.documents import NAMES, TITLE, said

HEADER = f"{'':16}Nombre{'':30}Descripción\n"
PRODUCTION = "\nProducción al 4° trimestre 2021: 3 Faros\n"
GAPS = "".join(f"Sobre la columna {number}      otra\n" for number in range(5))


def _line(name: str, description: str) -> str:
    return f"  {name:44}{description}".rstrip() + "\n"


def _read(folder: Path, *tables: str) -> list[Reading]:
    """The readings of a dump with ``tables`` of components; every word is in one of them."""
    path = folder / "dump.txt"
    head = f"{TITLE}{NAMES}Año de inicio: 2009\n\n4. ESTRATEGIA\nEl programa presenta 2 componentes.\n"
    path.write_text(f"{head}{''.join(tables)}\n4.2) Ejecutores\n\n{GAPS}", encoding="utf-8")
    document = read_document(path)
    readings = match(document)
    assert sum(one.words for one in readings) == sum(len(page.words) for page in document.pages)
    return readings


NAME_ABOVE = HEADER + _line("Becas de verano", "") + _line("Beca", "Para todo el verano.")


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(NAME_ABOVE + PRODUCTION + PRODUCTION, id="two productions"),
        pytest.param(
            HEADER + _line("Becas de verano", "") + _line("Faros", "Para todo.") + PRODUCTION,
            id="no type",
        ),
        pytest.param(HEADER + _line("", "Para todo") + _line("", "el verano.") + PRODUCTION, id="no name"),
        pytest.param(HEADER + _line("Becas de verano", "") + _line("Beca", "") + PRODUCTION, id="no text"),
        pytest.param(
            HEADER + _line("Becas de", "Para todo") + "\n\f" + _line("Beca", "el verano.") + PRODUCTION,
            id="two pages",
        ),
        pytest.param(
            HEADER + _line("Becas de verano", "") + "\n\f" + NAME_ABOVE + PRODUCTION, id="header again"
        ),
    ],
)
def test_lines_that_may_be_more_than_one_component_are_in_doubt(tmp_path: Path, table: str) -> None:
    assert said(_read(tmp_path, table), "components") == []
