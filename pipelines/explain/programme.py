"""Find the programme that a name means."""

import duckdb

from pipelines.explain.model import NotFoundError, Programme
from pipelines.language import _

_SUGGESTED = 3
_LISTED = 20

# The same normalisation as the dbt macro normalise_name.
_FOLDED = "trim(regexp_replace(strip_accents(lower({})), '[^a-z0-9]+', ' ', 'g'))"
_NAME, _ASKED = _FOLDED.format("program_name"), _FOLDED.format("?")

_NAMES = (
    "(select program_key, program_name from program_names"
    " union select program_key, program_name from dim_program) where program_name is not null"
)
_WAYS = (
    "program_key = ?",
    "program_name = ?",
    f"{_NAME} = {_ASKED}",
    f"contains({_NAME}, nullif({_ASKED}, ''))",
)
"""Conditions on a name, from strict to loose."""


def find_programme(con: duckdb.DuckDBPyConnection, name: str) -> Programme:
    """The programme with the key ``name``, or with a present or past name that is or contains ``name``.

    Case, accents and punctuation are ignored. Raises ``NotFoundError`` when several programmes match, or
    when none does; the message lists the matches or the most similar names.
    """
    for way in _WAYS:
        keys = con.execute(f"select distinct program_key from {_NAMES} and {way}", [name]).fetchall()
        if keys:
            found = _programmes(con, [key for (key,) in keys])
            if len(found) == 1:
                return found[0]
            raise NotFoundError(
                _("{count} programmes match {name!r}; give the full name or the key of one:").format(
                    count=len(found), name=name
                ),
                _listed(found),
            )
    said = _("No programme is called {name!r}. Did you mean one of these?")
    raise NotFoundError(said.format(name=name), _similar(con, name))


def _programmes(con: duckdb.DuckDBPyConnection, keys: list[str]) -> list[Programme]:
    rows = con.execute(
        "select program_key, program_name, ministry, service from dim_program"
        " where list_contains(?, program_key) order by program_name, program_key",
        [keys],
    ).fetchall()
    return [Programme(*row) for row in rows]


def _listed(programmes: list[Programme]) -> tuple[str, ...]:
    lines = [
        f"{found.program_key}  {found.program_name} ({found.service or found.ministry})"
        for found in programmes[:_LISTED]
    ]
    more = len(programmes) - _LISTED
    return (*lines, *([_("and {count} more").format(count=more)] if more > 0 else []))


def _similar(con: duckdb.DuckDBPyConnection, name: str) -> tuple[str, ...]:
    rows = con.execute(
        f"select program_name from {_NAMES} group by program_name"
        f" order by jaro_winkler_similarity({_NAME}, {_ASKED}) desc, program_name limit ?",
        [name, _SUGGESTED],
    ).fetchall()
    return tuple(name for (name,) in rows)
