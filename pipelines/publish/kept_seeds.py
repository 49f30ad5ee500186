"""Seeds in the build database that a build of the same project has loaded and checked.

The note of it is a table beside them: a database that is made anew has none.
"""

from pathlib import Path

import duckdb

from pipelines.publish.tables import literal

_NOTE = "seeds.loaded_from"


def are_kept(database: Path, project: str) -> bool:
    """Whether the seeds in ``database`` are those of ``project``, a text that changes with the project."""
    with duckdb.connect(str(database), read_only=True) as con:
        try:
            return con.execute(f"from {_NOTE}").fetchall() == [(project,)]
        except duckdb.CatalogException:
            return False


def forget(database: Path) -> None:
    """Nothing is known of the seeds from now on: call it before they are loaded."""
    with duckdb.connect(str(database)) as con:
        con.execute(f"create schema if not exists seeds; drop table if exists {_NOTE}")


def keep(database: Path, project: str) -> None:
    """The seeds have been loaded from ``project``, and every check of them has passed."""
    with duckdb.connect(str(database)) as con:
        con.execute(f"create or replace table {_NOTE} as select {literal(project)} as project")
        con.execute(f"comment on table {_NOTE} is 'The state of the dbt project that the seeds are of.'")
