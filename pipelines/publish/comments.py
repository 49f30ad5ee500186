"""The comments of a release: what every table and column holds, in English and in Spanish."""

from dataclasses import replace
from pathlib import Path

import duckdb

from pipelines.build.dictionary import described_tables
from pipelines.build.tables import PUBLIC_SCHEMAS, RAW, literal, quoted


def write_comments(build: Path, release: Path) -> None:
    """Comment the public tables of ``release``, and those of raw, as the dictionary of ``build`` has them.

    Only a release has both languages: the build's own comments are what dbt and the load compare and renew.
    """
    with duckdb.connect() as con:
        con.execute(f"attach {literal(build)} as build (read_only)")
        con.execute(f"attach {literal(release)} as release")
        con.execute("begin")
        for table in described_tables(con, "build", (*PUBLIC_SCHEMAS, RAW)):
            relation = replace(table, database="release").relation
            con.execute(f"comment on table {relation} is {literal(table.comment)}")
            for column in table.columns:
                name = f"{relation}.{quoted(column.name)}"
                con.execute(f"comment on column {name} is {literal(column.comment)}")
        con.execute("commit")
        con.execute("checkpoint release")
