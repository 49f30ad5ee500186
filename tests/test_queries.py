"""The example queries: short, listed, and each right about an archive whose truth is known."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.corpus.archive_model import Archive
from tests.query_truth import Truth
from tests.warehouse import PROJECT

QUERIES = sorted((PROJECT / "queries").glob("*.sql"))
PAGE = (PROJECT / "docs" / "querying.md").read_text("utf-8")

each_query = pytest.mark.parametrize("query", QUERIES, ids=[query.stem for query in QUERIES])


@pytest.mark.slow
@each_query
def test_it_answers_the_truth_about_an_archive(
    reviewed_archive_warehouse: Path, small_archive: Archive, query: Path
) -> None:
    truth = list(getattr(Truth(small_archive), query.stem[3:])())
    with duckdb.connect(str(reviewed_archive_warehouse), read_only=True) as con:
        answer = con.execute(query.read_text("utf-8")).fetchall()
    # An answer that is the same in every row would not tell right from wrong.
    assert all(len(set(column)) > 1 for column in zip(*truth, strict=True))
    assert _comparable(answer) == _comparable(truth)


def _comparable(rows: list[Any]) -> list[list[str]]:
    """Rows in one order, numbers to the peso and to twelve digits of a fraction."""
    return sorted(
        [f"{float(value):.13g}" if isinstance(value, int | float | Decimal) else str(value) for value in row]
        for row in rows
    )


@each_query
def test_it_runs_on_the_sample(sample_warehouse: Path, query: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        con.execute(query.read_text("utf-8"))


@each_query
def test_it_is_a_question_and_one_statement_of_at_most_eight_lines(query: Path) -> None:
    question, *lines = query.read_text("utf-8").rstrip().splitlines()
    assert question.startswith("-- ")
    assert question.endswith("?")
    assert len(lines) <= 8
    assert not [line for line in lines if line.startswith("--")]
    assert len(duckdb.extract_statements("\n".join(lines))) == 1
    assert lines[-1].endswith(";")


@each_query
def test_the_page_lists_it_with_its_question(query: Path) -> None:
    question = query.read_text("utf-8").splitlines()[0].removeprefix("-- ")
    assert f"| `{query.name}` | {question} |" in PAGE


def test_they_are_twenty_five_in_the_order_of_their_numbers() -> None:
    assert [query.name[:3] for query in QUERIES] == [f"{number:02}_" for number in range(1, 26)]
