"""Whatever a document holds: the matcher never raises, and every word is in exactly one reading."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.form import STATUSES, keep_lines, match, recognise
from pipelines.read import Unreadable
from pipelines.read.document import Box, Cell, Document, Grid, Page, Word
from tests.form.documents import NAMES, TITLE, dump
from tests.form.printed_tables import (
    COMPONENTS,
    FLOW,
    GOALS,
    INDICATORS,
    LINES,
    METHODOLOGY,
    PER_BENEFICIARY,
    REGIONS,
)

PARTS = [
    *(TITLE, NAMES, FLOW, REGIONS, LINES, INDICATORS, METHODOLOGY, PER_BENEFICIARY, COMPONENTS, GOALS),
    *("Año de inicio: 2009\n", "Cargo: x\n", "Cargo: ", "Nota: ", "Página web:x", "6. INDICADORES\n"),
    *("El programa no presenta\n", "El programa no presenta información.\n", "información.", "N/A", "73%"),
    *("Total", "Total 5\n", "Maule 2\n", "Maule\n", "Boyas 3\n", "8. x\n", "8.3 y\n", "(a/b)\n\n"),
    *("07 16 01 1 131 24 (A) 5\n", "24 (", "72.917.\n334\n", "Gasto Total por Subtítulo (M$)\n"),
    *("Gasto por Beneficiario 251 855\n", "Presupuesto Ejecutado\n", "\n\n", " salto\n", "Página 1\n", "5\n"),
    *("\N{COMBINING ACUTE ACCENT}", "\N{ZERO WIDTH SPACE}x "),
]

texts = st.lists(st.sampled_from(PARTS), max_size=25).map("".join)
numbers = st.floats(0, 600, allow_nan=False)
boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h), numbers, numbers, st.floats(0, 300), st.floats(0, 40)
)
vocabulary = sorted({word for part in PARTS for word in part.split()})


@st.composite
def words(draw: st.DrawFn, page: int) -> Word:
    return Word(draw(st.sampled_from(vocabulary)), page, box=draw(boxes))


@st.composite
def grids(draw: st.DrawFn, page: int) -> Grid:
    columns = draw(st.integers(1, 7))
    rows = []
    top = draw(numbers)
    height = draw(st.floats(5, 60))
    left, width = draw(numbers), draw(st.floats(10, 90))
    for number in range(draw(st.integers(1, 5))):
        cells = [
            Cell(
                Box(
                    left + at * width,
                    top + number * height,
                    left + (at + 1) * width,
                    top + (number + 1) * height,
                ),
                (),
            )
            for at in range(columns)
        ]
        rows.append(tuple(draw(st.sampled_from([cell, cell, None])) for cell in cells))
    whole = Box(left, top, left + columns * width, top + len(rows) * height)
    return Grid(page, whole, tuple(rows))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    pages = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        found = draw(st.lists(words(number), max_size=30))
        ruled = draw(st.lists(grids(number), max_size=3))
        pages.append(Page(number, tuple(found), draw(st.sampled_from([None, 600.0])), 800.0, tuple(ruled)))
    return Document("pdf", "test", pages)


def _check(document: Document) -> None:
    readings = match(document)
    count = sum(len(page.words) for page in document.pages)
    assert sum(one.words for one in readings) == count
    assert sum(one.words for one in keep_lines(document)) == count
    assert {one.status for one in readings} <= set(STATUSES)
    assert all(one.text == "" for one in readings if one.status == "blank")
    keys = [(one.section, one.item, one.row_no, one.column) for one in readings if one.row_no]
    decided = [key for key in keys if "|" not in key[3]]
    assert len(decided) == len(set(decided))
    try:
        recognise(document)
    except Unreadable as error:
        assert error.detail


@given(texts)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_parts_of_text_dumps_in_any_order(text: str) -> None:
    _check(dump(text))


@given(texts)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_reports_with_parts_in_any_order(text: str) -> None:
    _check(dump(f"{TITLE}{NAMES}Año de inicio: 2009\n\n{text}"))


@given(documents())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_words_and_ruling_lines_anywhere(document: Document) -> None:
    _check(document)


@given(st.permutations("\n".join(PARTS).split("\n")))
@settings(max_examples=50)
def test_a_report_s_lines_shuffled(lines: list[str]) -> None:
    _check(dump("\n".join(lines)))


def test_a_header_with_an_invisible_word_between_its_cells() -> None:
    accent = "\N{COMBINING ACUTE ACCENT}"
    header = f"Partida Capítulo {accent} Programa Item Asignación\nSubtítulo Gastos ($miles)"
    _check(dump(f"5.2) Presupuesto Total\n{header}\n{accent}\nGasto Total por Subtítulo (M$) 5"))


def test_one_word_object_printed_twice() -> None:
    word = Word("Total", 1, box=Box(10, 10, 40, 18))
    cell = Cell(Box(0, 0, 50, 30), (word, word))
    page = Page(1, (word, word), 100.0, 100.0, (Grid(1, cell.box, ((cell,),)),))
    _check(Document("pdf", "test", [page]))
    _check(Document("pdf", "test", [replace(page, grids=())]))
