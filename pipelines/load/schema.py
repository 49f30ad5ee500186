"""The schema `raw`: its tables, columns and types."""

import duckdb

from pipelines.load.acquisition_tables import ACQUISITIONS_DDL
from pipelines.load.comments import comments_sql

READING_COLUMNS: dict[str, str] = {
    "section": "varchar",
    "item": "varchar",
    "row_no": "integer",
    "column_id": "varchar",  # Reading.column: `column` is a reserved word in SQL
    "label": "varchar",
    "text": "varchar",
    "status": "varchar",
    "page": "integer",
    "x0": "double",
    "top": "double",
    "x1": "double",
    "bottom": "double",
    "line_no": "integer",
    "words": "integer",
    "inferred_by": "varchar",
    "resembles": "varchar",
    "element": "varchar",
}

# Per page, how many numbers the reader and the witness found; and the numbers that they count differently.
WITNESS_COLUMNS: dict[str, str] = {
    "page": "integer",
    "read_count": "integer",
    "witnessed_count": "integer",
}
DIFFERENCE_COLUMNS: dict[str, str] = {
    "number": "varchar",
    "read_count": "integer",
    "witnessed_count": "integer",
}

# Parts that a report lacks: the text of a page, a section, a table, a label in words that the form knows.
GAP_COLUMNS: dict[str, str] = {
    "kind": "varchar",
    "page": "integer",
    "section": "varchar",
    "item": "varchar",
}

# The columns of an extraction about its document; NULL where unknown.
DOCUMENT_COLUMNS: dict[str, str] = {
    "form": "varchar",
    "report_year": "integer",
    "closing_date": "date",
    "title": "varchar",
    "medium": "varchar",
    "reader": "varchar",
    "reader_version": "varchar",
    "first_page": "integer",
    "last_page": "integer",
    "page_count": "integer",
    "word_count": "integer",
    "document_created_at": "timestamp",
    "extracted_at": "timestamp",
    "reason": "varchar",
    "detail": "varchar",
}

DDL = (
    """
create schema if not exists raw;
create table if not exists raw.reports (
    report_id varchar not null,
    file_sha256 varchar not null,
    form varchar,
    report_year integer,
    closing_date date,
    title varchar,
    medium varchar,
    reader varchar,
    reader_version varchar not null,
    first_page integer,
    last_page integer,
    page_count integer,
    byte_count bigint not null,
    word_count integer,
    reading_count integer not null,
    unmapped_count integer not null,
    mapped_share double,
    document_created_at timestamp,
    extracted_at timestamp not null,
    reason varchar,
    detail varchar
);
create table if not exists raw.files (
    source_file varchar not null,
    file_sha256 varchar not null,
    byte_count bigint not null,
    is_sample boolean not null,
    first_seen timestamp not null,
    last_seen timestamp not null
);
create table if not exists raw.readings (
    report_id varchar not null,
    reading_no integer not null,
    section varchar not null,
    item varchar not null,
    row_no integer,
    column_id varchar not null,
    label varchar not null,
    text varchar not null,
    status varchar not null,
    page integer not null,
    x0 double,
    top double,
    x1 double,
    bottom double,
    line_no integer,
    words integer not null,
    inferred_by varchar,
    resembles varchar,
    element varchar
);
create table if not exists raw.witness_pages (
    report_id varchar not null,
    page integer not null,
    read_count integer not null,
    witnessed_count integer not null
);
create table if not exists raw.witness (
    report_id varchar not null,
    page integer not null,
    number varchar not null,
    read_count integer not null,
    witnessed_count integer not null
);
create table if not exists raw.gaps (
    report_id varchar not null,
    kind varchar not null,
    page integer,
    section varchar,
    item varchar
);
"""
    + ACQUISITIONS_DDL
    + comments_sql()
)


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Create the schema; replace one that another version of this file or of the contact rules made."""
    with duckdb.connect() as fresh:
        fresh.execute(DDL)
        wanted = _columns(fresh)
    found = _columns(con)
    if found and found != wanted:
        con.execute("drop schema raw cascade")
    con.execute(DDL)


def _columns(con: duckdb.DuckDBPyConnection) -> list[tuple[str, ...]]:
    return con.execute(
        "select table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns()"
        " where schema_name = 'raw' and not internal order by all"
    ).fetchall()
