"""The accuracy benchmark: drawn reports are read as they are printed, and each target can be missed."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.accuracy import missed_targets
from benchmarks.random_corpus import Outcome, draw, jobs, read_and_compare
from tests.corpus.compare import LABELS, PROSE, Comparison, Score


def _outcome(group: str, score: Score, *, producer: str = "fpdf2", rules: str = "full") -> Outcome:
    return Outcome(producer, rules, "", Path("report.pdf"), 8, Comparison({group: score}))


RIGHT = Score(printed=1000, found=1000, exact=1000, claimed=1000)


def test_a_report_depends_on_its_number_and_the_seed_alone() -> None:
    few, many = jobs(7, 2, ["fpdf2"], ["full"]), jobs(7, 4, ["reportlab", "fpdf2"], ["none", "grey"])
    assert [job.report for job in few] == [job.report for job in many[:2]]
    assert [(job.producer, job.style.rules) for job in many] == [
        ("reportlab", "none"),
        ("fpdf2", "none"),
        ("reportlab", "grey"),
        ("fpdf2", "grey"),
    ]
    assert jobs(8, 1, ["fpdf2"], ["full"])[0].report != few[0].report


def test_a_drawn_report_is_read_as_it_is_printed(tmp_path: Path) -> None:
    drawn, failed = draw(jobs(7, 2, ["fpdf2", "text"], ["full"]), tmp_path)
    assert not failed
    outcomes = [read_and_compare(one) for one in drawn]
    assert missed_targets(outcomes) == []
    assert {one.rules for one in outcomes} == {"full", "(text dump)"}


def test_a_file_that_is_no_report_is_refused_and_misses_everything(tmp_path: Path) -> None:
    ((drawn,), _) = draw(jobs(7, 1, ["fpdf2"], ["full"]), tmp_path)
    drawn.path.write_bytes(b"")
    outcome = read_and_compare(drawn)
    assert outcome.refused is not None
    assert len(missed_targets([outcome])) == 3


def test_a_value_that_is_read_but_not_printed_misses_the_target(tmp_path: Path) -> None:
    ((drawn,), _) = draw(jobs(7, 1, ["fpdf2"], ["full"]), tmp_path)
    kept = [piece for piece in drawn.printed if piece.item != "purpose"]
    (sentence,) = missed_targets([read_and_compare(replace(drawn, printed=kept))])
    assert "1 readings differ from what is printed" in sentence


@pytest.mark.parametrize(
    ("outcome", "sentences"),
    [
        (_outcome(LABELS, RIGHT), 0),
        (_outcome(LABELS, replace(RIGHT, exact=999)), 1),
        (_outcome("flow", replace(RIGHT, exact=999)), 1),
        (_outcome("flow", replace(RIGHT, exact=999), rules="none"), 0),
        (_outcome(PROSE, replace(RIGHT, exact=996)), 0),
        (_outcome(PROSE, replace(RIGHT, exact=994)), 1),
        (_outcome(PROSE, replace(RIGHT, wrong=1)), 1),
        (_outcome(PROSE, replace(RIGHT, exact=999), producer="text", rules="(text dump)"), 1),
    ],
    ids=["right", "label", "ruled", "unruled", "few", "many", "wrong", "text"],
)
def test_each_target_is_missed_on_its_own(outcome: Outcome, sentences: int) -> None:
    assert len(missed_targets([outcome])) == sentences
