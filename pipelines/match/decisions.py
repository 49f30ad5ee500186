"""Ask a person in the terminal about each proposal, and write the answers to the reviewed files."""

import getpass
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click
from rich.console import Console

from pipelines.match.programme_review import ProgrammeReview
from pipelines.match.proposals import Proposal
from pipelines.match.reviewed_file import ReviewError
from pipelines.match.show import show, show_spelling
from pipelines.match.spellings import Spelling, SpellingReview

LATER = {"s": "skip", "q": "quit"}
OF_NAMES = {"y": "another spelling of it", "n": "a separate institution", **LATER}
OF_PROGRAMMES = {"y": "the same programme", "n": "two programmes", **LATER}


class _QuitError(Exception):
    """The person answered "quit"."""


def ask_for_decisions(names: Sequence[Spelling], pairs: Sequence[Proposal], dbt_project: Path) -> None:
    """Ask about each undecided name and pair, and write the answers to the seeds of ``dbt_project``.

    Without a terminal they are only listed. Raises ``ReviewError`` when a file is missing, and ``OSError``.
    """
    institutions, programmes = SpellingReview(dbt_project), ProgrammeReview(dbt_project)
    open_names = [one for one in names if not institutions.is_decided(one)]
    open_pairs = [one for one in pairs if not programmes.is_decided(one)]
    decided = len(names) + len(pairs) - len(open_names) - len(open_pairs)
    if decided:
        click.echo(f"{decided} proposal(s) are decided already: `panelsocial refresh` will apply them.")
    if not open_names and not open_pairs:
        click.echo("There is nothing to decide.")
        return
    console = Console()
    if not sys.stdin.isatty():
        for number, name in enumerate(open_names, start=1):
            show_spelling(console, name, number, len(open_names))
        for number, pair in enumerate(open_pairs, start=1):
            show(console, pair, number, len(open_pairs))
        click.echo("\nThis is no terminal, so nothing was asked and nothing was written.")
        return
    written = 0
    try:
        for done in (_names(console, open_names, institutions), _programmes(console, open_pairs, programmes)):
            for _ in done:
                written += 1
    except _QuitError:
        pass
    if written:
        click.echo(f"\n{written} decision(s) written to {programmes.aliases.parent}.")
        click.echo("Next: run `panelsocial refresh`, which applies them.")
    else:
        click.echo("\nNothing was written.")


def _names(console: Console, names: Sequence[Spelling], review: SpellingReview) -> Iterator[None]:
    """Ask about each name; yields once for each decision written."""
    for number, name in enumerate(names, start=1):
        show_spelling(console, name, number, len(names))
        answer = _answer(OF_NAMES)
        if answer == "y":
            review.accept(name, _source(name.source_file))
            yield
        elif answer == "n":
            review.keep(name, _source(name.source_file))
            yield


def _programmes(console: Console, pairs: Sequence[Proposal], review: ProgrammeReview) -> Iterator[None]:
    """Ask about each pair; yields once for each decision written.

    A programme continues as at most one other, so further pairs of an accepted one are skipped.
    """
    settled: set[tuple[str, str]] = set()
    for number, proposal in enumerate(pairs, start=1):
        ends = {("old", proposal.old.program_key), ("new", proposal.new.program_key)}
        if ends & settled:
            continue
        show(console, proposal, number, len(pairs))
        answer = _answer(OF_PROGRAMMES)
        source = _source(f"{proposal.old.source_file} and {proposal.new.source_file}")
        try:
            if answer == "y":
                review.accept(proposal, source)
                settled |= ends
                yield
            elif answer == "n":
                review.refuse(proposal, source)
                yield
        except ReviewError as error:
            click.echo(f"Not written: {error}", err=True)


def _answer(answers: dict[str, str]) -> str:
    meaning = ", ".join(f"{key} {text}" for key, text in answers.items())
    answer: str = click.prompt(
        f"Are they the same? ({meaning})", type=click.Choice(list(answers)), show_choices=False
    )
    if answer == "q":
        raise _QuitError
    return answer


def _source(files: str) -> str:
    """The text of the column ``source``: who decided, when, and the reports' files."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "unknown user"
    return f"panelsocial match, {user}, {date.today().isoformat()}, {files}"
