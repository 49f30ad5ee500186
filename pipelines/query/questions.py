"""The example questions in `queries/`: what each asks, and its SQL."""

from dataclasses import dataclass
from functools import cache

from pipelines.config import QUERIES
from pipelines.language import N_

_COMMENT = "-- "


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
    N_(
        "How many programmes of each ministry are in each official band,"
        " and what share of their budget was executed?"
    ),
    N_("How many programmes report in each year, and what did they execute?"),
    N_("What does a programme spend per beneficiary, and is that in the official range?"),
    N_("Which programmes reached under 10 %, or over 100 %, of the people they aim at?"),
    N_("Which programmes spend more than 20 % on administration?"),
    N_("How many programmes of each ministry execute less than $2.000 million a year?"),
    N_("How much component spending reaches each region, for each of its inhabitants?"),
    N_("Which programmes first report after the archive's first year, or last report before its last?"),
    N_("Which programmes changed their name, and when?"),
    N_("Which figures did a later report, or a later revision, print differently?"),
    N_("How much did executed spending grow in real terms?"),
    N_("Which indicators reached what had been estimated for the year, and which fell?"),
    N_("How much do programmes execute that name each Sustainable Development Goal?"),
    N_("How many programmes say that they contribute against poverty?"),
    N_("Which human-rights approaches do programmes take, and how many take each?"),
    N_("Which kinds of institution execute programmes, and how much do those programmes execute?"),
    N_(
        "Of the programmes whose execution is known, how many changed because of COVID-19,"
        " and what did they execute?"
    ),
    N_("How much of what each ministry executed came from the emergency fund (FET)?"),
    N_("Who gives programmes money from outside the budget law, and how much?"),
    N_("What kinds of expense is the money executed on?"),
    N_("How much is executed under each partida of the budget law?"),
    N_("What does a unit of each kind of component cost?"),
    N_(
        "How many programmes of each ministry have a finding by each official rule,"
        " of how many where it can be told?"
    ),
    N_("What do components spend in each region?"),
    N_("What is each ministry's initial budget of the next year, beside that of the year?"),
)
"""Every question, for the catalogue."""
