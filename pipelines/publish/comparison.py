"""Compare two versions of a table row by row and value by value, in SQL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.build.tables import Column, Table, literal, quoted

VOLATILE = frozenset({"extracted_at", "last_seen"})
"""Columns that are not compared: they change when a file is read or seen again, even if it is the same."""

REPORT = "report_id"


@dataclass(frozen=True, slots=True)
class Versions:
    """An old and a new version of a table. ``identity``: columns that identify a row; empty if none do.

    The other fields name relations with one column, ``report_id``. ``fresh`` and ``gone``: reports that only
    the new or only the old version has; their rows are counted per report, not listed. ``differing``:
    reports in both versions of which a row differs (see ``differing_reports``).
    """

    old: Table
    new: Table
    identity: Sequence[str]
    fresh: str
    gone: str
    differing: str

    @property
    def shared(self) -> list[Column]:
        """The compared columns, which both versions have; with the types of the new version."""
        before = {column.name for column in self.old.columns}
        return [
            column for column in self.new.columns if column.name in before and column.name not in VOLATILE
        ]

    @property
    def key(self) -> list[str]:
        """The columns that identify a row in both versions, with its report; all columns if none do."""
        names = [column.name for column in self.shared]
        if not self.identity or not set(self.identity) <= set(names):
            return names
        return [*self.identity, *({REPORT} & set(names) - set(self.identity))]

    @property
    def by_report(self) -> bool:
        """Whether the key of a row includes its report."""
        return REPORT in self.key


def differing_reports(versions: Versions) -> str:
    """The query for the reports in both versions whose rows differ; the order of rows does not matter.

    Compares one hash per report, which is much cheaper than comparing rows: most reports are unchanged.
    """
    row = ", ".join(quoted(column.name) for column in versions.shared)
    old, new = (
        f"(select {REPORT}, sum(hash({row})) as _digest from {table.relation} group by {REPORT})"
        for table in (versions.old, versions.new)
    )
    return (
        f"select {REPORT} from {old} as older full join {new} as newer using ({REPORT})"
        f" anti join {versions.fresh} using ({REPORT}) anti join {versions.gone} using ({REPORT})"
        " where older._digest is distinct from newer._digest"
    )


def selects(versions: Versions) -> list[str]:
    """Queries with the columns of quality.release_changes; together they return every difference."""
    found = [_columns(versions), _rows(versions)]
    if values := [column for column in versions.shared if column.name not in versions.key]:
        found.append(_values(versions, values))
    if versions.by_report:
        found += [
            _whole_reports(versions.new, versions.new, versions.fresh, "added"),
            _whole_reports(versions.new, versions.old, versions.gone, "removed"),
        ]
    return found


def whole_table(table: Table, change: str) -> str:
    """The query for a table that only one release has."""
    return (
        f"select {literal(table.public_name)}, {literal(change)}, null, null, null, null, count(*)"
        f" from {table.relation}"
    )


def _columns(versions: Versions) -> str:
    old, new = ([column.name for column in table.columns] for table in (versions.old, versions.new))
    changes = [("column_removed", name) for name in old if name not in new]
    changes += [("column_added", name) for name in new if name not in old]
    rows = ", ".join(f"({literal(change)}, {literal(name)})" for change, name in changes) or "(null, null)"
    return (
        f"select {literal(versions.new.public_name)}, change, null, name, null, null, 0"
        f" from (values {rows}) as listed(change, name) where change is not null"
    )


def _rows(versions: Versions) -> str:
    """Rows, by key, that one version has more often than the other. No public column begins with "_"."""
    names = ", ".join(map(quoted, versions.key))
    return (
        f"select {literal(versions.new.public_name)}, if(_balance > 0, 'added', 'removed'),"
        f" {_json(versions.key)},"
        " null, null, null, abs(_balance)::bigint from ("
        f"  select {names}, sum(_side) as _balance from ("
        f"    select {names}, 1 as _side from {_compared(versions, versions.new)}"
        f"    union all select {names}, -1 from {_compared(versions, versions.old)}"
        "  ) group by all) where _balance <> 0"
    )


def _values(versions: Versions, columns: Sequence[Column]) -> str:
    """The values of ``columns`` that differ in rows that both versions have."""
    types = {column.name: column.type for column in versions.old.columns}

    def differ(column: Column) -> str:
        name = quoted(column.name)
        cast = "" if types[column.name] == column.type else "::varchar"
        return f"older.{name}{cast} is distinct from newer.{name}{cast}"

    cells = ", ".join(
        f"{{name: {literal(column.name)}, old: older.{quoted(column.name)}::varchar,"
        f" new: newer.{quoted(column.name)}::varchar, differs: {differ(column)}}}"
        for column in columns
    )
    same_row = " and ".join(
        f"older.{quoted(name)} is not distinct from newer.{quoted(name)}" for name in versions.key
    )
    return (
        f"select {literal(versions.new.public_name)}, 'changed', row_key, cell.name, cell.old, cell.new, 1"
        f" from (select {_json(versions.key, 'newer')} as row_key, unnest([{cells}]) as cell"
        f" from {_compared(versions, versions.new)} as newer"
        f" join {_compared(versions, versions.old)} as older on {same_row}"
        f" where {' or '.join(map(differ, columns))}) where cell.differs"
    )


def _whole_reports(named: Table, table: Table, reports: str, change: str) -> str:
    return (
        f"select {literal(named.public_name)}, {literal(change)}, {_json([REPORT])},"
        f" null, null, null, count(*) from {table.relation} semi join {reports} using ({REPORT})"
        f" group by {REPORT}"
    )


def _compared(versions: Versions, table: Table) -> str:
    """The rows of ``table`` that may differ from the other version."""
    if not versions.by_report:
        return table.relation
    return f"(from {table.relation} semi join {versions.differing} using ({REPORT}))"


def _json(names: Iterable[str], row: str = "") -> str:
    prefix = f"{row}." if row else ""
    return f"to_json({{{', '.join(f'{quoted(name)}: {prefix}{quoted(name)}' for name in names)}}})::varchar"
