"""Dagster's history of runs: the newest are kept, with their logs."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from dagster import AssetKey, DagsterInstance, DagsterRunStatus, RunsFilter

ENDED = (DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED)
PUBLISHED = AssetKey("published_warehouse")


def keep_newest_runs(instance: DagsterInstance, keep: int) -> int:
    """Delete all ended runs but the newest ``keep`` and the one that published last; return how many.

    Dagster deletes their rows, but not their logs, the emptied file of each run, and the results of their
    checks: these are removed too where its storage is the default one, files below its home.
    """
    last = instance.get_latest_materialization_event(PUBLISHED)
    ended = instance.get_run_records(RunsFilter(statuses=list(ENDED)))  # newest first
    ids = [record.dagster_run.run_id for record in ended[keep:]]
    old = [run_id for run_id in ids if not last or run_id != last.run_id]
    home = Path(instance.root_directory)
    for run_id in old:
        instance.delete_run(run_id)
        shutil.rmtree(home / "storage" / run_id, ignore_errors=True)
        for path in (home / "history" / "runs").glob(f"{run_id}.db*"):
            path.unlink(missing_ok=True)
    _forget_checks(home / "history" / "runs" / "index.db", old)
    return len(old)


def _forget_checks(index: Path, runs: list[str]) -> None:
    if not index.exists():
        return
    with closing(sqlite3.connect(index)) as con, con:
        con.executemany("delete from asset_check_executions where run_id = ?", [(run_id,) for run_id in runs])
