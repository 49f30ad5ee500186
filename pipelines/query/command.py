"""The commands `panelsocial query`, `tables`, `columns`, `programs` and `open`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.language import _, ngettext, spoken
from pipelines.numbers import money, number
from pipelines.options import WholeNumber, settings, warehouse_option
from pipelines.query.completion import complete_columns, complete_programmes, complete_questions
from pipelines.query.openers import openers
from pipelines.query.source import sql_of
from pipelines.terminal import Terminal, complain, ending_at_control_c, first_line, reading, visible

if TYPE_CHECKING:
    import duckdb
    from rich.table import Table

SHOWN_ROWS = 40
"""Rows of an answer that a table shows unless told otherwise; other formats have all."""

FORMATS = ("table", "csv", "json", "markdown")


@click.command(
    help=_(
        "Ask the release a question: SQL, a file with SQL, or the name or number of one of the example"
        " questions (`queries/`), such as 1.\n\n"
        "The release is opened read-only, and a query reaches no other file. Of an answer's table 40 rows are"
        " printed, in the other formats all."
    ),
    context_settings={"ignore_unknown_options": True},  # SQL may begin with a comment
)
@click.argument("query", metavar=_("QUERY"), shell_complete=complete_questions)
@click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help=_("How the answer is printed."),
)
@click.option("--rows", type=WholeNumber(min=1), metavar=_("NUMBER"), help=_("Most rows to print."))
@warehouse_option
def query(query: str, kind: str, rows: int | None, warehouse: Path | None) -> None:
    """Ask the release a question in SQL."""
    with _release(warehouse) as con:
        import duckdb  # noqa: PLC0415 - slow

        from pipelines.query import formats  # noqa: PLC0415
        from pipelines.query.answer import RefusedQueryError, ask  # noqa: PLC0415

        try:
            sql, most = sql_of(query), rows or (SHOWN_ROWS if kind == "table" else None)
            with ending_at_control_c():
                answer = ask(con, sql, most)
        except RefusedQueryError as error:
            raise click.ClickException(str(error)) from None
        except duckdb.Error as error:
            said = _("The query cannot be answered: {reason}")
            raise click.ClickException(said.format(reason=first_line(error))) from None
    formats.FORMATS[kind](Terminal(), answer)
    if answer.is_cut:
        count = len(answer.rows)
        said = ngettext(
            "Only the first row is shown: --rows shows more.",
            "Only the first {count} rows are shown: --rows shows more.",
            count,
        )
        complain(said.format(count=number(count, spoken())))


@click.command(help=_("List the tables of the release, with what a row of each is."))
@warehouse_option
def tables(warehouse: Path | None) -> None:
    """List the tables of the release, with what a row of each is."""
    with _release(warehouse) as con:
        from pipelines.query.find import public_tables  # noqa: PLC0415

        found = public_tables(con)
    table = _table(_("table"), _("rows"), _("what it has"), right=(1,))
    for one in found:
        table.add_row(visible(one.name), number(one.rows, spoken()), visible(one.description))
    Terminal().show(table)


@click.command(
    help=_(
        "List the columns with WORD in their name, in the form's label or in their description, in English or"
        " Spanish."
    )
)
@click.argument("word", metavar=_("WORD"), shell_complete=complete_columns)
@warehouse_option
def columns(word: str, warehouse: Path | None) -> None:
    """List the columns that a word names, in either language."""
    with _release(warehouse) as con:
        from pipelines.query.find import columns_with  # noqa: PLC0415

        found = columns_with(con, word)
    if not found:
        raise click.ClickException(_("No column has {word!r} in its name or description.").format(word=word))
    table = _table(_("column"), _("unit"), _("what it is"))
    for one in found:
        table.add_row(visible(one.name), visible(_(one.unit) if one.unit else ""), visible(one.description))
    Terminal().show(table)


@click.command(
    help=_(
        "List the programmes with WORD in a present or past name, in their ministry or in their key.\n\n"
        "With the years of their reports, and what the newest states as executed, in pesos of its year."
    )
)
@click.argument("word", metavar=_("WORD"), shell_complete=complete_programmes)
@warehouse_option
def programs(word: str, warehouse: Path | None) -> None:
    """List the programmes that a word names."""
    with _release(warehouse) as con:
        from pipelines.query.find import programmes_with  # noqa: PLC0415

        found = programmes_with(con, word)
    if not found:
        said = _("No programme has {word!r} in its name, ministry or key.")
        raise click.ClickException(said.format(word=word))
    table = _table(
        _("key"), _("programme"), _("ministry"), _("years with a report"), _("executed"), right=(4,)
    )
    for one in found:
        executed = ""
        if one.executed_clp is not None:
            executed = f"{money(one.executed_clp, spoken())} ({one.last_year})"
        table.add_row(
            visible(one.program_key),
            visible(one.program_name or ""),
            visible(one.ministry or ""),
            _ranges(one.years),
            executed,
        )
    Terminal().show(table)


@click.command("open", help=_("Print lines that open the release in other programs, read-only."))
@warehouse_option
def open_command(warehouse: Path | None) -> None:
    """Print lines that open the release in other programs."""
    database = settings(warehouse=warehouse).published_database
    with reading(database):
        terminal = Terminal()
        for name, lines in openers(database):
            terminal.say(f"{name}:")
            for line in lines:
                terminal.say(f"  {line}")


COMMANDS = (query, tables, columns, programs, open_command)


@contextmanager
def _release(warehouse: Path | None) -> Iterator["duckdb.DuckDBPyConnection"]:
    """The current release, opened for reading. Raises ``click.ClickException`` when it cannot be."""
    database = settings(warehouse=warehouse).published_database
    with reading(database):
        from pipelines.query.release import open_release  # noqa: PLC0415

        with open_release(database) as con:
            yield con


def _table(*names: str, right: tuple[int, ...] = ()) -> "Table":
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for column, name in enumerate(names):
        table.add_column(name, justify="right" if column in right else "left", overflow="fold")
    return table


def _ranges(years: tuple[int, ...]) -> str:
    """The years in few words: 2012-2015, 2019."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
