"""*Diccionario*: every table and column of the release, from its own table `dictionary`."""

import re
from collections.abc import Iterable, Mapping

from pipelines.site.release import Release
from pipelines.site.visit import Content, NoSuchPageError, Page, Visit
from pipelines.site.words import BUDGET_PHASES, DICTIONARY_UNITS, PRICE_BASES, Words, word

PATH = "diccionario/"

_TABLES = """
    select d.table, count(*) as columns, any_value(comment) as comment
    from dictionary as d
    left join duckdb_tables() as t
        on d.table = if(schema_name = 'main', table_name, schema_name || '.' || table_name)
        and t.database_name = current_database()
    group by d.table
    order by d.table like 'raw.%', d.table like 'quality.%', d.table
"""

_COLUMNS = """
    select d.table, d.column, type, unit, price_basis, budget_phase, description_en, description_es,
        spanish_label, caution
    from dictionary as d where d.table = coalesce($table, d.table)
"""


def tables(visit: Visit) -> Content:
    """Every table, and a search over every column."""
    _ = visit.text
    rows = visit.rows(_TABLES)
    columns: dict[str, list[Mapping[str, object]]] = {row["table"]: [] for row in rows}
    for row in visit.rows(_COLUMNS, table=None):
        columns[row["table"]].append({"name": row["column"], "text": _description(visit, row)})
    listed = [row | {"text": _comment(visit, row["comment"]), "all": columns[row["table"]]} for row in rows]
    return Content(_("Dictionary"), values={"tables": listed})


def table(visit: Visit, table: str) -> Content:
    """Every column of one table."""
    _ = visit.text
    rows = visit.rows(_COLUMNS, table=table)
    if not rows:
        raise NoSuchPageError(_("The release has no such table."))
    (found,) = [row for row in visit.rows(_TABLES) if row["table"] == table]
    columns = [
        row
        | {
            "text": _description(visit, row),
            "caution": row["caution"] and visit.text(row["caution"]),
            "unit": _said(visit, DICTIONARY_UNITS, row["unit"]),
            "price_basis": _prices(visit, row["price_basis"]),
            "budget_phase": word(visit, BUDGET_PHASES, row["budget_phase"]),
        }
        for row in rows
    ]
    return Content(table, values={"columns": columns, "text": _comment(visit, found["comment"])})


def _description(visit: Visit, row: Mapping[str, str]) -> str:
    return row["description_es"] if visit.language == "es" else row["description_en"]


def _comment(visit: Visit, comment: str | None) -> str:
    """A table's comment has a line in English and one in Spanish."""
    english, _, spanish = (comment or "").partition("\n")
    return (spanish if visit.language == "es" else "") or english


def _said(visit: Visit, words: Words, text: str | None) -> str | None:
    """As the database says it where no word is known: a unit may name a column."""
    return visit.text(words[text]) if text is not None and text in words else text


def _prices(visit: Visit, basis: str | None) -> str | None:
    _ = visit.text
    if basis is not None and (year := re.fullmatch(r"prices of (\d+)", basis)):
        return _("prices of {year}").format(year=year[1])
    return _said(visit, PRICE_BASES, basis)


def _every(release: Release) -> Iterable[Mapping[str, str]]:
    return ({"table": row["table"]} for row in release.rows(_TABLES))


PAGES = (
    Page(PATH, "dictionary.html", tables),
    Page(f"{PATH}{{table}}/", "dictionary_table.html", table, _every),
)
