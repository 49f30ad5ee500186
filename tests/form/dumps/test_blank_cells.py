"""Blank cells in prose tables of a text dump: what may begin the next row is not said of the one above."""

import pytest

from tests.form.documents import read, report
from tests.form.printed_tables import COMPONENTS, INDICATORS, METHODOLOGY

NOTHING = "El programa no presenta información."
UNNAMED = COMPONENTS.replace("Boyas\nInfraestructura\n\n", "")
VALUES = ("effective_previous", "estimated_current", "effective_current", "estimated_next")


Said = dict[tuple[int, str], str]
"""Row and column → text of what is said of a table; what is ambiguous says nothing."""


def _said(text: str, table_id: str) -> Said:
    return {
        (one.row_no, one.column): one.text
        for one in read(report(text))
        if one.item == table_id and one.row_no and one.status != "ambiguous"
    }


def _spending(text: str) -> Said:
    return _said(f"{text}\n5.6) Detalle regional - Gasto componente\n", "component_spending")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(COMPONENTS, id="all components have names"),
        pytest.param(UNNAMED, id="one component has none"),
        pytest.param(COMPONENTS.replace("Sonido.", ""), id="one has but a name"),
    ],
)
def test_a_figure_below_a_name_may_be_that_of_a_component_without_a_name(head: str) -> None:
    found = _spending(f"{head}Faros 2020\n280\n")
    assert found[1, "component"] == "Faros 2020"
    assert (1, "spending") not in found


def test_a_figure_beside_a_name_is_its_own_whatever_follows() -> None:
    assert _spending(f"{UNNAMED}Faros 2020 280\n64\n")[1, "spending"] == "280"


def test_a_component_is_not_called_by_what_says_that_nothing_was_reported() -> None:
    head = UNNAMED.replace("Sonido.", NOTHING)
    assert _spending(f"{head}{NOTHING}\n64\n") == {}


def test_one_phrase_below_the_components_spending_may_be_any_cell_of_any_row() -> None:
    assert _spending(f"{COMPONENTS}{NOTHING}\n") == {}


THIRD = "Nombre Descripción\n\n{0}\nBeca\n\nAgua.\n\nProducción al 4° trimestre 2021:  7 Becas\n\n5.5)"


def test_a_component_without_a_name_keeps_its_place_among_the_others() -> None:
    head = UNNAMED.replace("5.5)", THIRD.format("Velas"))
    found = _spending(f"{head}Faros 2020 5 Luz\nDos\nVelas 3 Agua\n")
    assert found[1, "spending"] == "5"
    assert not [place for place in found if place[0] == 2]


def test_a_component_without_a_name_may_have_one_that_another_begins_with() -> None:
    head = COMPONENTS.replace("Boyas", "Boyas de mar").replace(
        "5.5)", THIRD.format("").replace("Beca\n\n", "")
    )
    found = _spending(f"{head}Faros 2020 5 Luz\n1\nBoyas 3 Agua\n")
    assert not [place for place in found if place[0] == 2]


def _indicators(*rows: str) -> Said:
    return _said(INDICATORS + "".join(rows), "purpose_indicators")


def _indicator(number: int, methodology: str, values: str) -> str:
    return f"Faros {number}\n\nFórmula {number}\n\n{METHODOLOGY}{methodology}\n\n{values}"


def test_an_indicator_without_values_leaves_open_where_the_next_one_begins() -> None:
    found = _indicators(_indicator(1, "Encuesta\ngeneral.", ""), _indicator(2, "Censo.", "1% 2% 3% 4%\n\n"))
    assert (found[1, "indicator_name"], found[1, "formula"]) == ("Faros 1", "Fórmula 1")
    assert found[2, "methodology"] == "Censo."
    assert {(1, "methodology"), (2, "indicator_name"), (2, "formula")}.isdisjoint(found)


def test_an_indicator_of_which_nothing_but_its_label_is_known_is_still_a_row() -> None:
    found = _indicators(_indicator(1, "Encuesta\ngeneral.", "Dos\n\n"), METHODOLOGY)
    assert (2, "methodology") in found
    assert {(2, "indicator_name"), (2, "formula")}.isdisjoint(found)


def test_a_methodology_that_ends_in_a_line_of_figures_does_not_lose_them() -> None:
    found = _indicators(_indicator(1, "Encuesta de\n2021.", ""))
    assert "methodology" not in {column for _, column in found}


@pytest.mark.parametrize(
    ("values", "known"),
    [
        pytest.param("1% 2% 3% 4%", True, id="all of them"),
        pytest.param("N/A", False, id="one that may be the next name"),
    ],
)
def test_what_follows_some_values_directly_may_have_lost_its_name_to_them(values: str, known: bool) -> None:
    found = _indicators(_indicator(1, "Encuesta.", f"{values}\n\n"), f"{METHODOLOGY}Censo.\n\n5% 6% 7% 8%\n")
    assert ((2, "indicator_name") in found) is known
    assert [found[2, column] for column in VALUES] == ["5%", "6%", "7%", "8%"]
