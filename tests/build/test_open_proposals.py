"""The sentence beside every count of programmes."""

import duckdb
import pytest

from pipelines.build.open_proposals import open_proposals


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "programmes: 1 proposal is open;"), (1200, "programmes: 1,200 proposals are open;")],
)
def test_it_says_how_many_proposals_are_open_and_which_command_shows_them(count: int, said: str) -> None:
    with duckdb.connect() as con:
        con.execute(f"create schema quality; create table quality.program_matches as from range({count})")
        sentence = open_proposals(con)
    assert said in sentence
    assert "`panelsocial match`" in sentence


def test_nothing_is_said_where_nothing_is_open() -> None:
    with duckdb.connect() as con:
        assert open_proposals(con) == ""
        con.execute("create schema quality; create table quality.program_matches as from range(0)")
        assert open_proposals(con) == ""
