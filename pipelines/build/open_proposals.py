"""The sentence that stands beside every count of programmes while a person has not decided all proposals."""

import duckdb

from pipelines.language import ngettext, spoken
from pipelines.numbers import number


def open_proposals(con: duckdb.DuckDBPyConnection, schema: str = "quality") -> str:
    """How many pairs of names may be one programme, by ``schema``.program_matches, in one sentence.

    Empty where no proposal is open, and of a release from before there were any.
    """
    try:
        ((count,),) = con.execute(f"select count(*) from {schema}.program_matches").fetchall()
    except duckdb.CatalogException:
        return ""
    if not count:
        return ""
    return ngettext(
        "Until a person decides, two names are two programmes: {count} proposal is open;"
        " `panelsocial match` shows what speaks for each.",
        "Until a person decides, two names are two programmes: {count} proposals are open;"
        " `panelsocial match` shows what speaks for each.",
        count,
    ).format(count=number(count, spoken()))
