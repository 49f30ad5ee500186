"""The two lists exported with the tables: the dictionary of columns and the sources of every figure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb

from pipelines.build.tables import Table, literal, quoted, tables_of
from pipelines.exports.units import price_basis_of, spanish_label, unit_of

DICTIONARY = {
    "schema": "Schema of the table; main is left out in file names.",
    "table": "Table.",
    "column": "Column.",
    "type": "Type in DuckDB.",
    "unit": "Unit; empty for text, yes and no, dates and bare numbers.",
    "price_basis": "Year of the prices that an amount is expressed in; empty for other columns.",
    "description": "What the column holds.",
    "spanish_label": "The form's own label or labels, joined by |.",
}

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


def create_dictionary(con: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> Table:
    """Create the table ``dictionary`` in the connection's own database: one row per column of ``tables``.

    There must be at least one table.
    """
    con.execute(f"create table dictionary ({', '.join(f'{quoted(name)} varchar' for name in DICTIONARY)})")
    rows = [
        (
            table.schema,
            table.name,
            column.name,
            column.type,
            unit_of(column) or None,
            price_basis_of(column) or None,
            column.comment or None,
            spanish_label(column.comment) or None,
        )
        for table in tables
        for column in table.columns
    ]
    lists = [list(values) for values in zip(*rows, strict=True)]
    con.execute(f"insert into dictionary select {', '.join('unnest(?)' for _ in lists)}", lists)
    return _described(con, "dictionary", "Every column of every table.", DICTIONARY)


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
    about = {column.name: column.comment for table in documents.values() for column in table.columns}
    return _described(con, "sources", "Where every figure comes from.", about | SOURCES)


def _described(
    con: duckdb.DuckDBPyConnection, name: str, comment: str, descriptions: Mapping[str, str]
) -> Table:
    ((database,),) = con.execute("select current_database()").fetchall()
    (table,) = [table for table in tables_of(con, database, ["main"]) if table.name == name]
    columns = tuple(replace(column, comment=descriptions[column.name]) for column in table.columns)
    return replace(table, comment=comment, columns=columns)
