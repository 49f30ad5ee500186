"""Time the queries under ``queries/`` on many reports: ``python -m benchmarks.queries --reports 2000``.

Publishes a small archive of invented programmes, copies what was read of it until there are that many
reports, each copy under other names, and has dbt build the tables. Prints the milliseconds of every query:
the first run, and the median of the others. With ``--keep DIR`` a later run measures the same database again;
with ``--database FILE`` it measures that one. Exit status 1 when a median is over 100 ms.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import duckdb

from pipelines.build.dbt import BUILD_DATABASE_VARIABLE, build_arguments
from pipelines.config import PROJECT_ROOT, Settings
from pipelines.load.comments import comments_sql
from tests.corpus.archive import random_archive
from tests.corpus.archive_files import draw_archive
from tests.warehouse import run_refresh

MOST_MILLISECONDS = 100
SEED, PROGRAMMES, YEARS = 3, 13, 4
# What a copy has of its own, by table: everything is under another report, and named otherwise.
COPIES = {
    "reports": "report_id || '-' || n as report_id, file_sha256 || '-' || n as file_sha256",
    "files": "n || '/' || source_file as source_file, file_sha256 || '-' || n as file_sha256",
    "readings": (
        "report_id || '-' || n as report_id, if(item = 'program_name', text || ' ' || n, text) as text"
    ),
    "gaps": "report_id || '-' || n as report_id",
    "witness_pages": "report_id || '-' || n as report_id",
    "witness": "report_id || '-' || n as report_id",
}


def main() -> None:
    """Build or take a database, run every query, print."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = (arguments.keep or Path(temporary)).resolve()
        database = arguments.database or folder / "many" / "panel_social.duckdb"
        if not database.exists():
            build_many(folder, database, arguments.reports)
        slow = _measure(database, arguments.rounds)
    sys.exit(1 if slow else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=2000, help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=5, help="of each query; default: %(default)s")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="folder to keep the databases in")
    parser.add_argument("--database", type=Path, metavar="FILE", help="a database with the public tables")
    return parser.parse_args()


def build_many(folder: Path, database: Path, reports: int) -> None:
    """Build ``database`` of so many ``reports``. ``folder`` gets the small archive and its warehouse."""
    settings = Settings(raw=folder / "raw", warehouse=folder / "warehouse")
    if not settings.build_database.exists():
        draw_archive(random_archive(SEED, PROGRAMMES, YEARS), settings.raw)
        run_refresh(settings.raw, folder)
    unfinished = database.with_suffix(".unfinished")
    database.parent.mkdir(exist_ok=True)
    unfinished.unlink(missing_ok=True)
    with duckdb.connect(str(unfinished)) as con:
        con.execute(f"attach '{settings.build_database}' as small (read_only)")
        con.execute("create schema raw")
        _copy(con, reports)
        con.execute(comments_sql())  # the dictionary is made of them
    target = str(database.parent / "target")
    project = str(settings.dbt_project)
    subprocess.run(
        [
            str(Path(sys.executable).with_name("panelsocial-dbt")),
            *("--quiet", "--log-level-file", "none", "--log-path", target),
            *build_arguments(settings, anew=True),
            *("--exclude-resource-type", "test", "--project-dir", project, "--profiles-dir", project),
            *("--target-path", target),
        ],
        env=os.environ | {BUILD_DATABASE_VARIABLE: str(unfinished)},
        check=True,
    )
    unfinished.rename(database)


def _copy(con: duckdb.DuckDBPyConnection, reports: int) -> None:
    """Fill the schema ``raw`` with copies of the small archive's, and of what is left of it at the end."""
    con.execute(
        "create temp table chosen as select report_id, file_sha256, n from small.raw.reports, range("
        " cast(? as bigint)) as copies(n) order by n, report_id limit ?",
        [reports, reports],
    )
    tables = con.execute(
        "select table_name from duckdb_tables() where database_name = 'small' and schema_name = 'raw'"
    ).fetchall()
    for (table,) in tables:
        if table not in COPIES:
            con.execute(f"create table raw.{table} as from small.raw.{table}")
            continue
        key = "file_sha256" if table == "files" else "report_id"
        con.execute(
            f"create table raw.{table} as select small.* replace ({COPIES[table]})"
            f" from small.raw.{table} as small join (select distinct {key}, n from chosen) using ({key})"
        )


def _measure(database: Path, rounds: int) -> list[str]:
    """Print the time of each query; return those that take too long."""
    times: dict[str, float] = {}
    with duckdb.connect(str(database), read_only=True) as con:
        (count,) = con.execute("select count(*) from quality.documents").fetchone() or (0,)
        print(f"{database}: {count} reports")
        for query in sorted((PROJECT_ROOT / "queries").glob("*.sql")):
            first, *others = (_milliseconds(con, query.read_text("utf-8")) for _ in range(rounds + 1))
            times[query.stem] = median(others)
            print(f"{query.stem:32}{first:8.1f} ms, then {times[query.stem]:8.1f} ms")
    slowest = max(times, key=lambda name: times[name])
    slow = [name for name, taken in times.items() if taken > MOST_MILLISECONDS]
    print(f"{'MISSED' if slow else 'met'}: the slowest is {slowest}, {times[slowest]:.1f} ms")
    return slow


def _milliseconds(con: duckdb.DuckDBPyConnection, query: str) -> float:
    began = time.perf_counter()
    con.execute(query).fetchall()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
