"""How a refresh ends: three figures that a person cares about, and the next step."""

import shlex
import shutil
import sys
from pathlib import Path

from pipelines.config import Settings
from pipelines.language import _, ngettext, spoken
from pipelines.numbers import money, number
from pipelines.publish.highlights import Highlights
from pipelines.terminal import Terminal


def show_highlights(terminal: Terminal, found: Highlights) -> None:
    """Print the three figures, a sentence each."""
    language = spoken()
    said = ngettext(
        "In {year}, {count} programme executed {money}, in pesos of that year.",
        "In {year}, {count} programmes executed {money}, in pesos of that year.",
        found.programmes,
    )
    terminal.say(
        said.format(
            year=found.year,
            count=number(found.programmes, language),
            money=money(found.executed_clp, language),
        )
    )
    said = ngettext(
        "Persons reached: {persons}, by {count} programme that counts persons. Programmes that count"
        " something else, which are left out: {others}.",
        "Persons reached: {persons}, by {count} programmes that count persons; who is in two of them"
        " counts twice. Programmes that count something else, which are left out: {others}.",
        found.person_programmes,
    )
    terminal.say(
        said.format(
            persons=number(found.persons, language),
            count=number(found.person_programmes, language),
            others=number(found.other_programmes, language),
        )
    )
    said = _("Executed under 85 % of their initial budget: {under} of {compared} programmes.")
    terminal.say(said.format(under=number(found.under, language), compared=number(found.compared, language)))


def show_next(terminal: Terminal, database: Path) -> None:
    """Print what to do now with the release of ``database``, in one line."""
    said = _(
        "Next: `{command} query 1{options}` answers a first question;"
        " `{command} programs WORD{options}` finds a programme, `{command} open{options}` opens the tables"
        " elsewhere, `{command} site{options}` shows them in a browser."
    )
    warehouse = database.parents[1]
    own = "" if warehouse == Settings().warehouse else f" --warehouse {shlex.quote(str(warehouse))}"
    terminal.say(said.format(command=shlex.quote(_own_command()), options=own))


def _own_command() -> str:
    """What a shell in this folder calls this program."""
    program = Path(sys.executable).with_name("panelsocial")
    if (found := shutil.which("panelsocial")) and program.exists() and Path(found).samefile(program):
        return "panelsocial"
    here = Path.cwd()
    return str(program.relative_to(here) if program.is_relative_to(here) else program)
