"""Print proposals to the terminal."""

from rich.console import Console
from rich.table import Table

from pipelines.match.proposals import Proposal, Title
from pipelines.match.spellings import Spelling
from pipelines.match.wordings import Wording


def show(console: Console, proposal: Proposal, number: int, count: int) -> None:
    """Print names, services, evidence and figures (millions of pesos, people) of a pair."""
    old, new = proposal.old, proposal.new
    console.print()
    _line(
        console,
        f"{number} of {count}: money concerned {_millions(proposal.concerned_clp)},"
        f" score {proposal.score:.2f}, candidate {proposal.rank} of its programme",
    )
    _line(console, f"  before  {_title(old)}")
    _line(console, f"  since {proposal.first_year}  {_title(new)}")
    for piece in proposal.evidence.split("; "):
        _line(console, f"  - {piece}")
    console.print(_figures(proposal))


def show_spelling(console: Console, spelling: Spelling, number: int, count: int) -> None:
    """Print the name, the known name it may be a spelling of, and the evidence."""
    console.print()
    _line(
        console,
        f"name {number} of {count}, a {spelling.kind}: money concerned"
        f" {_millions(spelling.concerned_clp)}, score {spelling.score:.2f}",
    )
    _line(console, f"  printed  {spelling.name}")
    _line(console, f"  perhaps  {spelling.candidate}")
    for piece in spelling.evidence.split("; "):
        _line(console, f"  - {piece}")
    if spelling.others:
        _line(console, f"  less likely: {'; '.join(spelling.others)}")


def show_wording(console: Console, wording: Wording, number: int, count: int) -> None:
    """Print the label in unknown words, how often it was printed, and the item whose label it may be."""
    console.print()
    years = f"{wording.first_year} to {wording.last_year}"
    _line(console, f"label {number} of {count}: in {wording.reports} report(s), {years}")
    _line(console, f"  printed  {wording.label}")
    _line(console, f"  perhaps  {wording.item} of section {wording.section}")


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


def _line(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
