import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.form.spec.folding import Pattern, fold


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("3. POBLACIÓN", "3.poblacion"),
        ("Población\N{NO-BREAK SPACE}objetivo", "poblacionobjetivo"),
        ("Poblacio\N{COMBINING ACUTE ACCENT}n", "poblacion"),
        ("bene\N{LATIN SMALL LIGATURE FI}ciarios", "beneficiarios"),
        ("5.6) Detalle regional – Gasto", "5.6)detalleregional-gasto"),
        ("Gasto \N{SMALL EM DASH} 2º semestre", "gasto-2osemestre"),
        ("\N{ACUTE ACCENT}Vivir\N{RIGHT SINGLE QUOTATION MARK}", "'vivir'"),
    ],
)
def test_case_accents_white_space_ligatures_and_dashes_make_no_difference(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(st.lists(st.text()), st.text(alphabet=" \t\n\N{NO-BREAK SPACE}"))
def test_white_space_between_words_makes_no_difference(words: list[str], space: str) -> None:
    assert fold(space.join(words)) == fold("".join(words))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("quarter", ["4to", "4°", "4º", "cuarto", "1er"])
def test_a_quarter_is_known_however_it_is_printed(quarter: str) -> None:
    label = Pattern.of(["Producción al {quarter} trimestre {year}:"])
    assert label.fits(fold(f"Producción al {quarter} trimestre 2021:"))


def test_a_label_of_another_year_is_the_same_label_but_no_other_number_is() -> None:
    label = Pattern.of(["Total Gasto {year} ($miles):"])
    assert label.fits(fold("Total Gasto 1999 ($miles):"))
    assert not label.fits(fold("Total Gasto 2199 ($miles):"))


def test_an_unknown_placeholder_is_an_error() -> None:
    with pytest.raises(KeyError, match="yaer"):
        Pattern.of(["Total {yaer}"])
