"""Find tables, columns and programmes of a release by words, without accents and case."""

from dataclasses import dataclass

import duckdb

from pipelines.language import N_, spoken

UNITS = (
    *(N_("pesos"), N_("people"), N_("percent"), N_("year"), N_("count"), N_("fraction"), N_("factor")),
    *(N_("fraction or count"), N_("bytes"), N_("points"), N_("index, 2023 = 100")),
    *(N_("as unit"), N_("as unit_of_measure"), N_("as fct_beneficiaries.unit_of_measure")),
    *(N_("as value"), N_("as printed_unit"), N_("as the check's unit"), N_("as column_name")),
)
"""The units of the table ``dictionary``."""

_FOLDED = "strip_accents(lower({}))"


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A public table as a query names it, its rows, and what a row is, in the terminal's language."""

    name: str
    rows: int
    description: str


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column as table.column, its unit, and what it is, in the terminal's language."""

    name: str
    unit: str | None
    description: str


@dataclass(frozen=True, slots=True)
class FoundProgramme:
    """A programme by its newest name.

    ``years`` are those of its reports, ``last_year`` is the newest one with an executed amount,
    ``executed_clp`` that amount in pesos; None where no report states one.
    """

    program_key: str
    program_name: str | None
    ministry: str | None
    years: tuple[int, ...]
    last_year: int | None
    executed_clp: int | None


def public_tables(con: duckdb.DuckDBPyConnection) -> list[FoundTable]:
    """The tables for analysts, those of the schema main first."""
    found = con.execute(
        "select schema_name, table_name, coalesce(split_part(comment, chr(10), ?), '') from duckdb_tables()"
        " where schema_name in ('main', 'quality') order by all",
        [2 if spoken() == "es" else 1],
    ).fetchall()
    return [
        FoundTable(
            table if schema == "main" else f"{schema}.{table}",
            con.execute(f'select count(*) from "{schema}"."{table}"').fetchall()[0][0],
            description.partition(". ")[0].removesuffix(".") + ".",
        )
        for schema, table, description in found
    ]


def columns_with(con: duckdb.DuckDBPyConnection, word: str) -> list[FoundColumn]:
    """The columns of the dictionary that have ``word`` in their name, table, label or description."""
    every = "concat_ws(' ', d.table || '.' || d.column, description_en, description_es, spanish_label)"
    description = "description_es" if spoken() == "es" else "description_en"
    rows = con.execute(
        f"select d.table || '.' || d.column, unit, {description} from dictionary as d"
        f" where contains({_FOLDED.format(every)}, {_FOLDED.format('?')})"
        # Names with the word come before descriptions with it.
        f" order by not contains({_FOLDED.format('d.column')}, {_FOLDED.format('?')}), 1",
        [word, word],
    ).fetchall()
    return [FoundColumn(*row) for row in rows]


def programmes_with(con: duckdb.DuckDBPyConnection, word: str) -> list[FoundProgramme]:
    """The programmes with ``word`` in their key, or in a present or past name or ministry."""
    every = "concat_ws(' ', program_key, program_name, ministry)"
    rows = con.execute(
        "with named as ("
        "  select program_key, program_name, ministry from program_names"
        "  union all select program_key, program_name, ministry from dim_program"
        "), found as ("
        "  select distinct program_key from named where contains("
        f"  {_FOLDED.format(every)}, {_FOLDED.format('?')})"
        ") select program_key, any_value(dim_program.program_name), any_value(dim_program.ministry),"
        "  coalesce(list(year order by year) filter (year is not null), []),"
        "  max(year) filter (executed_clp is not null),"
        "  max_by(executed_clp, year) filter (executed_clp is not null)"
        " from found join dim_program using (program_key)"
        " left join program_year using (program_key) group by program_key order by 2, 1",
        [word],
    ).fetchall()
    return [
        FoundProgramme(key, name, ministry, tuple(years), year, executed)
        for key, name, ministry, years, year, executed in rows
    ]
