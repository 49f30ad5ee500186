"""Lists of one column over pages of a text dump with gaps: a header printed again is no entry."""

from pathlib import Path

import pytest

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from tests.form.documents import NAMES, TITLE, said, statuses

HEADER = f"{'':20}Tipo de institución\n\n"
GAPS = "".join(f"Sobre la columna {number}      otra\n" for number in range(5))


def _read(folder: Path, *pages: str) -> list[Reading]:
    """The readings of a dump whose list of executors stands on ``pages``; every word is in one of them."""
    body = f"4.2) Ejecutores\n\nEjecución: Por terceros.\n\n{HEADER}" + "\f".join(pages)
    path = folder / "dump.txt"
    text = f"{TITLE}{NAMES}Año de inicio: 2009\n\n{body}5. PRESUPUESTO\n\n{GAPS}"
    path.write_text(text, encoding="utf-8")
    document = read_document(path)
    readings = match(document)
    assert sum(one.words for one in readings) == sum(len(page.words) for page in document.pages)
    return readings


def _entries(readings: list[Reading]) -> list[str]:
    return [text for _, text in said(readings, "executors")]


def test_a_header_printed_again_at_the_head_of_a_page_is_no_entry(tmp_path: Path) -> None:
    readings = _read(
        tmp_path, "Municipalidad\n\n\n", f"{HEADER}Organismo privado sin fines de lucro\n\nBancos\n\n"
    )
    assert _entries(readings) == ["Municipalidad", "Organismo privado sin fines de lucro", "Bancos"]
    headers = [one for one in readings if one.item == "executors" and one.row_no == 0]
    assert [one.text for one in headers] == ["Tipo de institución"] * 2


def test_a_header_alone_at_the_foot_of_a_page_leaves_the_entries_to_the_next(tmp_path: Path) -> None:
    assert _entries(_read(tmp_path, "\n", f"{HEADER}Municipalidad\n\n")) == ["Municipalidad"]


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(("Municipalidad\n\n" + HEADER + "Bancos\n\n",), id="header inside a page"),
        pytest.param(("Bancos y\n\n", HEADER + "Financieras\n\n"), id="unfinished"),
        pytest.param(("Organismo privado\n\n", HEADER + "de ayuda\n\n"), id="going on"),
        pytest.param((f"{'Fundación ' * 10}\n\n", HEADER + "Bancos\n\n"), id="as long as a line can be"),
    ],
)
def test_an_entry_that_a_page_may_cut_above_a_header_leaves_the_list_in_doubt(
    tmp_path: Path, pages: tuple[str, ...]
) -> None:
    assert statuses(_read(tmp_path, *pages), "executors") == {"ambiguous"}
