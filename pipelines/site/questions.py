"""The example questions in `queries/`: what each asks, and its SQL."""

from dataclasses import dataclass
from functools import cache

from pipelines.config import QUERIES

_COMMENT = "-- "


def _(text: str) -> str:
    """Mark a text for the catalogue."""
    return text


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` is the question in English, the first line of the file; ``sql`` the query behind it."""

    name: str
    text: str
    sql: str


@cache
def questions() -> dict[str, Question]:
    """The questions by the names of their files, in their order."""
    read = ((file.stem, file.read_text("utf-8").partition("\n")) for file in sorted(QUERIES.glob("*.sql")))
    return {
        name: Question(name, first.removeprefix(_COMMENT), sql.strip().removesuffix(";").strip())
        for name, (first, __, sql) in read
    }


TEXTS = (
    _(
        "How many programmes of each ministry are in each official band,"
        " and what share of their budget was executed?"
    ),
    _("How many programmes report in each year, and what did they execute?"),
    _("What does a programme spend per beneficiary, and is that in the official range?"),
    _("Which programmes reached under 10 %, or over 100 %, of the people they aim at?"),
    _("Which programmes spend more than 20 % on administration?"),
    _("How many programmes of each ministry execute less than $2.000 million a year?"),
    _("How much component spending reaches each region, for each of its inhabitants?"),
    _("Which programmes first report after the archive's first year, or last report before its last?"),
    _("Which programmes changed their name, and when?"),
    _("Which figures did a later report, or a later revision, print differently?"),
    _("How much did executed spending grow in real terms?"),
    _("Which indicators reached what had been estimated for the year, and which fell?"),
    _("How much do programmes execute that name each Sustainable Development Goal?"),
    _("How many programmes say that they contribute against poverty?"),
    _("Which human-rights approaches do programmes take, and how many take each?"),
    _("Which kinds of institution execute programmes, and how much do those programmes execute?"),
    _(
        "Of the programmes whose execution is known, how many changed because of COVID-19,"
        " and what did they execute?"
    ),
    _("How much of what each ministry executed came from the emergency fund (FET)?"),
    _("Who gives programmes money from outside the budget law, and how much?"),
    _("What kinds of expense is the money executed on?"),
    _("How much is executed under each partida of the budget law?"),
    _("What does a unit of each kind of component cost?"),
    _(
        "How many programmes of each ministry have a finding by each official rule,"
        " of how many where it can be told?"
    ),
    _("What do components spend in each region?"),
    _("What is each ministry's initial budget of the next year, beside that of the year?"),
)
"""Every question, for the catalogue."""
