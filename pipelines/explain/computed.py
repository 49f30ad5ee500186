"""Explain a computed column of program_year by the printed figures that it is computed from."""

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.explain.explanation import explain
from pipelines.explain.figure import SUFFIXES, as_column_name, find_figure
from pipelines.explain.model import Explanation, NotFoundError, Programme, Value
from pipelines.explain.programme import find_programme
from pipelines.explain.spanish import columns_called
from pipelines.language import _, spoken

TABLE = "program_year"


@dataclass(frozen=True, slots=True)
class Computed:
    """A value of ``program_year``, and the printed figures it is computed from.

    ``meaning`` is the column's comment in the database. ``operands`` are the figures that the comment
    names, in its order; ``unstated`` names those that no report has a place for.
    """

    programme: Programme
    year: int
    column_name: str
    meaning: str
    value: Value
    operands: tuple[Explanation, ...]
    unstated: tuple[str, ...]


def explain_computed(database: Path, programme: str, year: int, measure: str) -> Computed | None:
    """The computed column of ``program_year`` named ``measure``, in English or Spanish.

    A suffix of the unit, such as _clp, may be left out.

    None when there is no such column, or when it is a figure that reports print. Raises as ``explain``.
    """
    with duckdb.connect(str(database), read_only=True) as con:
        meanings = _meanings(con)
        column = _column(meanings, measure) or _called(con, meanings, measure)
        if column is None:
            return None
        found = find_programme(con, programme)
        row = con.execute(
            f'select "{column}" from {TABLE} where program_key = ? and year = ?',
            [found.program_key, year],
        ).fetchone()
        meaning = _told(con, column) if spoken() == "es" else meanings[column]
        if row is None:
            find_figure(con, found, year, measure)  # raises an error that lists the known years
            said = _("{table} has no row for {programme} and {year}.")
            raise NotFoundError(said.format(table=TABLE, programme=found.program_name, year=year))
    operands = {
        name: _explained(database, found, year, *reversed(name.split(".")))
        for name in _operands(meanings, column)
    }
    return Computed(
        programme=found,
        year=year,
        column_name=column,
        meaning=meaning,
        value=_plain(row[0]),
        operands=tuple(each for each in operands.values() if each),
        unstated=tuple(name for name, each in operands.items() if not each),
    )


def _plain(value: bool | list[object] | Value) -> Value:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else value


def _explained(
    database: Path, programme: Programme, year: int, column: str, table: str | None = None
) -> Explanation | None:
    try:
        return explain(database, programme.program_key, year, column, table=table)
    except NotFoundError:
        return None


def _meanings(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The columns of ``program_year`` and their comments in English; "" for figures that reports print."""
    return dict(
        con.execute(
            "select column_name, if(column_name in (select distinct fact_column"
            " from vintages where item is null), '', split_part(coalesce(comment, ''), chr(10), 1))"
            " from duckdb_columns()"
            " where schema_name = 'main' and table_name = ? order by column_index",
            [TABLE],
        ).fetchall()
    )


def _column(meanings: dict[str, str], measure: str) -> str | None:
    wanted = as_column_name(measure)
    names = [wanted, *(wanted + suffix for suffix in SUFFIXES)]
    return next((name for name in names if meanings.get(name)), None)


def _called(con: duckdb.DuckDBPyConnection, meanings: dict[str, str], measure: str) -> str | None:
    """The one computed column that has ``measure`` as its Spanish name; a printed figure goes before it."""
    if as_column_name(measure) in meanings:
        return None
    spanish = columns_called(con, measure)
    return next(iter(spanish)) if len(spanish) == 1 and all(map(meanings.get, spanish)) else None


def _told(con: duckdb.DuckDBPyConnection, column: str) -> str:
    """What ``column`` is, in Spanish."""
    ((description,),) = con.execute(
        'select description_es from dictionary where "table" = ? and "column" = ?', [TABLE, column]
    ).fetchall()
    return str(description)


def _operands(meanings: dict[str, str], column: str) -> list[str]:
    """The printed figures in the comment of ``column``, and in those of the computed columns it names.

    Figures of the table itself by their name, of others as table.column.
    """
    found: dict[str, None] = {}
    waiting, seen = [column], {column}
    while waiting:
        for word in re.findall(r"fct_[a-z_]+\.[a-z_]+|[a-z_]+", meanings[waiting.pop(0)]):
            if "." in word:
                found[word] = None
            elif word in meanings and word not in seen:
                seen.add(word)
                if meanings[word]:
                    waiting.append(word)
                else:
                    found[word] = None
    return list(found)
