"""Compare a warehouse with what a document says, written as ``table -> [{where, then}]``.

Three things may be written more shortly than their grain: the flow as ``entry -> {exit: number}``,
regional beneficiaries as ``region_code -> number``, and a programme by the name a report printed
(``program_name`` with ``year``) instead of its key.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

Entry = Mapping[str, Any]
FLOW_EXITS = {"during_year", "after_year", "other", "total"}


def unmet(con: duckdb.DuckDBPyConnection, expected: Mapping[str, Iterable[Entry]]) -> list[str]:
    """What does not hold in the warehouse, one sentence each; an empty list when all of it holds."""
    complaints: list[str] = []
    for table, entries in expected.items():
        for entry in entries:
            for where, then in _by_grain(table, dict(entry.get("where", {})), dict(entry["then"])):
                complaints += _check(con, table, where, then)
    return complaints


def _by_grain(table: str, where: dict[str, Any], then: dict[str, Any]) -> Iterator[tuple[Entry, Entry]]:
    """The entry itself, or one entry for each cell of a shortened one."""
    if table == "fct_beneficiaries_by_region" and "beneficiaries" not in then:
        for code, beneficiaries in then.items():
            yield where | {"region_code": code}, {"beneficiaries": beneficiaries}
    elif table == "fct_beneficiaries_by_flow" and then.keys() <= FLOW_EXITS:
        for exit_, beneficiaries in then.items():
            yield where | {"exit": exit_}, {"beneficiaries": beneficiaries}
    else:
        yield where, then


def _check(con: duckdb.DuckDBPyConnection, table: str, where: Entry, then: Entry) -> list[str]:
    columns = {str(row[0]) for row in con.execute(f"describe {table}").fetchall()}
    where = _resolved(con, columns, where)
    unknown = (where.keys() | then.keys()) - columns
    if unknown:
        return [f"{table} has no column {', '.join(sorted(unknown))}"]
    condition = " and ".join(f'"{name}" is not distinct from ?' for name in where) or "true"
    selected = ", ".join(f'"{name}"' for name in then)
    rows = con.execute(f"select {selected} from {table} where {condition}", list(where.values())).fetchall()
    if not rows:
        absent_is_null = all(value is None for value in then.values())
        return [] if absent_is_null else [f"{table}: no row where {dict(where)}"]
    found = [dict(zip(then, row, strict=True)) for row in rows]
    wanted = {name: _plain(value) for name, value in then.items()}
    return [
        f"{table} where {dict(where)}: {name} is {row[name]!r}, not {then[name]!r}"
        for row in found
        for name in then
        if _plain(row[name]) != wanted[name]
    ]


def _resolved(con: duckdb.DuckDBPyConnection, columns: set[str], where: Entry) -> Entry:
    """``program_name`` and ``year`` as the program_key they name, where the table has no name."""
    if "program_name" not in where or "program_name" in columns or "program_key" not in columns:
        return where
    rest = {name: value for name, value in where.items() if name != "program_name"}
    keys = con.execute(
        "select distinct program_key from program_names where program_name = ? and year = coalesce(?, year)",
        [where["program_name"], where.get("year")],
    ).fetchall()
    if "year" not in columns:
        rest.pop("year", None)
    return rest | {"program_key": keys[0][0] if len(keys) == 1 else f"{len(keys)} programmes of that name"}


def _plain(value: Any) -> Any:
    """Numbers, dates and texts as YAML and JSON write them."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float | Decimal):
        return float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
