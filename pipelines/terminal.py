"""What the commands print: text of reports and names of files is shown, never obeyed by the terminal."""

import errno
import io
import json
import os
import signal
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console  # noqa: TID251
from rich.table import Table

from pipelines.language import _

WIDEST = 10_000
"""Columns of a table that is written to a file or another program: enough for every name."""


def visible(text: str) -> str:
    """``text`` on one line, with what has no shape of its own written as JSON writes it, such as ``\\u001b``.

    That are control characters, marks that change the direction of writing, characters without a meaning, and
    halves of surrogates, which stand for undecodable bytes of a file's name.
    """
    return "".join(
        one if one.isprintable() or unicodedata.category(one) == "Zs" else json.dumps(one)[1:-1]
        for one in text
    )


def visible_lines(text: str) -> str:
    """The same for each line of ``text``."""
    return "\n".join(map(visible, text.split("\n")))


def complain(text: str) -> None:
    """Print the lines of ``text`` to stderr."""
    click.echo(visible_lines(text), err=True)  # noqa: TID251


class Terminal(Console):
    """Standard output as it is when this is made, also while ``sys.stdout`` is redirected later.

    When nobody reads it any more, as after `| head`, the command goes on to its end in silence: what it does
    does not depend on who watches.
    """

    def __init__(self) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):  # what it cannot encode is written out
            sys.stdout.reconfigure(errors="backslashreplace")
        super().__init__(
            file=sys.stdout,
            width=None if sys.stdout.isatty() else WIDEST,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def say(self, text: str = "") -> None:
        """Print one line, however long."""
        self.print(visible(text), soft_wrap=True)

    def show(self, table: Table) -> None:
        """Print a table without the blanks that fill its lines."""
        with self.capture() as drawn:
            self.print(table)
        self.write("".join(f"{line.rstrip(' ')}\n" for line in drawn.get().splitlines()))

    def write(self, text: str) -> None:
        """Print ``text`` as it is, for a program that reads it."""
        self.out(text, end="", highlight=False)

    def on_broken_pipe(self) -> None:
        """Write to nowhere from now on."""
        self.quiet = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.file.fileno())
        os.close(nowhere)


class Commands(click.Group):
    """Commands that end with a sentence and status 1 when a file cannot be read or written."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.options_metavar = _("[OPTIONS]")
        self.subcommand_metavar = _("COMMAND [ARGUMENTS]...")

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command; its usage names the options in the terminal's language, as click does not."""
        cmd.options_metavar = _("[OPTIONS]")
        super().add_command(cmd, name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that the arguments name. Raises ``click.exceptions.Exit`` when it fails."""
        ctx.color = True  # click drops escapes otherwise, so that a name would lack a part
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            ended = error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            # The system's words, of which the catalogue has those that are likely here.
            said = f"{error.filename}: {_(error.strerror or '?')}." if error.filename else str(error)
            ended = click.ClickException(said)
        shown = io.StringIO()
        ended.show(shown)
        complain(shown.getvalue().rstrip("\n"))
        raise click.exceptions.Exit(ended.exit_code)


@contextmanager
def ending_at_control_c() -> Iterator[None]:
    """A context in which Ctrl-C ends the process at once, as it ends programs in C.

    For long work in a library that looks for signals now and then at best, where nothing is being written.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # a job in the background ignores it
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def reading(database: Path) -> Iterator[None]:
    """A context that reads the published ``database``.

    Raises ``click.ClickException`` when there is none or when it cannot be read, and ``OSError``.
    """
    import duckdb  # noqa: PLC0415 - slow

    if not database.exists():
        raise click.ClickException(
            _("Nothing is published at {place} yet: run `panelsocial refresh`.").format(place=database)
        )
    try:
        yield
    except duckdb.Error as error:
        said = _("{database} cannot be queried: {reason}")
        raise click.ClickException(said.format(database=database, reason=first_line(error))) from None


def first_line(error: Exception) -> str:
    """The first line of an error of DuckDB: further ones repeat the query."""
    return str(error).partition("\n")[0]
