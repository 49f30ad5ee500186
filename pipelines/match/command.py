"""The command `panelsocial match`."""

import getpass
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from pipelines.options import Folder, settings

if TYPE_CHECKING:
    from pipelines.match.proposals import Proposal
    from pipelines.match.review import Review

ANSWERS = {"y": "one programme", "n": "two programmes", "s": "decide later", "q": "stop here"}


@click.command()
@click.option("--warehouse", type=Folder, help="Folder of the releases. [PANELSOCIAL_WAREHOUSE]")
def match(warehouse: Path | None) -> None:
    """Judge which programmes are one under two names or in two services.

    Shows each proposal of quality.program_matches and asks. What is accepted goes into the file
    program_aliases.csv of the dbt project, what is refused into program_distinct.csv. Without a terminal
    the proposals are only listed.
    """
    import duckdb  # noqa: PLC0415

    from pipelines.match.proposals import proposals  # noqa: PLC0415
    from pipelines.match.review import Review, ReviewError  # noqa: PLC0415

    chosen = settings(warehouse=warehouse)
    database = chosen.published_database
    if not database.exists():
        raise click.ClickException(f"Nothing is published at {database} yet: run `panelsocial refresh`.")
    review = Review(chosen.dbt_project)
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            found = proposals(con)
        open_pairs = [one for one in found if not review.is_decided(one)]
        _judge(open_pairs, len(found) - len(open_pairs), review)
    except duckdb.Error as error:
        raise click.ClickException(f"{database} cannot be asked: {error}") from None
    except ReviewError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or review.aliases}: {error.strerror}.") from None


def _judge(open_pairs: Sequence["Proposal"], decided: int, review: "Review") -> None:
    from pipelines.match.show import show  # noqa: PLC0415

    console = Console()
    if decided:
        click.echo(f"{decided} proposal(s) are decided already and wait for `panelsocial refresh`.")
    if not open_pairs:
        click.echo("There is nothing to judge.")
        return
    if not sys.stdin.isatty():
        for number, proposal in enumerate(open_pairs, start=1):
            show(console, proposal, number, len(open_pairs))
        click.echo("\nThis is no terminal, so nothing was asked and nothing was written.")
        return
    written = _ask(console, open_pairs, review)
    if written:
        click.echo(f"\nWritten: {written} decision(s), to {review.aliases.parent}.")
        click.echo("Next: `panelsocial refresh` rebuilds the tables with them.")
    else:
        click.echo("\nNothing was written.")


def _ask(console: Console, open_pairs: Sequence["Proposal"], review: "Review") -> int:
    """Ask for each pair; how many decisions were written. A programme goes on in one other at most."""
    from pipelines.match.review import ReviewError  # noqa: PLC0415
    from pipelines.match.show import show  # noqa: PLC0415

    written = 0
    settled: set[tuple[str, str]] = set()
    source = f"panelsocial match, {_user()}, {date.today().isoformat()}"
    meaning = ", ".join(f"{key} {text}" for key, text in ANSWERS.items())
    for number, proposal in enumerate(open_pairs, start=1):
        ends = {("old", proposal.old.program_key), ("new", proposal.new.program_key)}
        if ends & settled:
            continue
        show(console, proposal, number, len(open_pairs))
        answer = click.prompt(
            f"Are they one? ({meaning})", type=click.Choice(list(ANSWERS)), show_choices=False
        )
        files = f"{proposal.old.source_file} and {proposal.new.source_file}"
        try:
            if answer == "y":
                review.accept(proposal, f"{source}, {files}")
                settled |= ends
            elif answer == "n":
                review.refuse(proposal, f"{source}, {files}")
        except ReviewError as error:
            click.echo(f"Not written: {error}", err=True)
            continue
        written += answer in ("y", "n")
        if answer == "q":
            break
    return written


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown user"
