"""What one report says: the figures and answers that a drawing prints and the truth is taken from.

Amounts are thousands of pesos, as the form prints them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from tests.corpus.labels import not_reported

Producer = Literal[
    "reportlab", "fpdf2", "chromium", "libreoffice", "wkhtmltopdf", "typst", "weasyprint", "text"
]
# The pipeline's vocabulary, written down once more so that the corpus imports nothing it tests.
Status = Literal["value", "not_reported", "not_applicable", "blank", "ambiguous"]
Scope = Literal["purpose", "complementary"]

NOT_REPORTED = "nr"


def thousands_dots(number: int) -> str:
    """262482 as the form prints it: 262.482."""
    return f"{number:,}".replace(",", ".")


@dataclass(frozen=True, slots=True)
class Answer:
    """One printed value: its text, whose line breaks the drawing keeps, and the number it means."""

    text: str
    status: Status = "value"
    number: Decimal | None = None

    @classmethod
    def of(cls, raw: object, suffix: str = "") -> "Answer":
        """A value of a programme file: nothing, "nr", "na", a number or text.

        Numbers get the form's dots and decimal comma, and ``suffix`` ("%") behind them. A number that
        a narrow cell breaks over two lines is written {number: 72917334, broken_after: 7}.
        """
        match raw:
            case None:
                answer = cls("", "blank")
            case "nr":
                answer = cls(not_reported(), "not_reported")
            case "na":
                answer = cls("N/A", "not_applicable")
            case int():
                answer = cls(thousands_dots(raw) + suffix, number=Decimal(raw))
            case float():
                answer = cls(str(raw).replace(".", ",") + suffix, number=Decimal(str(raw)))
            case {"number": number, "broken_after": characters}:
                answer = cls.of(number, suffix)._broken_after(characters)
            case _:
                answer = cls(str(raw).strip())
        return answer

    @property
    def squeezed(self) -> str:
        """The text as a reading holds it: one line, a number broken over lines joined again."""
        broken_number = re.fullmatch(r"[\d.]+\n[\d.]+", self.text)
        return self.text.replace("\n", "") if broken_number else " ".join(self.text.split())

    def _broken_after(self, characters: int) -> "Answer":
        return Answer(f"{self.text[:characters]}\n{self.text[characters:]}", self.status, self.number)


@dataclass(frozen=True, slots=True)
class Population:
    """People (or whatever the unit is) of the report's year, and the year before in the coverage table."""

    potential: Answer
    target: Answer
    beneficiaries: Answer
    previous_target: Answer
    previous_beneficiaries: Answer
    coverage: Answer
    previous_coverage: Answer


@dataclass(frozen=True, slots=True)
class Component:
    """One good or service, what was produced and what was spent on it."""

    name: str
    type: str
    description: Answer
    production: Answer
    production_unit: str
    spending: Answer
    detail: Answer


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of 5.2 (executed) or 5.7 (administrative). ``subtitulo`` is printed "24 (Name)"."""

    partida: str
    capitulo: str
    programa: str
    item: str
    asignacion: str
    subtitulo: str
    spending: Answer


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gave money from outside the budget law (5.3), and how much."""

    name: str
    origin: str
    amount: Answer


@dataclass(frozen=True, slots=True)
class Budget:
    """Section 5. ``regional`` is printed in ``regional_unit``, its total always in thousands.

    What ``givers`` gave and what came from the funds of 5.4 is printed below those questions, if anything.
    ``by_component`` breaks regions down, in the order of the components.
    """

    code: tuple[str, str, str]
    initial: Answer
    final: Answer
    next_initial: Answer
    executed: tuple[BudgetLine, ...]
    administrative: tuple[BudgetLine, ...]
    extrabudgetary: Answer
    regional: Mapping[str, Answer]
    regional_unit: Literal["thousands", "millions"]
    per_beneficiary: tuple[Answer, Answer, Answer]
    givers: tuple[Giver, ...] = ()
    fet: Answer | None = None
    special_funds: Answer | None = None
    by_component: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)

    @property
    def executed_total(self) -> int:
        return sum(int(line.spending.number or 0) for line in self.executed)

    @property
    def administrative_total(self) -> int:
        return sum(int(line.spending.number or 0) for line in self.administrative)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of 6.1 or 6.2: effective last year, estimated and effective this year, estimated next year."""

    scope: Scope
    name: str
    formula: str
    methodology: Answer
    values: tuple[Answer, Answer, Answer, Answer]
    unit: Literal["percent", "number"]


@dataclass(frozen=True, slots=True)
class Goal:
    """One sustainable development goal and one of its targets."""

    number: int
    name: str
    target_code: str
    target_text: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report. ``answers`` holds every labelled answer that is not modelled on its own."""

    file: str
    producer: Producer
    year: int
    programme: str
    ministry: str
    service: str
    start_year: int
    end_year: int
    footer: str
    answers: Mapping[str, Answer]
    executors: tuple[str, ...]
    population: Population
    flow: Mapping[str, tuple[Answer, Answer, Answer, Answer]]
    regional_beneficiaries: Mapping[str, Answer]
    components: tuple[Component, ...]
    budget: Budget
    indicators: tuple[Indicator, ...]
    goals: tuple[Goal, ...]
    areas: Mapping[str, Answer] = field(default_factory=dict)
    stale_labels: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Mapping[str, object], ...] = ()

    @property
    def component_spending(self) -> int:
        return sum(int(component.spending.number or 0) for component in self.components)

    @property
    def invented(self) -> bool:
        """Whether the figures are invented (all reports but the one with real figures)."""
        return "inventad" in self.footer
