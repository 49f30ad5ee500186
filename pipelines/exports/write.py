"""Write the public tables as files beside the release: Parquet, CSV, workbook, sources and README."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import Template
from textwrap import fill

import duckdb

from pipelines.build.dictionary import described_tables, dictionary_of
from pipelines.build.open_proposals import open_proposals
from pipelines.build.table_keys import Keys
from pipelines.build.tables import CHANGES, PUBLIC_SCHEMAS, Table, TableName, literal
from pipelines.exports.datapackage import ORIGIN, TITLE, Resource, datapackage
from pipelines.exports.files import in_order, write_csv, write_desktop_csv, write_parquet
from pipelines.exports.sources import create_sources
from pipelines.exports.workbook import Sheet, fits, write_workbook
from pipelines.language import speaking
from pipelines.memory import Engine

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


def write_exports(
    build: Path, folder: Path, keys: Mapping[TableName, Keys], engine: Engine | None = None
) -> Path:
    """Write the public tables of the database ``build`` to files below ``folder``; return their folder.

    The schema ``seeds`` of the database has the reference data, which are not published as tables. ``keys``
    has the keys of the tables, for the order of rows and the description. The same reports give the same
    bytes: nothing depends on the time, the release or the number of processors, and the columns
    ``RUN_TIMES`` are left out.
    """
    folder /= EXPORTS
    with duckdb.connect(config=engine or {}) as con:
        con.execute("set threads = 1")  # Parquet row groups depend on the number of threads
        con.execute(f"attach {literal(build)} as build (read_only)")
        tables = [_without_run_times(table) for table in described_tables(con, "build", PUBLIC_SCHEMAS)]
        # The table of changes depends on the previous release, not only on the reports.
        exported = [table for table in tables if (table.schema, table.name) != CHANGES]
        resources = [_exported(con, table, keys, folder) for table in exported]
        sources = create_sources(con, tables, "build")
        listed = Resource(
            sources, Keys(), write_csv(con, sources, in_order(sources), folder, "sources.csv"), {}
        )
        version = _version([*resources, listed])
        sheets = [_sheet(con, resource, folder) for resource in resources]
        readme = _readme(con, sheets, version)
        dictionary = dictionary_of(con, "build")
        workbook = write_workbook(con, list(filter(fits, sheets)), dictionary, readme, folder)
        package = datapackage([*resources, listed], dictionary, workbook, version)
        _write(folder / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1))
        _write(folder / "README.txt", readme)
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
    # Sorted once: the others are written from the sorted Parquet file.
    rows = f"read_parquet({literal(folder / parquet.path)})"
    csv = write_csv(con, table, rows, folder, f"csv/{name}.csv")
    desktop = write_desktop_csv(con, table, rows, folder, f"csv-es/{name}.csv")
    return Resource(table, of_table, csv, {"parquet": parquet, "csvEs": desktop})


def _sheet(con: duckdb.DuckDBPyConnection, resource: Resource, folder: Path) -> Sheet:
    ((rows,),) = con.execute(f"select count(*) from {resource.table.relation}").fetchall()
    return Sheet(resource.table, folder / resource.others["parquet"].path, rows)


def _version(resources: Sequence[Resource]) -> str:
    """Twelve hexadecimal digits that change when any file changes."""
    checksums = "".join(f"{resource.csv.path} {resource.csv.sha256}\n" for resource in resources)
    return hashlib.sha256(checksums.encode()).hexdigest()[:12]


def _readme(con: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], version: str) -> str:
    reports, programmes, first, last, sample = con.execute(
        "select count(*), count(distinct program_key), min(year), max(year),"
        " coalesce(bool_or(is_sample), false)"
        " from build.main.dim_report"
    ).fetchall()[0]
    years = "no years" if first is None else f"{first}" if first == last else f"{first} to {last}"
    template = Template(Path(__file__).with_name("readme.txt").read_text("utf-8"))
    with speaking("en"):  # as the rest of the file is, whoever publishes
        proposals = open_proposals(con, "build.quality")
    return template.substitute(
        version=version,
        reports=f"{reports}, closing years {years}",
        programmes=f"{programmes}. {proposals}".rstrip(),
        sample=SAMPLE_NOTE if sample else "",
        tables="\n".join(
            f"  {sheet.table.public_name} ({sheet.rows:,} rows)\n{_wrapped(sheet.table.comment)}"
            for sheet in sheets
        ),
        not_in_the_workbook=fill(
            ", ".join(sheet.table.public_name for sheet in sheets if not fits(sheet)),
            100,
            initial_indent=" " * 2,
            subsequent_indent=" " * 2,
        ),
        citation=f"{TITLE}: Chile's social programmes, closing years {years} (data set). Version {version}.",
        origin=f"{ORIGIN['title']}, {ORIGIN['path']}",
    )


def _wrapped(text: str) -> str:
    return "\n".join(
        fill(line, 100, initial_indent=" " * 4, subsequent_indent=" " * 4) for line in text.splitlines()
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text.rstrip() + "\n", "utf-8", newline="\n")
