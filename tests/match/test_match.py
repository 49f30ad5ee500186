"""`panelsocial match` on the archive's warehouse: in a terminal, and without one."""

import csv
from pathlib import Path

import duckdb
import pytest

from tests.match.terminal import in_terminal
from tests.warehouse import panelsocial


@pytest.fixture
def arguments(archive_warehouse: Path) -> tuple[str, ...]:
    return ("match", "--warehouse", str(archive_warehouse.parents[1]))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _names(screen: str) -> list[str]:
    """The names of institutions that are asked about."""
    return [line.split(maxsplit=1)[1] for line in screen.splitlines() if line.startswith("  printed")]


def _unlisted(archive_warehouse: Path) -> int:
    """How many names of institutions there are to decide."""
    with duckdb.connect(str(archive_warehouse), read_only=True) as con:
        ((count,),) = con.execute(
            "select count(distinct printed_name) from quality.spelling_matches where kind <> 'region'"
        ).fetchall()
    return int(count)


def _pairs(file: Path) -> list[tuple[str, str]]:
    return [(row["old_name"], row["new_name"]) for row in _rows(file)]


def _proposed(archive_warehouse: Path) -> list[tuple[str, str]]:
    with duckdb.connect(str(archive_warehouse), read_only=True) as con:
        return con.execute(
            "select program_name, candidate_name from quality.program_matches"
            " order by concerned_clp desc nulls last, rank, score desc, program_name, candidate_name"
        ).fetchall()


@pytest.mark.slow
def test_decisions_about_pairs_are_written_to_the_files(
    archive_warehouse: Path, arguments: tuple[str, ...], dbt_project: Path
) -> None:
    env = {"PANELSOCIAL_DBT_PROJECT": str(dbt_project)}
    aliases, distinct = (dbt_project / "seeds" / f"program_{name}.csv" for name in ("aliases", "distinct"))
    known = _pairs(aliases)
    later = "s\n" * _unlisted(archive_warehouse)
    first, second = _proposed(archive_warehouse)

    code, screen = in_terminal(*arguments, answers=f"{later}y\ns\n", env=env)

    assert code == 0, screen
    assert _pairs(aliases) == [*known, first]
    assert "money concerned $" in screen
    assert "figures that both print for one year are equal" in screen
    assert "Next: run `panelsocial refresh`" in screen
    with aliases.open(encoding="utf-8", newline="") as stream:
        *_, row = csv.DictReader(stream)
    assert row["source"].startswith("panelsocial match, ")
    assert "archive_" in row["source"]
    assert "names alike by" in row["reason"]

    again = panelsocial(*arguments, env=env)
    assert again.returncode == 0, again.stderr
    assert "1 proposal(s) are decided already" in again.stdout
    assert second[0] in " ".join(again.stdout.split())
    assert "no terminal" in again.stdout
    assert _pairs(aliases) == [*known, first]

    code, screen = in_terminal(*arguments, answers=f"{later}n\n", env=env)
    assert code == 0, screen
    assert _pairs(distinct) == [second]


@pytest.mark.slow
def test_decisions_about_names_come_first_and_are_written_to_the_file(
    archive_warehouse: Path, arguments: tuple[str, ...], dbt_project: Path
) -> None:
    env = {"PANELSOCIAL_DBT_PROJECT": str(dbt_project)}
    file = dbt_project / "seeds" / "institution_aliases.csv"
    known = _rows(file)
    assert _unlisted(archive_warehouse) == 1

    code, screen = in_terminal(*arguments, answers="y\nq\n", env=env)

    assert code == 0, screen
    assert "programmes are also found under the other" in screen
    *before, row = _rows(file)
    assert before == known
    assert row["kind"] == "service"
    assert row["printed"] == f"{row['canonical']} de Chile"
    assert "names alike by" in row["source"]
    again = panelsocial(*arguments, env=env)
    assert "1 proposal(s) are decided already" in again.stdout
    assert row["printed"] not in _names(again.stdout)


@pytest.mark.slow
def test_stopping_at_once_writes_nothing(arguments: tuple[str, ...], dbt_project: Path) -> None:
    before = {file: file.read_bytes() for file in (dbt_project / "seeds").iterdir()}
    code, screen = in_terminal(*arguments, answers="q\n", env={"PANELSOCIAL_DBT_PROJECT": str(dbt_project)})
    assert code == 0, screen
    assert "Nothing was written." in screen
    assert {file: file.read_bytes() for file in (dbt_project / "seeds").iterdir()} == before


def test_without_a_proposal_there_is_nothing_to_decide(sample_warehouse: Path) -> None:
    run = panelsocial("match", "--warehouse", str(sample_warehouse.parents[1]))
    assert (run.returncode, run.stdout) == (0, "There is nothing to decide.\n")


def test_without_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    run = panelsocial("match", "--warehouse", str(tmp_path))
    assert run.returncode == 1
    assert "run `panelsocial refresh`" in run.stderr


@pytest.mark.slow
def test_without_the_reviewed_files_it_says_where_they_should_be(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    run = panelsocial(*arguments, env={"PANELSOCIAL_DBT_PROJECT": str(tmp_path)})
    assert run.returncode == 1
    assert "PANELSOCIAL_DBT_PROJECT" in run.stderr
    assert "Traceback" not in run.stderr
