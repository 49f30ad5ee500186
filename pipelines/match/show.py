"""Print proposals to the terminal."""

from rich.table import Table

from pipelines.match.proposals import Proposal, Title
from pipelines.match.spellings import Spelling
from pipelines.match.wordings import Wording
from pipelines.terminal import Terminal


def show(terminal: Terminal, proposal: Proposal, number: int, count: int) -> None:
    """Print names, services, evidence and figures (millions of pesos, people) of a pair."""
    old, new = proposal.old, proposal.new
    terminal.say()
    terminal.say(
        f"{number} of {count}: money concerned {_millions(proposal.concerned_clp)},"
        f" score {proposal.score:.2f}, candidate {proposal.rank} of its programme",
    )
    terminal.say(f"  before  {_title(old)}")
    terminal.say(f"  since {proposal.first_year}  {_title(new)}")
    for piece in proposal.evidence.split("; "):
        terminal.say(f"  - {piece}")
    terminal.print(_figures(proposal))


def show_spelling(terminal: Terminal, spelling: Spelling, number: int, count: int) -> None:
    """Print the name, the known name it may be a spelling of, and the evidence."""
    terminal.say()
    terminal.say(
        f"name {number} of {count}, a {spelling.kind}: money concerned"
        f" {_millions(spelling.concerned_clp)}, score {spelling.score:.2f}",
    )
    terminal.say(f"  printed  {spelling.name}")
    terminal.say(f"  perhaps  {spelling.candidate}")
    for piece in spelling.evidence.split("; "):
        terminal.say(f"  - {piece}")
    if spelling.others:
        terminal.say(f"  less likely: {'; '.join(spelling.others)}")


def show_wording(terminal: Terminal, wording: Wording, number: int, count: int) -> None:
    """Print the label in unknown words, how often it was printed, and the item whose label it may be."""
    terminal.say()
    years = f"{wording.first_year} to {wording.last_year}"
    terminal.say(f"label {number} of {count}: in {wording.reports} report(s), {years}")
    terminal.say(f"  printed  {wording.label}")
    terminal.say(f"  perhaps  {wording.item} of section {wording.section}")


def _title(title: Title) -> str:
    return f"{title.name} ({title.service or 'service not stated'})"


def _figures(proposal: Proposal) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2))
    table.add_column("report year")
    for which in ("before", "since"):
        table.add_column(f"{which}: spent", justify="right")
        table.add_column("reached", justify="right")
    for year in proposal.years:
        numbers = [_millions(year.executed_clp), _number(year.beneficiaries)]
        cells = [*numbers, "", ""] if year.program_key == proposal.old.program_key else ["", "", *numbers]
        table.add_row(str(year.report_year), *cells)
    return table


def _millions(pesos: int | None) -> str:
    return "not stated" if pesos is None else f"${pesos / 1_000_000:,.1f} m"


def _number(value: int | None) -> str:
    return "not stated" if value is None else f"{value:,}"
