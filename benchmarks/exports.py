"""What the exports of many reports cost in processor time and memory, by format: a build with rows repeated.

``.venv/bin/python -m benchmarks.exports --times 40`` takes the working build of the last refresh. Exits with
status 1 where the workbook takes longer than a minute.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import defaultdict
from functools import partial
from pathlib import Path

import duckdb

from pipelines.build.dictionary import described_tables, dictionary_of
from pipelines.build.tables import CHANGES, PUBLIC_SCHEMAS, literal
from pipelines.config import Settings
from pipelines.exports.files import write_csv, write_desktop_csv, write_parquet
from pipelines.exports.workbook import Sheet, fits, write_workbook

LONGEST_WORKBOOK = 60.0


def main() -> int:
    """Print seconds of the processor by format; 1 where the workbook takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, default=Settings().build_database)
    parser.add_argument("--times", type=int, default=40, help="how often a row of a report is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, duckdb.connect() as con:
        seconds, sheets = _export(con, arguments.database, arguments.times, Path(name))
    cells = sum(sheet.rows * len(sheet.table.columns) for sheet in sheets if fits(sheet))
    print(
        f"{sum(sheet.rows for sheet in sheets):,} rows, of the longest table {max(s.rows for s in sheets):,}"
    )
    print(f"{cells:,} cells in the workbook")
    for what, spent in seconds.items():
        print(f"{what:<10}{spent:8.1f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    return int(seconds["workbook"] > LONGEST_WORKBOOK)


def _export(
    con: duckdb.DuckDBPyConnection, database: Path, times: int, folder: Path
) -> tuple[dict[str, float], list[Sheet]]:
    con.execute("set threads = 1")
    con.execute(f"attach {literal(database)} as build (read_only)")
    con.execute(f"attach {literal(folder / 'many.duckdb')} as many")
    con.execute("copy from database build to many")
    seconds: dict[str, float] = defaultdict(float)
    sheets = []
    for table in described_tables(con, "many", PUBLIC_SCHEMAS):
        if (table.schema, table.name) == CHANGES:
            continue
        if any(column.name in {"program_key", "report_id"} for column in table.columns):
            con.execute(
                f"insert into {table.relation}"
                f" select * exclude (range) from {table.relation}, range({times - 1})"
            )
        ((rows,),) = con.execute(f"select count(*) from {table.relation}").fetchall()
        parquet = folder / f"{table.public_name}.parquet"
        source = f"read_parquet({literal(parquet)})"
        for what, write in (
            ("parquet", partial(write_parquet, con, table, (), folder, parquet.name)),
            ("csv", partial(write_csv, con, table, source, folder, "one.csv")),
            ("csv-es", partial(write_desktop_csv, con, table, source, folder, "one.csv")),
        ):
            began = time.process_time()
            write()
            seconds[what] += time.process_time() - began
        sheets.append(Sheet(table, parquet, rows))
    began = time.process_time()
    write_workbook(con, list(filter(fits, sheets)), dictionary_of(con, "many"), "", folder)
    seconds["workbook"] = time.process_time() - began
    return seconds, sheets


if __name__ == "__main__":
    sys.exit(main())
