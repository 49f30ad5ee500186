"""Print proposals to the terminal."""

from rich.table import Table

from pipelines import numbers
from pipelines.language import _, ngettext, spoken
from pipelines.match.evidence import pieces_of
from pipelines.match.proposals import Proposal, Title
from pipelines.match.spellings import Spelling
from pipelines.match.wordings import Wording
from pipelines.terminal import Terminal


def show(terminal: Terminal, proposal: Proposal, number: int, count: int) -> None:
    """Print names, services, evidence and figures (millions of pesos, people) of a pair."""
    old, new = proposal.old, proposal.new
    terminal.say()
    terminal.say(
        _(
            "{number} of {count}: money concerned {money}, score {score}, candidate {rank} of its programme"
        ).format(
            number=number,
            count=count,
            money=_millions(proposal.concerned_clp),
            score=_score(proposal.score),
            rank=proposal.rank,
        )
    )
    terminal.say(_("  before  {programme}").format(programme=_title(old)))
    terminal.say(_("  since {year}  {programme}").format(year=proposal.first_year, programme=_title(new)))
    for piece in pieces_of(proposal.evidence):
        terminal.say(f"  - {piece}")
    terminal.show(_figures(proposal))


def show_spelling(terminal: Terminal, spelling: Spelling, number: int, count: int) -> None:
    """Print the name, the known name it may be a spelling of, and the evidence."""
    terminal.say()
    terminal.say(
        (
            _("name {number} of {count}, a ministry: money concerned {money}, score {score}")
            if spelling.kind == "ministry"
            else _("name {number} of {count}, a service: money concerned {money}, score {score}")
        ).format(
            number=number,
            count=count,
            money=_millions(spelling.concerned_clp),
            score=_score(spelling.score),
        )
    )
    terminal.say(_("  printed  {text}").format(text=spelling.name))
    terminal.say(_("  perhaps  {text}").format(text=spelling.candidate))
    for piece in pieces_of(spelling.evidence):
        terminal.say(f"  - {piece}")
    if spelling.others:
        terminal.say(_("  less likely: {names}").format(names="; ".join(spelling.others)))


def show_wording(terminal: Terminal, wording: Wording, number: int, count: int) -> None:
    """Print the label in unknown words, how often it was printed, and the item whose label it may be."""
    terminal.say()
    said = ngettext(
        "label {number} of {count}: in {reports} report, {first} to {last}",
        "label {number} of {count}: in {reports} reports, {first} to {last}",
        wording.reports,
    )
    terminal.say(
        said.format(
            number=number,
            count=count,
            reports=wording.reports,
            first=wording.first_year,
            last=wording.last_year,
        )
    )
    terminal.say(_("  printed  {text}").format(text=wording.label))
    said = _("  perhaps  {item} of section {section}")
    terminal.say(said.format(item=wording.item, section=wording.section))


def _title(title: Title) -> str:
    return f"{title.name} ({title.service or _('service not stated')})"


def _figures(proposal: Proposal) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2))
    table.add_column(_("report year"))
    for spent in (_("before: spent"), _("since: spent")):
        table.add_column(spent, justify="right")
        table.add_column(_("reached"), justify="right")
    for year in proposal.years:
        numbers = [_millions(year.executed_clp), _number(year.beneficiaries)]
        cells = [*numbers, "", ""] if year.program_key == proposal.old.program_key else ["", "", *numbers]
        table.add_row(str(year.report_year), *cells)
    return table


def _millions(pesos: int | None) -> str:
    if pesos is None:
        return _("not stated")
    return _("${millions} m").format(millions=numbers.number(pesos / 1_000_000, spoken(), 1))


def _number(value: int | None) -> str:
    return _("not stated") if value is None else numbers.number(value, spoken())


def _score(score: float) -> str:
    return numbers.number(score, spoken(), 2)
