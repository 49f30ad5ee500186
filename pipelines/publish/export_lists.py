"""The two lists that go with the tables: the dictionary of columns and the sources of every figure."""

from collections.abc import Sequence

import duckdb

from pipelines.publish.tables import Table, literal, quoted, tables_of
from pipelines.publish.units import price_basis_of, spanish_label, unit_of

DICTIONARY = {
    "schema": "Schema of the table; main is left out in file names.",
    "table": "Table.",
    "column": "Column.",
    "type": "Type in DuckDB.",
    "unit": "Unit; empty for text, yes and no, dates and bare numbers.",
    "price_basis": "Prices of which year an amount is in; empty for what is no amount.",
    "description": "What the column holds.",
    "spanish_label": "The form's own label or labels, joined by |.",
}

SOURCES = {
    "kind": "report: read into the tables. kept_aside: could not be used. reference: seed with its origin.",
    "source_file": "Path below the folder of raw reports; of a seed, below the project.",
    "origin": "Where rows of the seed come from.",
}

DOCUMENT_COLUMNS = (
    "report_id",
    "source_url",
    "form",
    "report_year",
    "page_count",
    "first_page",
    "last_page",
    "byte_count",
    "reason",
    "detail",
    "is_sample",
)
"""What is said about a document, as far as dim_report and quality.quarantined_files have it."""


def create_dictionary(con: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> Table:
    """The table ``dictionary`` of this connection's own database: one row a column of ``tables``.

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
    return _commented(con, "dictionary", "Every column of every table.", DICTIONARY)


def create_sources(con: duckdb.DuckDBPyConnection, release: str, seeds: str) -> Table:
    """The table ``sources`` of this connection's own database.

    One row a document of the attached database ``release`` and one for each origin that a seed of the
    attached database ``seeds`` (schema ``seeds``) names in its source columns.
    """
    wanted = ", ".join(literal(name) for name in DOCUMENT_COLUMNS)
    documents = [
        f"select {literal(kind)} as kind, source_file, columns(lambda name: list_contains([{wanted}], name))"
        f" from {quoted(release)}.{relation}"
        for kind, relation in (("report", "main.dim_report"), ("kept_aside", "quality.quarantined_files"))
    ]
    origins = [
        "select distinct 'reference' as kind,"
        f" {literal(f'dbt_project/seeds/{table.name}.csv')} as source_file,"
        f" {quoted(column.name)} as origin from {table.relation} where {quoted(column.name)} is not null"
        for table in tables_of(con, seeds, ["seeds"])
        for column in table.columns
        if column.name == "source" or column.name.endswith("_source")
    ]
    nothing = "select null::varchar as origin where false"
    con.execute("create table sources as " + " union all by name ".join([*documents, nothing, *origins]))
    about_documents = {
        column.name: column.comment
        for table in tables_of(con, release, ["quality", "main"])
        if table.name in ("dim_report", "quarantined_files")
        for column in table.columns
    }
    return _commented(con, "sources", "Where every figure comes from.", about_documents | SOURCES)


def _commented(
    con: duckdb.DuckDBPyConnection, name: str, comment: str, descriptions: dict[str, str]
) -> Table:
    con.execute(f"comment on table {quoted(name)} is {literal(comment)}")
    columns = con.execute(
        "select column_name from duckdb_columns() where table_name = ?"
        " and database_name = current_database() and schema_name = 'main'",
        [name],
    ).fetchall()
    for (column,) in columns:
        con.execute(f"comment on column {quoted(name)}.{quoted(column)} is {literal(descriptions[column])}")
    database = con.execute("select current_database()").fetchall()[0][0]
    return next(table for table in tables_of(con, database, ["main"]) if table.name == name)
