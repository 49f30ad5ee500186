"""Evaluation pages are read by their labels, in whatever markup and order these stand."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from pipelines.form import EVALUATION_PAGE
from pipelines.load.extraction import Extraction, extract
from tests.corpus.evaluation_pages import MARKUPS, drawn
from tests.form.page.pages import PAGE

ORDERS = tuple(permutations(("findings", "description", "criteria")))

SAID = {
    ("body", "description", None, "value"): "El programa enciende faros de papel en caletas sin muelle.",
    ("0", "start_year", None, "value"): "2014",
    ("0", "end_year", None, "value"): "Permanente",
    ("body", "executors", 1, "name"): "Cooperativa Mar y Luna",
    ("body", "executors", 1, "institution_type"): "Organismo privado sin fines de lucro",
    ("body", "executors", 2, "name"): "Caleta - Sur",
    ("body", "executors", 2, "institution_type"): "Municipio",
    ("body", "complementarities", 1, "name"): "Veleros de Viento",
    ("body", "complementarities", 1, "service"): "Servicio de Mareas",
    ("body", "targeting_criteria", None, "value"): "Caletas de menos de cien botes.",
    ("body", "prioritisation_criteria", None, "value"): "Las que tienen menos luz.",
    ("body", "target_population_description", None, "value"): "Pescadores de orilla.",
    ("body", "spending_per_beneficiary", None, "value"): "La variación es del 12,5%",
    ("body", "purpose", None, "value"): "Los botes vuelven de noche.",
    ("2", "budget_execution_finding", None, "value"): (
        "Una subejecución. La ejecución respecto al presupuesto inicial es 84%"
    ),
    ("2", "administrative_spending_finding", None, "value"): "No está descrito.",
    ("3", "purpose_indicator_finding", 1, "value"): "Bajó.",
    ("3", "purpose_indicator_finding", 2, "value"): "No es pertinente.",
}


def read(folder: Path, content: str | bytes) -> Extraction:
    path = folder / "1.html"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (extraction,) = extract(path)
    assert extraction.reason or sum(one.words for one in extraction.readings) == extraction.word_count
    return extraction


def said(extraction: Extraction) -> dict[tuple[str, str, int | None, str], str]:
    return {
        (one.section, one.item, one.row_no, one.column): one.text
        for one in extraction.readings
        if one.label and one.status == "value"
    }


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_a_page_says_the_same_in_every_markup_and_order(
    tmp_path: Path, markup: str, order: Sequence[str]
) -> None:
    extraction = read(tmp_path, drawn(PAGE, markup, order=order))
    assert (extraction.form, extraction.reason, extraction.gaps) == (EVALUATION_PAGE, None, ())
    assert said(extraction) == SAID
    unmapped = [one.text for one in extraction.readings if one.status == "unmapped"]
    assert "".join(unmapped).replace(" ", "") == "FarosdePapel12.345"
    assert all(one.element and one.line_no for one in extraction.readings)


@pytest.mark.parametrize("markup", MARKUPS)
def test_a_block_that_nobody_has_seen_is_unmapped_and_changes_nothing_else(
    tmp_path: Path, markup: str
) -> None:
    (first, *others) = PAGE.fields.items()
    unknown = ("Cobertura comunal", ["En ocho comunas."])
    page = replace(PAGE, fields=dict([first, unknown, *others]))
    extraction = read(tmp_path, drawn(page, markup))
    # Where only its colon makes it a label, the value before it may go on.
    before = {("body", "description", None, "value")} if markup == "flat" else set()
    assert said(extraction) == {key: text for key, text in SAID.items() if key not in before}
    assert {one.item for one in extraction.readings if one.status == "ambiguous"} == {
        key[1] for key in before
    }
    unmapped = "".join(one.text for one in extraction.readings if one.status == "unmapped")
    assert "Coberturacomunal:Enochocomunas." in unmapped.replace(" ", "")


@pytest.mark.parametrize("markup", [name for name in MARKUPS if name != "flat"])
def test_a_value_of_several_paragraphs_is_whole(tmp_path: Path, markup: str) -> None:
    several = ["Los faros son:", "uno al norte;", "otro al sur."]
    page = replace(PAGE, fields=dict(PAGE.fields) | {"Descripción": several, "Propósito": several})
    found = said(read(tmp_path, drawn(page, markup)))
    for item in ("description", "purpose"):
        assert found["body", item, None, "value"] == " ".join(several)


def test_a_page_in_latin_1_says_the_same(tmp_path: Path) -> None:
    page = drawn(PAGE).replace("charset='utf-8'", "charset='iso-8859-1'")
    assert said(read(tmp_path, page.encode("latin-1"))) == SAID


def test_half_a_page_says_half_and_what_is_missing(tmp_path: Path) -> None:
    page = drawn(PAGE)
    extraction = read(tmp_path, page[: page.index("Criterios de priorización")])
    assert extraction.reason is None
    assert said(extraction).items() <= SAID.items()
    assert ("section_missing", "body", "purpose") in {
        (gap.kind, gap.section, gap.item) for gap in extraction.gaps
    }


def test_answers_that_contradict_each_other_are_ambiguous(tmp_path: Path) -> None:
    page = drawn(PAGE).replace("</body>", "<dl><dt>Año de inicio:</dt><dd>2015</dd></dl></body>")
    extraction = read(tmp_path, page)
    assert {one.status for one in extraction.readings if one.item == "start_year"} == {"ambiguous"}


def test_a_page_of_another_kind_is_no_report(tmp_path: Path) -> None:
    extraction = read(tmp_path, "<html><body><h1>Sitio en mantenimiento</h1></body></html>")
    assert extraction.reason == "not_a_report"
    assert "Sitio en mantenimiento" in (extraction.detail or "")


def test_a_page_that_is_mostly_unknown_is_put_aside_with_its_first_unknown_lines(tmp_path: Path) -> None:
    page = drawn(PAGE).replace("</h1>", f"</h1><p>Antecedentes nuevos</p>{'<p>de otra forma</p>' * 90}")
    extraction = read(tmp_path, page)
    assert (extraction.form, extraction.reason) == (EVALUATION_PAGE, "unsupported_form")
    assert "“Antecedentes nuevos”, “de otra forma”" in (extraction.detail or "")
