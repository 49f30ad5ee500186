"""A sum that a table carries over the end of a page is no line of the table."""

from pathlib import Path

import pytest

from benchmarks.random_corpus import draw, jobs, read_and_compare
from pipelines.form.spec.folding import fold
from pipelines.form.spec.load import the_form
from tests.corpus.style import Rules


@pytest.mark.parametrize("rules", ["full", "horizontal", "none"])
def test_suma_y_sigue_is_no_budget_line(rules: Rules, tmp_path: Path) -> None:
    drawn, failed = draw(jobs(5, 6, ["reportlab", "fpdf2"], [rules], [("sums", "carried")]), tmp_path)
    comparisons = [read_and_compare(one).comparison for one in drawn]
    assert not failed
    assert sum(piece.item == "carried_forward" for one in drawn for piece in one.printed) > 2
    assert [
        score for one in comparisons for score in one.scores.values() if score.exact < score.printed
    ] == []


@pytest.mark.parametrize(
    ("line", "is_carried"),
    [
        ("Suma y sigue 1.250", True),
        ("Suma y sigue: $ 1.250", True),
        ("SUMA ANTERIOR ..... 5 3 8", True),
        ("Suma y sigue", False),
        ("Suma anterior al 2020 12", False),
        ("Talleres Suma y sigue 12", False),
        ("Transporte 500", False),
    ],
)
def test_only_the_remark_and_figures_carry_a_sum(line: str, is_carried: bool) -> None:
    assert any(pattern.fits(fold(line)) for pattern in the_form().carried) == is_carried
