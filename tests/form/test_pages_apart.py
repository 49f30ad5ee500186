"""Pages that are bound with a report and print nothing of it."""

from pathlib import Path

import pytest

from pipelines.form import recognise, report_pages
from pipelines.read import Unreadable, read_document
from tests.form.documents import NAMES, TITLE
from tests.form.drawn_pages import PAGES, bound, draw_pages, of_pages, values

COVERS = {
    "plain": [["Ministerio de Salud", "Portada 2021"]],
    "two": [
        ["Ministerio de Salud"],
        ["Índice", "1. ANTECEDENTES ....... 2", "3.1) Población potencial ... 5"],
    ],
    "with the title": [[*TITLE.strip().split("\n"), *NAMES.strip().split("\n")]],
}


@pytest.mark.parametrize("cover", COVERS.values(), ids=COVERS.keys())
def test_a_report_begins_under_its_title_and_not_on_its_cover(tmp_path: Path, cover: list[list[str]]) -> None:
    plain = draw_pages(tmp_path / "plain.pdf")
    covered = draw_pages(tmp_path / "covered.pdf", [*cover, *PAGES], footer=str)
    assert values(covered) == values(plain)
    assert of_pages(covered, "cover") == [
        line for number, page in enumerate(cover, start=1) for line in [*page, str(number)]
    ]
    assert recognise(read_document(covered)).report_year == 2021
    assert len(report_pages(read_document(covered))) == 1


def test_a_name_on_the_title_page_alone_is_the_reports(tmp_path: Path) -> None:
    head, rest = PAGES[0][:6], PAGES[0][6:]
    parted = draw_pages(tmp_path / "parted.pdf", [head, [*PAGES[0][:2], *rest], *PAGES[1:]])
    assert ("0", "program_name", "Faros del Sur", "value") in values(parted)


def test_a_title_somewhere_in_another_document_makes_no_report_of_it(tmp_path: Path) -> None:
    quoting = draw_pages(tmp_path / "quoting.pdf", [["Acta"], [*TITLE.strip().split("\n"), "y lo demás."]])
    with pytest.raises(Unreadable) as raised:
        recognise(read_document(quoting))
    assert raised.value.reason == "not_a_report"


ANNEXES = {
    "named": ["Anexo 1: Decreto que crea el programa", "Artículo único."],
    "behind room": ["Decreto que crea el programa", "Artículo único."],
}


@pytest.mark.parametrize("annex", ANNEXES.values(), ids=ANNEXES.keys())
def test_an_annex_is_no_part_of_the_last_value(tmp_path: Path, annex: list[str]) -> None:
    full = ["otra línea de prosa que llena la hoja"] * 48
    pages = [[*PAGES[0], *full], *PAGES[1:]]
    plain = draw_pages(tmp_path / "plain.pdf", pages)
    longer = draw_pages(tmp_path / "annexed.pdf", [*pages, annex, ["Segunda hoja."]])
    assert values(longer) == values(plain)
    assert of_pages(longer, "annex") == [*annex, "Segunda hoja."]


def test_a_last_value_that_fills_its_page_goes_on_overleaf(tmp_path: Path) -> None:
    full = ["que siguen por toda la hoja con la prosa"] * 48
    path = draw_pages(tmp_path / "long.pdf", [*PAGES[:2], [*PAGES[2], *full], ["hasta aquí."]])
    assert of_pages(path, "annex") == []
    assert values(path)[-1][2].endswith("la prosa hasta aquí.")


@pytest.mark.parametrize("numbers", [[1, 2, 2, 3], [1, 2, 3, 2], [1, 1, 2, 3], [1, 2, 3, 1]], ids=str)
def test_a_page_that_is_bound_in_twice_counts_once(tmp_path: Path, numbers: list[int]) -> None:
    plain = draw_pages(tmp_path / "plain.pdf")
    twice = bound(tmp_path / "twice.pdf", (plain, numbers))
    document = read_document(twice)
    assert [str(one) for one in report_pages(document)] == ["pages 1 to 4"]
    assert values(twice) == values(plain)
    assert of_pages(twice, "repeated_page")


def test_a_page_that_is_drawn_twice_counts_once(tmp_path: Path) -> None:
    plain = draw_pages(tmp_path / "plain.pdf")
    twice = draw_pages(tmp_path / "twice.pdf", [*PAGES[:2], *PAGES[1:]])
    assert values(twice) == values(plain)


def test_a_report_that_is_bound_in_twice_is_two(tmp_path: Path) -> None:
    plain = draw_pages(tmp_path / "plain.pdf")
    twice = bound(tmp_path / "twice.pdf", (plain, [1, 2, 3, 1, 2, 3]))
    assert [str(one) for one in report_pages(read_document(twice))] == ["pages 1 to 3", "pages 4 to 6"]
