"""What the next build may keep: seeds, loaded and checked, and tables that only grow by new reports.

It may if it is of the same dbt project, program and way of reading. The note of that is a table in the build
database: a database that is made anew has none.
"""

from pathlib import Path

import duckdb

from pipelines.config import Settings
from pipelines.publish.inputs import program_checksum
from pipelines.publish.tables import literal

_NOTE = "seeds.built_from"


def state_of(project: str, settings: Settings) -> str:
    """What must be the same for anything to be kept; ``project`` is the checksum of the dbt project."""
    return f"{project} {program_checksum()} {settings.base_year} {settings.reader} {settings.limits}"


def is_of(database: Path, state: str) -> bool:
    """Whether the last build in ``database`` was of ``state``, and whole."""
    with duckdb.connect(str(database), read_only=True) as con:
        try:
            return con.execute(f"from {_NOTE}").fetchall() == [(state,)]
        except duckdb.CatalogException:
            return False


def forget(database: Path) -> None:
    """Nothing is to be kept: call it before a build that begins anew, or builds only chosen tables."""
    with duckdb.connect(str(database)) as con:
        con.execute(f"create schema if not exists seeds; drop table if exists {_NOTE}")


def note(database: Path, state: str) -> None:
    """A whole build of ``state`` has passed every check."""
    with duckdb.connect(str(database)) as con:
        con.execute(f"create or replace table {_NOTE} as select {literal(state)} as state")
        con.execute(f"comment on table {_NOTE} is 'The project and program that the build is of.'")
