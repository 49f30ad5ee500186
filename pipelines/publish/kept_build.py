"""What the next build may keep: what no report changes, and tables that only grow by new reports.

It may if it is of the same dbt project, program and way of reading. The note of that is a table in the build
database: a database that is made anew has none.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipelines.config import Settings
from pipelines.publish.inputs import program_checksum
from pipelines.publish.tables import literal

_NOTE = "seeds.built_from"


def kept_nodes(nodes: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The ids of those ``nodes`` of dbt's manifest that a build of the same state need not make again.

    Seeds, what is built of nothing but seeds, and the tests of that; and views, which say the same of
    whatever the tables hold by now, but not their tests.
    """

    @cache
    def is_of_seeds(unique_id: str) -> bool:
        node = nodes.get(unique_id)  # what is read, a source, is none of the nodes
        return node is not None and all(map(is_of_seeds, node["depends_on"].get("nodes", ())))

    return [
        key for key, node in nodes.items() if is_of_seeds(key) or node["config"]["materialized"] == "view"
    ]


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
