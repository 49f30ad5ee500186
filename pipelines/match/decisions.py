"""Ask a person in the terminal about each proposal, and write the answers to the reviewed files."""

import getpass
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

import click

from pipelines.language import N_, _
from pipelines.match.programme_review import ProgrammeReview
from pipelines.match.proposals import Proposal
from pipelines.match.reviewed_file import ReviewError
from pipelines.match.show import show, show_spelling, show_wording
from pipelines.match.spellings import Spelling, SpellingReview
from pipelines.match.wordings import Wording, WordingReview
from pipelines.terminal import Terminal, complain

LATER = {"s": N_("skip"), "q": N_("quit")}
OF_NAMES = {"y": N_("another spelling of it"), "n": N_("a separate institution"), **LATER}
OF_PROGRAMMES = {"y": N_("the same programme"), "n": N_("two programmes"), **LATER}
OF_LABELS = {"y": N_("it is"), **LATER}
ARE_THE_SAME = N_("Are they the same?")
IS_THE_LABEL = N_("Is it that item's label, in other words?")


class _QuitError(Exception):
    """The person answered "quit"."""


def ask_for_decisions(
    names: Sequence[Spelling], pairs: Sequence[Proposal], labels: Sequence[Wording], dbt_project: Path
) -> None:
    """Ask about each undecided name, pair and label, and write the answers: to the seeds of ``dbt_project``,
    and those about labels to the form's specification.

    Without a terminal they are only listed. Raises ``ReviewError`` when a file is missing, and ``OSError``.
    """
    institutions, programmes, form = (
        SpellingReview(dbt_project),
        ProgrammeReview(dbt_project),
        WordingReview(),
    )
    open_names = [one for one in names if not institutions.is_decided(one)]
    open_pairs = [one for one in pairs if not programmes.is_decided(one)]
    open_labels = [one for one in labels if not form.is_decided(one)]
    asked = len(open_names) + len(open_pairs) + len(open_labels)
    decided = len(names) + len(pairs) + len(labels) - asked
    terminal = Terminal()
    if decided:
        said = _("{count} proposal(s) are decided already: `panelsocial refresh` will apply them.")
        terminal.say(said.format(count=decided))
    if not asked:
        terminal.say(_("There is nothing to decide."))
        return
    if not sys.stdin.isatty():
        for number, name in enumerate(open_names, start=1):
            show_spelling(terminal, name, number, len(open_names))
        for number, pair in enumerate(open_pairs, start=1):
            show(terminal, pair, number, len(open_pairs))
        for number, label in enumerate(open_labels, start=1):
            show_wording(terminal, label, number, len(open_labels))
        terminal.say()
        terminal.say(_("This is no terminal, so nothing was asked and nothing was written."))
        return
    written = 0
    try:
        for _decision in chain(
            _names(terminal, open_names, institutions),
            _programmes(terminal, open_pairs, programmes),
            _labels(terminal, open_labels, form),
        ):
            written += 1
    except _QuitError:
        pass
    terminal.say()
    if written:
        said = _("{count} decision(s) written to {folder} or {file}.")
        terminal.say(said.format(count=written, folder=programmes.aliases.parent, file=form.file))
        terminal.say(_("Next: run `panelsocial refresh`, which applies them."))
    else:
        terminal.say(_("Nothing was written."))


def _names(terminal: Terminal, names: Sequence[Spelling], review: SpellingReview) -> Iterator[None]:
    """Ask about each name; yields once for each decision written."""
    for number, name in enumerate(names, start=1):
        show_spelling(terminal, name, number, len(names))
        answer = _answer(ARE_THE_SAME, OF_NAMES)
        if answer == "y":
            review.accept(name, _source(name.source_file))
            yield
        elif answer == "n":
            review.keep(name, _source(name.source_file))
            yield


def _programmes(terminal: Terminal, pairs: Sequence[Proposal], review: ProgrammeReview) -> Iterator[None]:
    """Ask about each pair; yields once for each decision written.

    A programme continues as at most one other, so further pairs of an accepted one are skipped.
    """
    settled: set[tuple[str, str]] = set()
    for number, proposal in enumerate(pairs, start=1):
        ends = {("old", proposal.old.program_key), ("new", proposal.new.program_key)}
        if ends & settled:
            continue
        show(terminal, proposal, number, len(pairs))
        answer = _answer(ARE_THE_SAME, OF_PROGRAMMES)
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
            complain(_("Not written: {reason}").format(reason=error))


def _labels(terminal: Terminal, labels: Sequence[Wording], review: WordingReview) -> Iterator[None]:
    """Ask about each label in unknown words; yields once for each decision written."""
    for number, label in enumerate(labels, start=1):
        show_wording(terminal, label, number, len(labels))
        if _answer(IS_THE_LABEL, OF_LABELS) == "y":
            review.accept(label, _source(label.source_file))
            yield


def _answer(question: str, answers: dict[str, str]) -> str:
    meaning = ", ".join(f"{key} {_(text)}" for key, text in answers.items())
    answer: str = click.prompt(
        f"{_(question)} ({meaning})", type=click.Choice(list(answers)), show_choices=False
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
