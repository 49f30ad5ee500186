"""What a shell completes: names of questions, tables, columns and programmes of the release.

A shell asks while somebody types, so a missing or damaged release completes nothing, and says nothing.
"""

from contextlib import suppress

import click
from click.shell_completion import CompletionItem

from pipelines.config import Settings
from pipelines.language import _
from pipelines.query.questions import questions

_MOST = 50


def complete_questions(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The example questions whose name begins with what is typed, and the files of that name."""
    found = [one for name, one in questions().items() if name.startswith(incomplete)]
    named = [CompletionItem(one.name, help=_(one.text)) for one in found]
    return named or [CompletionItem(incomplete, type="file")]


def complete_programmes(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The programmes with a name that begins with what is typed."""
    return _completed(
        context,
        "select distinct program_name, program_key from dim_program"
        " where starts_with(strip_accents(lower(program_name)), strip_accents(lower(?)))"
        " order by all limit ?",
        incomplete,
    )


def complete_measures(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The measures of facts whose name begins with what is typed."""
    return _completed(
        context,
        "select distinct fact_column, null from vintages where starts_with(fact_column, lower(?))"
        " order by all limit ?",
        incomplete,
    )


def complete_columns(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The names of columns that begin with what is typed."""
    return _completed(
        context,
        "select d.column, string_agg(d.table, ', ' order by d.table) from dictionary as d"
        " where starts_with(d.column, lower(?)) group by d.column order by all limit ?",
        incomplete,
    )


def _completed(context: click.Context, sql: str, incomplete: str) -> list[CompletionItem]:
    """Rows of name and help of ``sql``, whose parameters are the text and the most rows."""
    import duckdb  # noqa: PLC0415 - slow

    from pipelines.query.release import open_release  # noqa: PLC0415

    with suppress(duckdb.Error, OSError, ValueError):
        chosen = context.params.get("warehouse")
        settings = Settings(warehouse=chosen) if chosen else Settings()
        with open_release(settings.published_database) as con:
            rows = con.execute(sql, [incomplete, _MOST]).fetchall()
        return [CompletionItem(name, help=help_text) for name, help_text in rows if name.isprintable()]
    return []
