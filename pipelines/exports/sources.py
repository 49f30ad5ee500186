"""The list exported with the tables: the sources of every figure."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from pipelines.build.tables import Table, literal, quoted, tables_of

KINDS = {"quality.documents": "report", "quality.quarantined_files": "kept_aside"}
REFERENCE = "reference"

SOURCES = {
    "kind": "report: read into the tables. kept_aside: put aside, see reason. reference: a seed.",
    "source_file": "Path below the folder of raw reports; of a seed, below the project.",
    "origin": "Where rows of the seed come from.",
}

DOCUMENT_COLUMNS = (
    "report_id",
    "file_sha256",
    "source_url",
    "form",
    "year",
    "page_count",
    "first_page",
    "last_page",
    "byte_count",
    "reason",
    "detail",
    "is_sample",
)
"""Columns of the list of sources, from quality.documents and quality.quarantined_files where they exist."""


def create_sources(con: duckdb.DuckDBPyConnection, tables: Sequence[Table], seeds: str) -> Table:
    """Create the table ``sources`` in the connection's own database.

    One row per document of the public ``tables``, and one per origin in the source columns of the seeds, in
    the schema ``seeds`` of the attached database ``seeds``.
    """
    wanted = ", ".join(literal(name) for name in DOCUMENT_COLUMNS)
    documents = {KINDS[table.public_name]: table for table in tables if table.public_name in KINDS}
    selects = [
        f"select {literal(kind)} as kind, source_file, columns(lambda name: list_contains([{wanted}], name)),"
        f" null::varchar as origin from {table.relation}"
        for kind, table in documents.items()
    ] + [
        f"select distinct {literal(REFERENCE)} as kind,"
        f" {literal(f'dbt_project/seeds/{table.name}.csv')} as source_file,"
        f" {quoted(column.name)} as origin from {table.relation} where {quoted(column.name)} is not null"
        for table in tables_of(con, seeds, ["seeds"])
        for column in table.columns
        if column.name == "source" or column.name.endswith("_source")
    ]
    con.execute(f"create table sources as {' union all by name '.join(selects)}")
    ((database,),) = con.execute("select current_database()").fetchall()
    (created,) = tables_of(con, database, ["main"])
    about = {
        column.name: column.comment for table in documents.values() for column in table.columns
    } | SOURCES
    columns = tuple(replace(column, comment=about[column.name]) for column in created.columns)
    return replace(created, comment="Where every figure comes from.", columns=columns)
