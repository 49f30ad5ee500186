"""Of Dagster's history the newest runs stay, and nothing on disk of the others."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dagster import AssetCheckResult, AssetCheckSpec, DagsterInstance, MaterializeResult, asset, materialize

from pipelines.upkeep.history import keep_newest_runs


@asset(check_specs=[AssetCheckSpec("fine", asset="published_warehouse")])
def published_warehouse() -> Iterator[MaterializeResult[None]]:
    """A release with a check."""
    yield MaterializeResult(check_results=[AssetCheckResult(passed=True)])


@asset
def quiet() -> None:
    """A day on which nothing is published."""


def _on_disk(home: Path) -> set[str]:
    runs = {path.name.partition(".")[0] for path in (home / "history" / "runs").glob("*-*.db*")}
    return runs | {path.name for path in (home / "storage").glob("*-*")}


def test_the_newest_runs_and_the_last_publication_stay(instance: DagsterInstance, tmp_path: Path) -> None:
    def run(*assets: object) -> str:
        return materialize(list(assets), instance=instance).run_id  # type: ignore[arg-type]

    _, last = run(published_warehouse), run(published_warehouse)
    newest = [run(quiet) for _ in range(4)][-2:]
    assert keep_newest_runs(instance, 2) == 3
    assert {record.dagster_run.run_id for record in instance.get_run_records()} == {last, *newest}
    assert _on_disk(tmp_path / "dagster") == {last, *newest}
    assert keep_newest_runs(instance, 2) == 0


def _rows(index: Path) -> dict[str, int]:
    with closing(sqlite3.connect(index)) as con:
        tables = [name for (name,) in con.execute("select name from sqlite_master where type = 'table'")]
        return {name: con.execute(f"select count(*) from {name}").fetchone()[0] for name in tables}


def test_no_table_of_all_events_grows(instance: DagsterInstance, tmp_path: Path) -> None:
    rows = []
    for _ in range(3):
        for _ in range(3):
            materialize([published_warehouse], instance=instance)
        keep_newest_runs(instance, 2)
        rows.append(_rows(tmp_path / "dagster" / "history" / "runs" / "index.db"))
    assert rows[0] == rows[1] == rows[2]
