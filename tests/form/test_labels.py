"""Labels in running text: where they count, and how far their values go."""

import pytest

from tests.form.documents import dump, only, read, report

PROBLEM = "2. DIAGNÓSTICO Y OBJETIVO\n\nProblema principal: {}\n\nPropósito del programa: Algo.\n"


def test_a_wrapped_label_and_a_wrapped_value() -> None:
    readings = read(
        report(
            "1. ANTECEDENTES\n\n"
            "El Programa monitoreado, forma parte de un\nSistema o Subsistema: Chile\nCrece\n"
        )
    )
    found = only(readings, "system_membership")
    assert found.text == "Chile Crece"
    assert found.label == "El Programa monitoreado, forma parte de un Sistema o Subsistema:"
    assert (found.line_no, found.words) == (12, 12)


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_a_label_without_a_value_is_blank(text: str) -> None:
    found = only(read(report(PROBLEM.format(text))), "problem")
    assert (found.text, found.status, found.words, found.line_no) == ("", "blank", 2, 11)


@pytest.mark.parametrize(
    "printed",
    [
        "El programa no presenta información.",
        "\n\nEl programa\nno presenta\n\ninformación.",
        "EL PROGRAMA NO PRESENTA INFORMACION",
    ],
)
def test_not_reported_however_it_is_broken(printed: str) -> None:
    found = only(read(report(PROBLEM.format(printed))), "problem")
    assert found.status == "not_reported"
    assert found.text == " ".join(printed.split())


@pytest.mark.parametrize("printed", ["N/A", "No aplica", "no aplica."])
def test_not_applicable(printed: str) -> None:
    assert only(read(report(PROBLEM.format(printed))), "problem").status == "not_applicable"


def test_a_value_glued_to_its_label_is_cut_off_it() -> None:
    found = only(read(report("1. ANTECEDENTES\n\nPágina web:www.faros.cl\n")), "website")
    assert (found.label, found.text, found.words) == ("Página web:", "www.faros.cl", 2)


def test_prose_with_lines_that_look_like_labels_stays_prose() -> None:
    prose = "Faltan faros.\n\nCargo: nadie\n5.1) Algo\nTotal 5.000\nNota: véase\n5.2) Presupuesto Total\nFin."
    readings = read(report(PROBLEM.format(prose) + "\n5. PRESUPUESTO\n\n5.2) Presupuesto Total\n"))
    assert only(readings, "problem").text == " ".join(prose.split())
    assert [one.text for one in readings if one.item == "heading"] == [
        "2. DIAGNÓSTICO Y OBJETIVO",
        "5. PRESUPUESTO",
        "5.2) Presupuesto Total",
    ]


def test_a_heading_fills_its_line() -> None:
    readings = read(report("3. POBLACIÓN\n\n3. Población de faros\n"))
    assert [one.text for one in readings if one.item == "heading"] == ["3. POBLACIÓN"]


def test_the_same_label_twice_goes_by_the_order_of_the_form() -> None:
    readings = read(
        report(
            "1. ANTECEDENTES\n\nNombre del encargado: Ana\n\nCargo: jefa\n\n"
            "Nombre contraparte monitoreo: Luis\n\nCargo: analista\n"
        )
    )
    assert only(readings, "manager_position").text == "jefa"
    assert only(readings, "counterpart_position").text == "analista"


def test_a_label_that_could_be_either_of_two_is_ambiguous() -> None:
    after = "El Programa monitoreado, forma parte de un Sistema o Subsistema: No\n"
    readings = read(report(f"1. ANTECEDENTES\n\nPágina web: x.cl\n\nCargo: jefa\n\n{after}"))
    found = only(readings, "manager_position|counterpart_position")
    assert (found.text, found.status) == ("jefa", "ambiguous")


def test_a_label_that_could_stand_in_two_places_leaves_both_values_in_doubt() -> None:
    readings = read(
        report("1. ANTECEDENTES\n\nUnidad responsable: Faros\n\nPágina web: cítese\n\nPágina web: x.cl\n")
    )
    assert only(readings, "responsible_unit").status == "ambiguous"
    assert only(readings, "website").status == "ambiguous"


def test_text_under_a_heading_that_has_none_is_unmapped() -> None:
    readings = read(report("1. ANTECEDENTES\n\nAlgo más\ny más\n\nTipo de formulario: Programa\n"))
    unknown = [(one.section, one.text) for one in readings if one.status == "unmapped"]
    assert unknown == [("1", "Algo más"), ("1", "y más")]


def test_text_directly_under_a_heading_is_its_body() -> None:
    readings = read(report("2.1) Evaluaciones anteriores\n\nEl programa no presenta evaluaciones\n"))
    found = only(readings, "previous_evaluations")
    assert (found.text, found.label, found.status) == (
        "El programa no presenta evaluaciones",
        "2.1) Evaluaciones anteriores",
        "value",
    )


def test_an_amount_ends_with_its_box() -> None:
    readings = read(
        report(
            "5.2) Presupuesto Total\n\nTotal Gasto al 4to trimestre 2021 ($miles): 262.482\n\nFrase suelta.\n"
        )
    )
    assert only(readings, "total_spending_total").text == "262.482"
    assert only(readings, "unmapped").text == "Frase suelta."


def test_an_amount_that_is_not_reported_may_be_broken_over_boxes() -> None:
    label = "Total Gasto al 4to trimestre 2021 ($miles):"
    readings = read(report(f"5.2) Presupuesto Total\n\n{label}\n\nEl programa no presenta\n\ninformación.\n"))
    assert only(readings, "total_spending_total").status == "not_reported"


def test_page_numbers_and_footers_between_the_halves_of_a_value() -> None:
    readings = read(
        report(
            "2. DIAGNÓSTICO Y OBJETIVO\n\nProblema principal: Faltan\n\nCifras inventadas. Página 1\n"
            " faros en la costa.\n\nCifras inventadas. Página 2"
        )
    )
    assert only(readings, "problem").text == "Faltan faros en la costa."
    assert [one.text for one in readings if one.item == "running_header"] == [
        "Cifras inventadas. Página 1",
        "Cifras inventadas. Página 2",
    ]


def test_two_pages_that_end_with_the_same_answer_have_no_footer() -> None:
    readings = read(
        report(
            "2. DIAGNÓSTICO Y OBJETIVO\n\nProblema principal:\nEl programa no presenta información.\n"
            " Propósito del programa:\nEl programa no presenta información.\n"
        )
    )
    assert only(readings, "problem").status == "not_reported"
    assert only(readings, "purpose").status == "not_reported"


def test_a_document_without_a_known_word_is_kept_word_for_word() -> None:
    readings = read(dump("Una carta\n\nsin formulario"))
    assert [(one.text, one.status) for one in readings] == [
        ("Una carta", "unmapped"),
        ("sin formulario", "unmapped"),
    ]
