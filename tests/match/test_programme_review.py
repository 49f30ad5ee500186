"""What is written into the reviewed files, and what is not."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.match.programme_review import ProgrammeReview
from pipelines.match.proposals import Proposal, Title
from pipelines.match.reviewed_file import ReviewError
from pipelines.match.spellings import Spelling, SpellingReview

RENAMED = Proposal(
    old=Title("name-1", 'Talleres "Luna", rurales', "Servicio Uno", "a.pdf"),
    new=Title("name-2", "Talleres de Luna", "Servicio Uno", "b.pdf"),
    first_year=2021,
    concerned_clp=7_000_000,
    score=0.9,
    rank=1,
    evidence="names alike by 0.9; same service",
    years=(),
)
MOVED = replace(RENAMED, new=replace(RENAMED.new, service="Servicio Dos"))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_an_accepted_pair_is_one_line_at_the_end_of_the_file(dbt_project: Path) -> None:
    review = ProgrammeReview(dbt_project)
    before = review.aliases.read_text("utf-8")
    review.accept(RENAMED, "A. Person, 2026-01-02")
    after = review.aliases.read_text("utf-8")
    assert after.startswith(before)
    assert after.count("\n") == before.count("\n") + 1
    assert _rows(review.aliases)[-1] == {
        "old_name": 'Talleres "Luna", rurales',
        "service": "Servicio Uno",
        "new_name": "Talleres de Luna",
        "new_service": "",
        "first_year": "2021",
        "reason": "names alike by 0.9; same service",
        "source": "A. Person, 2026-01-02",
    }
    assert [file.name for file in review.aliases.parent.iterdir() if file.name.startswith(".")] == []


def test_a_file_whose_last_line_does_not_end_keeps_that_line(dbt_project: Path) -> None:
    review = ProgrammeReview(dbt_project)
    before = _rows(review.aliases)
    review.aliases.write_text(review.aliases.read_text("utf-8").rstrip(), "utf-8")
    review.accept(RENAMED, "A. Person")
    assert _rows(review.aliases)[:-1] == before


def test_a_move_names_the_new_service(dbt_project: Path) -> None:
    review = ProgrammeReview(dbt_project)
    review.accept(MOVED, "A. Person")
    assert _rows(review.aliases)[-1]["new_service"] == "Servicio Dos"


def test_a_pair_is_decided_by_either_file(dbt_project: Path) -> None:
    review = ProgrammeReview(dbt_project)
    assert not review.is_decided(RENAMED)
    review.accept(RENAMED, "A. Person")
    assert review.is_decided(RENAMED)
    assert not review.is_decided(MOVED)
    review.refuse(MOVED, "A. Person")
    assert review.is_decided(MOVED)
    assert _rows(review.distinct)[-1]["source"] == "A. Person"


def test_a_name_that_has_a_new_name_gets_no_second_one(dbt_project: Path) -> None:
    review = ProgrammeReview(dbt_project)
    review.accept(RENAMED, "A. Person")
    before = review.aliases.read_text("utf-8")
    with pytest.raises(ReviewError, match="already has a new name"):
        review.accept(MOVED, "A. Person")
    assert review.aliases.read_text("utf-8") == before


def test_without_a_service_nothing_is_written(dbt_project: Path) -> None:
    review = ProgrammeReview(dbt_project)
    before = review.aliases.read_text("utf-8")
    with pytest.raises(ReviewError, match="service"):
        review.accept(replace(RENAMED, old=replace(RENAMED.old, service=None)), "A. Person")
    assert review.aliases.read_text("utf-8") == before


SPELLED = Spelling(
    kind="service",
    name="Servicio Uno de Chile",
    candidate="Servicio Uno",
    concerned_clp=None,
    score=0.9,
    evidence="names alike by 0.9",
    source_file="a.pdf",
    others=(),
)


def test_a_name_is_decided_once_it_is_a_spelling_or_a_name_of_its_own(dbt_project: Path) -> None:
    review = SpellingReview(dbt_project)
    other = replace(SPELLED, name="Servicio Uno del Sur")
    review.accept(SPELLED, "A. Person")
    assert review.is_decided(SPELLED)
    assert not review.is_decided(other)
    assert not review.is_decided(replace(SPELLED, kind="ministry"))
    review.keep(other, "A. Person")
    assert review.is_decided(other)
    assert _rows(review.file)[-2:] == [
        {
            "printed": "Servicio Uno de Chile",
            "canonical": "Servicio Uno",
            "kind": "service",
            "source": "A. Person: names alike by 0.9",
        },
        {
            "printed": "Servicio Uno del Sur",
            "canonical": "Servicio Uno del Sur",
            "kind": "service",
            "source": "A. Person: names alike by 0.9",
        },
    ]


def test_a_file_without_the_columns_is_left_alone(dbt_project: Path) -> None:
    review = ProgrammeReview(dbt_project)
    review.distinct.write_text("old_name,service\n", "utf-8")
    with pytest.raises(ReviewError, match="has no column new_name, new_service, reason, source"):
        review.refuse(RENAMED, "A. Person")
    assert review.distinct.read_text("utf-8") == "old_name,service\n"
