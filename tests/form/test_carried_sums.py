"""A sum that a table carries over the end of a page is no line of the table."""

from pathlib import Path

import pytest

from benchmarks.random_corpus import draw, jobs, read_and_compare
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
