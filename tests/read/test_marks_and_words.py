"""Marks stand beside words, and letters that belong together are one word whatever draws them."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipelines.read import Page, Word
from tests.read.drawing import GLYPHS_WITHOUT_MEANING, canvas_page, raw_pdf, read, refusal, stream, texts

FONT = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"


def drawn(folder: Path, content: str, font: str = FONT, *objects: str) -> Page:
    """The only page of a PDF with ``content`` in ``font``; ``objects`` are numbered from 6."""
    (found,) = read(page_of(folder, content, font, *objects)).pages
    return found


def page_of(folder: Path, content: str, font: str = FONT, *objects: str) -> Path:
    return raw_pdf(
        folder / "drawn.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R /F2 6 0 R>>>>>>",
        stream(content),
        font,
        *(objects or (FONT,)),
    )


def marked(word: Word) -> tuple[str, list[str]]:
    return word.text, [mark.text for mark in word.marks]


@pytest.mark.parametrize(
    "content",
    [
        "BT /F1 9 Tf 100 700 Td (412) Tj 3 Ts /F1 5.5 Tf (1) Tj ET",
        "BT /F1 9 Tf 100 700 Td (412) Tj 2.6 Ts /F1 6 Tf (1) Tj ET",
        "BT /F1 8 Tf 100 700 Td (412) Tj 1.2 Ts /F1 6.4 Tf (1) Tj ET",
        "BT /F1 9 Tf 100 700 Td (412) Tj -1.5 Ts /F1 5.5 Tf (1) Tj ET",
        "BT /F1 9 Tf 100 700 Td (412) Tj 3 Ts (1) Tj ET",
        "BT 4.5 Ts /F1 5.5 Tf 100 700 Td (1) Tj 0 Ts /F1 9 Tf (412) Tj ET",
        "BT /F1 9 Tf 100 700 Td (412\\271) Tj ET",
    ],
    ids=[
        "superscript",
        "of the same top",
        "hardly raised",
        "subscript",
        "of the same size",
        "before the figure",
        "a character",
    ],
)
def test_a_mark_is_no_part_of_the_figure_beside_it(tmp_path: Path, content: str) -> None:
    ((figure, (mark,)),) = [marked(word) for word in drawn(tmp_path, content).words]
    assert (figure, mark in {"1", "\N{SUPERSCRIPT ONE}"}) == ("412", True)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("BT /F1 12 Tf 100 700 Td (A) Tj /F1 11 Tf (NEXO) Tj ET", ["ANEXO"]),
        ("BT /F1 9 Tf 100 700 Td (412) Tj 0 -11 Td (438) Tj ET", ["412", "438"]),
        ("BT /F1 11 Tf 100 700 Td (Gasto:) Tj 40 1 Td /F1 8 Tf (412) Tj ET", ["Gasto:", "412"]),
        ("BT /F1 9 Tf 100 700 Td (:) Tj 3 3 Td (Lok) Tj 17 0 Td (Nath) Tj ET", [":", "Lok", "Nath"]),
    ],
    ids=["a slightly larger initial", "two lines", "a value in smaller print", "a value in a higher cell"],
)
def test_what_stands_beside_a_word_is_not_always_a_mark(
    tmp_path: Path, content: str, expected: list[str]
) -> None:
    assert [marked(word) for word in drawn(tmp_path, content).words] == [(text, []) for text in expected]


def test_a_heading_in_spaced_letters_is_words_and_figures_in_columns_are_not(tmp_path: Path) -> None:
    spaced = "BT /F1 10 Tf 4 Tc 100 700 Td [(5.8\\)) -900 (GASTOS) -900 (DEL) -900 (PROGRAMA)] TJ ET"
    figures = " BT /F1 10 Tf 4 Tc 100 600 Td (5321) Tj ET"
    assert texts(drawn(tmp_path, spaced + figures)) == ["5.8)", "GASTOS", "DEL", "PROGRAMA", *"5321"]


def test_an_accent_printed_apart_joins_its_letter(tmp_path: Path) -> None:
    to_unicode = stream(
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange"
        " 1 beginbfchar <27> <0301> endbfchar endcmap end"
    )
    accents = FONT.replace("/WinAnsiEncoding", "/WinAnsiEncoding /ToUnicode 7 0 R")
    content = "BT /F1 10 Tf 100 700 Td [(Regio) 500] TJ /F2 10 Tf [(') -300] TJ /F1 10 Tf (n) Tj ET"
    assert texts(drawn(tmp_path, content, FONT, accents, to_unicode)) == ["Región"]


def test_a_soft_hyphen_at_the_end_of_a_line_says_that_the_word_goes_on(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "presu\N{SOFT HYPHEN}")
        canvas.drawString(60, 688, "puesto")

    words = canvas_page(tmp_path / "soft.pdf", draw).words
    assert [(word.text, word.goes_on) for word in words] == [("presu", True), ("puesto", False)]


TYPE3 = (
    "<</Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65"
    " /LastChar 66 /Widths [600 600] /CharProcs <</four 6 0 R /two 6 0 R>> /Resources <<>>"
    " /Encoding <</Type /Encoding /Differences [65 /{} /{}]>>>>"
)
GLYPH = stream("600 0 0 0 500 700 d1 0 0 500 700 re f")


def test_type_3_letters_have_the_names_of_their_glyphs(tmp_path: Path) -> None:
    path = page_of(tmp_path, "BT /F1 10 Tf 100 700 Td (AB) Tj ET", TYPE3.format("four", "two"), GLYPH)
    document = read(path)
    assert texts(document.pages[0]) == ["42"]


@pytest.mark.parametrize("font", [GLYPHS_WITHOUT_MEANING, TYPE3.format("g17", "g18")])
def test_letters_without_names_are_a_reason_of_their_own(tmp_path: Path, font: str) -> None:
    path = page_of(tmp_path, "BT /F1 10 Tf 100 700 Td (AB) Tj ET", font, GLYPH)
    assert refusal(path).reason == "letters_without_names"
