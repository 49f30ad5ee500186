"""The changes from the previous release: as a table, as files and as one line of text."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import duckdb

from pipelines.build.table_keys import Keys
from pipelines.build.tables import CHANGES, PUBLIC_SCHEMAS, Table, TableName, literal, tables_of
from pipelines.exports.files import in_order, write_csv, write_parquet
from pipelines.language import _, spoken
from pipelines.memory import Engine
from pipelines.numbers import number
from pipelines.publish.comparison import REPORT, Versions, differing_reports, selects, whole_table

SUMMARY_NAME = "changes.json"
PARQUET_NAME = "changes.parquet"


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Numbers of rows added, removed and changed in one table, and of changed values."""

    table: str
    added: int
    removed: int
    changed: int
    values: int

    def __str__(self) -> str:
        counts = {
            "added": self.added,
            "removed": self.removed,
            "changed": self.changed,
            "values": self.values,
        }
        said = {name: number(count, spoken()) for name, count in counts.items()}
        parts = [_("{added} added").format(**said)] if self.added else []
        parts += [_("{removed} removed").format(**said)] if self.removed else []
        parts += [_("{changed} changed ({values} values)").format(**said)] if self.changed else []
        return ", ".join(parts) or _("only columns added or removed")


@dataclass(frozen=True, slots=True)
class Changes:
    """``previous`` is the name of the previous release; None if there was none or it could not be opened.

    ``tables`` has the tables that differ, sorted by name.
    """

    previous: str | None
    tables: tuple[TableChanges, ...]

    def __str__(self) -> str:
        if self.previous is None:
            return _("no previous release to compare with")
        if not self.tables:
            return _("nothing changed since {release}").format(release=self.previous)
        count = TableChanges(
            "",
            sum(one.added for one in self.tables),
            sum(one.removed for one in self.tables),
            sum(one.changed for one in self.tables),
            sum(one.values for one in self.tables),
        )
        return _("rows since {release}: {changes}").format(release=self.previous, changes=count)


def write_changes(
    build: Path,
    previous: Path | None,
    folder: Path,
    keys: Mapping[TableName, Keys],
    engine: Engine | None = None,
) -> Changes:
    """Compare the database ``build`` with ``previous``, the database of the previous release.

    Writes changes.csv, changes.parquet and changes.json into ``folder``. The same two databases give the
    same bytes. ``keys`` has the keys of the tables.
    """
    with duckdb.connect(config=engine or {}) as con:
        con.execute("set threads = 1")  # Parquet row groups depend on the number of threads
        con.execute(f"attach {literal(build)} as build (read_only)")
        (table,) = [one for one in tables_of(con, "build", [CHANGES[0]]) if (one.schema, one.name) == CHANGES]
        con.execute(f"create table found as from {table.relation} limit 0")
        name = _attach_previous(con, previous)
        if name is not None:
            _compare(con, keys)
        found = replace(table, database="memory", schema="main", name="found")
        write_csv(con, found, in_order(found), folder, "changes.csv")
        write_parquet(con, found, (), folder, PARQUET_NAME)
        changes = Changes(name, _counts(con))
    (folder / SUMMARY_NAME).write_text(json.dumps(asdict(changes), indent=1) + "\n", "utf-8")
    return changes


def fill_changes(release: Path) -> None:
    """Fill the table quality.release_changes of ``release`` from the file that ``write_changes`` wrote."""
    with duckdb.connect(str(release)) as con:
        con.execute(
            f"insert into {'.'.join(CHANGES)} from read_parquet({literal(release.parent / PARQUET_NAME)})"
        )
        con.execute("checkpoint")


def changes_of(release: Path) -> Changes | None:
    """The changes recorded beside the published database ``release``; None if missing or damaged."""
    try:
        found = json.loads((release.parent / SUMMARY_NAME).read_text("utf-8"))
        return Changes(found["previous"], tuple(TableChanges(**one) for one in found["tables"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _attach_previous(con: duckdb.DuckDBPyConnection, previous: Path | None) -> str | None:
    if previous is None:
        return None
    try:
        con.execute(f"attach {literal(previous)} as previous (read_only)")
    except duckdb.Error:
        return None  # a damaged old release must not stop the new one
    return previous.resolve().parent.name


def _compare(con: duckdb.DuckDBPyConnection, keys: Mapping[TableName, Keys]) -> None:
    old, new = (_public(con, database) for database in ("previous", "build"))
    for relation, there, other in (("fresh", new, old), ("gone", old, new)):
        con.execute(f"create temp table {relation} as {_reports(there)} except {_reports(other)}")
    for name in new.keys() - old.keys():
        con.execute(f"insert into found {whole_table(new[name], 'table_added')}")
    for name in old.keys() - new.keys():
        con.execute(f"insert into found {whole_table(old[name], 'table_removed')}")
    for name in new.keys() & old.keys():
        identity = keys.get(name, Keys()).identity
        versions = Versions(old[name], new[name], identity, "fresh", "gone", "differing")
        if versions.by_report:
            con.execute(f"create or replace temp table differing as {differing_reports(versions)}")
        for query in selects(versions):
            con.execute(f"insert into found {query}")


def _public(con: duckdb.DuckDBPyConnection, database: str) -> dict[TableName, Table]:
    tables = {(table.schema, table.name): table for table in tables_of(con, database, PUBLIC_SCHEMAS)}
    tables.pop(CHANGES, None)
    return tables


def _reports(tables: Mapping[TableName, Table]) -> str:
    # The first edition had every document in dim_report.
    table = tables.get(("quality", "documents")) or tables.get(("main", "dim_report"))
    return f"select {REPORT} from {table.relation}" if table else f"select null::varchar as {REPORT}"


def _counts(con: duckdb.DuckDBPyConnection) -> tuple[TableChanges, ...]:
    rows = con.execute(
        "select table_name, coalesce(sum(row_count) filter (change in ('added', 'table_added')), 0)::bigint,"
        " coalesce(sum(row_count) filter (change in ('removed', 'table_removed')), 0)::bigint,"
        " count(distinct row_key) filter (change = 'changed'), count(*) filter (change = 'changed')"
        " from found group by all order by table_name"
    ).fetchall()
    return tuple(TableChanges(*row) for row in rows)
