"""The example queries: each answers on the sample what ``queries_truth`` works out by hand."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.warehouse import PROJECT

QUERIES = sorted((PROJECT / "queries").glob("*.sql"))
TRUTH = Path(__file__).with_name("queries_truth")
README = (PROJECT / "README.md").read_text("utf-8")
# What somebody has to know before believing a number.
NOTES = ("-- Question: ", "-- Unit: ", "-- Price basis: ", "-- Caveats: ")

each_query = pytest.mark.parametrize("query", QUERIES, ids=[query.stem for query in QUERIES])


@each_query
def test_its_answer_on_the_sample_is_the_one_worked_out_by_hand(sample_warehouse: Path, query: Path) -> None:
    truth = yaml.safe_load((TRUTH / f"{query.stem}.yaml").read_text("utf-8"))
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        answer = con.execute(query.read_text("utf-8"))
        columns = [column[0] for column in answer.description or ()]
        rows = answer.fetchall()
    assert columns == truth["columns"]
    assert [_comparable(row) for row in rows] == [_comparable(row) for row in truth["rows"]]


def _comparable(row: Any) -> list[Any]:
    """Fractions to more places than any query rounds to; all else exactly."""
    return [round(value, 9) if isinstance(value, float) else value for value in row]


@each_query
def test_it_begins_with_the_question_and_how_to_read_the_answer(query: Path) -> None:
    lines = query.read_text("utf-8").splitlines()
    assert lines[0].startswith(NOTES[0])
    comment = [line for line in lines if line.startswith("--")]
    assert comment == lines[: len(comment)]
    assert [note for line in comment for note in NOTES if line.startswith(note)] == list(NOTES)


@each_query
def test_it_is_one_statement_that_a_shell_can_be_fed(query: Path) -> None:
    text = query.read_text("utf-8")
    assert len(duckdb.extract_statements(text)) == 1
    assert text.rstrip().endswith(";")


@each_query
def test_the_readme_lists_it(query: Path) -> None:
    assert f"`{query.name}`" in README


def test_there_are_twelve_numbered_queries_each_with_its_truth() -> None:
    assert [query.name[:3] for query in QUERIES] == [f"{number:02}_" for number in range(1, 13)]
    assert {file.stem for file in TRUTH.iterdir()} == {query.stem for query in QUERIES}
