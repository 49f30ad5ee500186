"""Write the public tables as files beside the release: Parquet, CSV, dictionary, sources and README."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import Template
from textwrap import fill

import duckdb

from pipelines.build.table_keys import Keys
from pipelines.build.tables import CHANGES, PUBLIC_SCHEMAS, Table, TableName, literal, tables_of
from pipelines.exports.datapackage import ORIGIN, TITLE, Resource, datapackage
from pipelines.exports.files import in_order, write_csv, write_parquet
from pipelines.exports.lists import create_dictionary, create_sources

EXPORTS = "exports"
"""The name of the folder, beside the release's database."""

RUN_TIMES = frozenset({"extracted_at", "first_seen", "last_seen"})
"""Columns about when a refresh ran, not about a report: they are not exported."""

SAMPLE_NOTE = """
SAMPLE DATA: some of these reports ship with the project, and most of their figures are invented.
dim_report.is_sample and program_year.is_sample mark them.
"""


@dataclass(frozen=True, slots=True)
class Exports:
    """The folder of a release's exports, and the total size (bytes) of its CSV and Parquet files."""

    folder: Path
    csv_bytes: int
    parquet_bytes: int


def exports_of(release: Path) -> Exports | None:
    """The exports beside the database ``release``; None if there are none."""
    folder = release.parent / EXPORTS
    if not folder.is_dir():
        return None
    return Exports(folder, _bytes_of(folder / "csv"), _bytes_of(folder / "parquet"))


def write_exports(build: Path, folder: Path, keys: Mapping[TableName, Keys]) -> Path:
    """Write the public tables of the database ``build`` to files below ``folder``; return their folder.

    The schema ``seeds`` of the database has the reference data, which are not published as tables. ``keys``
    has the keys of the tables, for the order of rows and the description. The same reports give the same
    bytes: nothing depends on the time, the release or the number of processors, and the columns
    ``RUN_TIMES`` are left out.
    """
    folder /= EXPORTS
    with duckdb.connect() as con:
        con.execute("set threads = 1")  # Parquet row groups depend on the number of threads
        con.execute(f"attach {literal(build)} as build (read_only)")
        tables = [_without_run_times(table) for table in tables_of(con, "build", PUBLIC_SCHEMAS)]
        # The table of changes depends on the previous release, not only on the reports.
        exported = [table for table in tables if (table.schema, table.name) != CHANGES]
        resources = [_exported(con, table, keys, folder) for table in exported]
        lists = [
            Resource(table, Keys(), write_csv(con, table, in_order(table), folder, f"{table.name}.csv"), None)
            for table in (create_dictionary(con, tables), create_sources(con, tables, "build"))
        ]
        version = _version([*resources, *lists])
        package = datapackage([*resources, *lists], version)
        _write(folder / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1))
        _write(folder / "README.txt", _readme(con, resources, version))
    return folder


def _bytes_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _without_run_times(table: Table) -> Table:
    return replace(table, columns=tuple(column for column in table.columns if column.name not in RUN_TIMES))


def _exported(
    con: duckdb.DuckDBPyConnection, table: Table, keys: Mapping[TableName, Keys], folder: Path
) -> Resource:
    of_table = keys.get((table.schema, table.name), Keys())
    name, key = table.public_name, of_table.primary
    parquet = write_parquet(con, table, key, folder, f"parquet/{name}.parquet")
    # Sorted once: the CSV is written from the sorted Parquet file.
    csv = write_csv(con, table, f"read_parquet({literal(folder / parquet.path)})", folder, f"csv/{name}.csv")
    return Resource(table, of_table, csv, parquet)


def _version(resources: Sequence[Resource]) -> str:
    """Twelve hexadecimal digits that change when any file changes."""
    checksums = "".join(f"{resource.csv.path} {resource.csv.sha256}\n" for resource in resources)
    return hashlib.sha256(checksums.encode()).hexdigest()[:12]


def _readme(con: duckdb.DuckDBPyConnection, resources: Sequence[Resource], version: str) -> str:
    reports, first, last, sample = con.execute(
        "select count(*), min(year), max(year), coalesce(bool_or(is_sample), false)"
        " from build.main.dim_report"
    ).fetchall()[0]
    years = "no years" if first is None else f"{first}" if first == last else f"{first} to {last}"
    rows = {
        resource.table: con.execute(f"select count(*) from {resource.table.relation}").fetchall()[0][0]
        for resource in resources
    }
    template = Template(Path(__file__).with_name("readme.txt").read_text("utf-8"))
    return template.substitute(
        version=version,
        reports=f"{reports}, closing years {years}",
        sample=SAMPLE_NOTE if sample else "",
        tables="\n".join(
            f"  {table.public_name} ({count:,} rows)\n{_wrapped(table.comment)}"
            for table, count in rows.items()
        ),
        citation=f"{TITLE}: Chile's social programmes, closing years {years} (data set). Version {version}.",
        origin=f"{ORIGIN['title']}, {ORIGIN['path']}",
    )


def _wrapped(text: str) -> str:
    return fill(text, 100, initial_indent=" " * 4, subsequent_indent=" " * 4)


def _write(path: Path, text: str) -> None:
    path.write_text(text.rstrip() + "\n", "utf-8", newline="\n")
