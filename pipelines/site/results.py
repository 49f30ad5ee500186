"""Columns of a result whose query no page knows beforehand: how each is shown, by its name and type."""

import re
from collections.abc import Callable, Mapping, Sequence

from pipelines.site import words
from pipelines.site.block import Column
from pipelines.site.formats import Kind
from pipelines.site.visit import Visit
from pipelines.site.words import Words, word

_KINDS: Mapping[str, Kind] = {
    "pesos": "money",
    "fraction": "share",
    "percent": "percent",
    "year": "year",
    "people": "count",
    "count": "count",
}
"""By the units of the dictionary."""

_FRACTIONS = ("rate", "share", "growth")
"""What names of fractions end in that a query computes."""

_CODES: Mapping[str, Words] = {
    "execution_band": words.EXECUTION_BANDS,
    "coverage_band": words.COVERAGE_BANDS,
    "spending_per_beneficiary_band": words.SPENDING_PER_BENEFICIARY_BANDS,
    "rule": words.RULES,
    "kind": words.RESTATEMENTS,
    "scope": words.SCOPES,
    "direction": words.DIRECTIONS,
    "change": words.CHANGES,
}

_UNITS = """
    select d.column, min(unit) as unit from dictionary as d
    group by d.column having count(distinct unit) = 1 and count(unit) = count(*)
"""


def result_columns(visit: Visit, described: Sequence[tuple[str, str]]) -> list[Column]:
    """A column for each name and type of DuckDB, under its name."""
    units = {row["column"]: row["unit"] for row in visit.rows(_UNITS)}
    return [
        Column(name, name, kind_of(name, type_, units), say=_say(visit, name) if type_ == "VARCHAR" else None)
        for name, type_ in described
    ]


def kind_of(name: str, type_: str, units: Mapping[str, str]) -> Kind:
    """How values of a column are shown; ``units`` are those of the columns of the dictionary."""
    is_whole = type_.removeprefix("U") in {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"}
    if not is_whole and not re.fullmatch(r"DOUBLE|FLOAT|DECIMAL\(.*\)", type_):
        return "flag" if type_ == "BOOLEAN" else "text"
    if units.get(name) in _KINDS:
        return _KINDS[units[name]]
    if "clp" in name.split("_"):
        return "money"
    if name.endswith(_FRACTIONS):
        return "share"
    if is_whole and name.endswith("year"):
        return "year"
    return "count" if is_whole else "number"


def _say(visit: Visit, name: str) -> Callable[[str], str | None] | None:
    codes = _CODES.get(name)
    return None if codes is None else lambda code: word(visit, codes, code)
