"""Several reports in one file: split where each has its page and its title, kept whole where in doubt."""

from dataclasses import replace

import pytest

from pipelines.form import report_pages
from pipelines.read import Document, Page, Unreadable
from tests.form.documents import NAMES, TITLE, dump

BODY = "\n1. ANTECEDENTES\n\nTipo de formulario: Programa\n"
REPORT = f"{TITLE}{NAMES}{BODY}"
REST = "2. DIAGNÓSTICO Y OBJETIVO\n\nTexto.\n"
SEGUIMIENTO = (
    "Informe de Seguimiento de Programas Sociales\n(cierre al 31 - diciembre - 2017)\n"
    f"{NAMES}1. FICHA RESUMEN\n"
)


def _pages(*pages: str) -> Document:
    """A text dump of these pages: a line with a leading space begins one."""
    return dump(" ".join(pages))


def _ranges(document: Document) -> list[str]:
    return [str(one) for one in report_pages(document)]


def _refusal(document: Document) -> str:
    with pytest.raises(Unreadable) as error:
        report_pages(document)
    assert error.value.reason == "several_reports"
    assert error.value.detail.endswith("Split it into one file each.")
    return error.value.detail


def test_one_report_has_all_pages() -> None:
    assert _ranges(_pages(REPORT, REST)) == ["pages 1 to 2"]
    assert _ranges(_pages(REPORT)) == ["page 1"]


def test_each_report_begins_on_the_page_of_its_title() -> None:
    other_year = REPORT.replace("2021", "2020")
    assert _ranges(_pages(REPORT, REPORT)) == ["page 1", "page 2"]
    assert _ranges(_pages(REPORT, REST, REST, other_year, REST, REPORT)) == [
        "pages 1 to 3",
        "pages 4 to 5",
        "page 6",
    ]


def test_a_title_that_runs_at_the_head_of_every_page_begins_nothing() -> None:
    assert _ranges(_pages(REPORT, f"{TITLE}{REST}", f"{TITLE}{REST}")) == ["pages 1 to 3"]


def test_a_title_page_and_its_first_section_are_one_report() -> None:
    assert _ranges(_pages(f"{TITLE}{NAMES}", f"{TITLE}{BODY}", REST)) == ["pages 1 to 3"]
    bound = _pages(f"{TITLE}{NAMES}", f"{TITLE}{BODY}", REPORT)
    assert _ranges(bound) == ["pages 1 to 2", "page 3"]


def test_a_title_that_runs_above_each_reports_own_is_one_title() -> None:
    bound = f"{TITLE}{REPORT}"
    assert _ranges(_pages(bound, f"{TITLE}{REST}", bound)) == ["pages 1 to 2", "page 3"]


def test_letterhead_and_page_numbers_may_stand_above_the_titles() -> None:
    pages = [f"Gobierno de Chile\nFolio {number}\n{REPORT}" for number in (1, 2)]
    assert _ranges(_pages(*pages)) == ["page 1", "page 2"]
    assert _ranges(_pages(REPORT, f"Página 2 de 2\n{REPORT}")) == ["page 1", "page 2"]


def test_a_report_of_another_form_begins_with_its_title() -> None:
    assert _ranges(_pages(SEGUIMIENTO, REPORT, REST, SEGUIMIENTO)) == ["page 1", "pages 2 to 3", "page 4"]


def test_a_page_without_a_word_belongs_to_the_report_before_it() -> None:
    blank = Page(1, ())
    one, two = (replace(_pages(REPORT).pages[0], number=number) for number in (2, 4))
    document = Document("text", "text", (blank, one, replace(blank, number=3), two))
    assert _ranges(document) == ["pages 1 to 3", "page 4"]


@pytest.mark.parametrize(
    ("pages", "ranges", "why"),
    [
        (["Índice\n", REPORT, REPORT], "page 2, page 3", "page 1 stands before the first title"),
        (
            [REPORT, f"El final de una frase.\n{REPORT}", REST],
            "page 1, pages 2 to 3",
            "a title stands in the middle of page 2",
        ),
        ([REPORT + REPORT], "page 1, page 1", "a title stands in the middle of page 1"),
        (
            [REPORT, f"{TITLE}{BODY}"],
            "page 1, page 2",
            "no programme's name stands under the title on page 2",
        ),
        (
            [f"{TITLE}{BODY}", REPORT],
            "page 1, page 2",
            "no programme's name stands under the title on page 1",
        ),
        (
            [REPORT, TITLE.replace("2021", "2020") + REST],
            "page 1, page 2",
            "page 2 carries the title of another year, and the form does not begin there",
        ),
        (
            ["palabra\n" * 12 + REPORT, REPORT],
            "page 1, page 2",
            "a title stands in the middle of page 1",
        ),
    ],
    ids=["pages before", "above it", "same page", "nameless", "first nameless", "other year", "deep"],
)
def test_what_is_not_certain_is_not_split(pages: list[str], ranges: str, why: str) -> None:
    assert _refusal(_pages(*pages)) == (
        f"The file seems to hold 2 reports: {ranges}. It is not split, because {why}."
        " Split it into one file each."
    )


def test_a_title_quoted_in_the_text_begins_nothing() -> None:
    quoted = f"Véase:\n{TITLE.replace('2021', '2019')}y lo que sigue.\n"
    assert _ranges(_pages(REPORT + quoted, REST)) == ["pages 1 to 2"]


def test_what_is_no_report_is_one_range() -> None:
    assert _ranges(_pages("Acta\n", "Otra página\n")) == ["pages 1 to 2"]
    assert _ranges(_pages("Acta\n", REPORT)) == ["pages 1 to 2"]
