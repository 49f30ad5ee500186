"""Programme files (``programmes/*.yaml``) as reports."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from tests.corpus.model import (
    Answer,
    Budget,
    BudgetLine,
    Component,
    Goal,
    Indicator,
    Population,
    Report,
)

HERE = Path(__file__).parent
PROGRAMMES = HERE / "programmes"
Raw = Mapping[str, Any]


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def sample_reports() -> list[Report]:
    """Every report of the sample, in the order of their file names."""
    reports = [report for path in sorted(PROGRAMMES.glob("*.yaml")) for report in read_programme(path)]
    return sorted(reports, key=lambda report: report.file)


def read_programme(path: Path) -> Iterator[Report]:
    """The reports of one programme file, oldest first.

    What a report does not say itself it takes from the programme, and answers that neither gives
    from ``answers.yaml``. Figures for the year before come from the report of the year before.
    """
    programme: Raw = _yaml(path)
    common: Raw = _yaml(HERE / "answers.yaml")
    before: Raw = {}
    for entry in programme["reports"]:
        answers = common["answers"] | programme.get("answers", {}) | entry.get("answers", {})
        yield Report(
            file=entry["file"],
            producer=entry["producer"],
            year=entry["year"],
            programme=entry.get("name", programme["name"]),
            ministry=programme["ministry"],
            service=programme["service"],
            start_year=programme["start_year"],
            end_year=programme["end_year"],
            footer=common["footers"][programme.get("footer", "invented")],
            answers={name: Answer.of(answer) for name, answer in answers.items()},
            executors=tuple(programme.get("executors", ())),
            population=_population(entry, before),
            flow={
                row: (Answer.of(cells[0]), Answer.of(cells[1]), Answer.of(cells[2]), Answer.of(cells[3]))
                for row, cells in entry["flow"].items()
            },
            regional_beneficiaries=_answers(entry.get("regional_beneficiaries", {})),
            components=_components(programme, entry),
            budget=_budget(programme, entry),
            indicators=_indicators(programme, entry),
            goals=tuple(Goal(*goal) for goal in programme.get("goals", ())),
            stale_labels=entry.get("stale_labels", {}),
            faults=tuple(entry.get("faults", ())),
        )
        before = entry


def _answers(raw: Raw) -> dict[str, Answer]:
    return {name: Answer.of(value) for name, value in raw.items()}


def _population(entry: Raw, before: Raw) -> Population:
    figures: Raw = entry["population"]
    last: Raw = before.get("population", {}) | figures.get("previous", {})
    previous, current = figures.get("coverage", [_coverage(last), _coverage(figures)])
    return Population(
        potential=Answer.of(figures["potential"]),
        target=Answer.of(figures["target"]),
        beneficiaries=Answer.of(figures["beneficiaries"]),
        previous_target=Answer.of(last["target"]),
        previous_beneficiaries=Answer.of(last["beneficiaries"]),
        coverage=Answer.of(current, suffix="%" if isinstance(current, float) else ""),
        previous_coverage=Answer.of(previous, suffix="%" if isinstance(previous, float) else ""),
    )


def _coverage(figures: Raw) -> float | str:
    """Beneficiaries in percent of the target, or not reported where either is."""
    target, beneficiaries = figures["target"], figures["beneficiaries"]
    if not (isinstance(target, int) and isinstance(beneficiaries, int)):
        return "nr"
    return float(Decimal(100 * beneficiaries) / Decimal(target))


def _components(programme: Raw, entry: Raw) -> tuple[Component, ...]:
    figures: Sequence[Any] = list(zip(entry["production"], entry["component_spending"], strict=True))
    return tuple(
        Component(
            name=raw["name"],
            type=raw["type"],
            description=Answer.of(raw["description"]),
            production=Answer.of(production),
            production_unit=raw["unit"] if isinstance(production, int) else "",
            spending=Answer.of(spending),
            detail=Answer.of(raw["detail"]),
        )
        for raw, (production, spending) in zip(programme["components"], figures, strict=True)
    )


def _budget(programme: Raw, entry: Raw) -> Budget:
    money: Raw = entry["budget"]
    partida, capitulo, program = programme["budget_code"]

    def lines(kind: str) -> tuple[BudgetLine, ...]:
        return tuple(
            BudgetLine(partida, capitulo, program, item, asignacion, subtitulo, Answer.of(spending))
            for item, asignacion, subtitulo, spending in money[kind]
        )

    first, second, third = entry["spending_per_beneficiary"]
    return Budget(
        code=(partida, capitulo, program),
        initial=Answer.of(money["initial"]),
        final=Answer.of(money["final"]),
        next_initial=Answer.of(money["next_initial"]),
        executed=lines("executed"),
        administrative=lines("administrative"),
        extrabudgetary=Answer.of(money.get("extrabudgetary", "nr")),
        regional=_answers(entry["regional_spending"]),
        regional_unit=entry.get("regional_spending_unit", "thousands"),
        per_beneficiary=(Answer.of(first), Answer.of(second), Answer.of(third)),
    )


def _indicators(programme: Raw, entry: Raw) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            scope=raw["scope"],
            name=raw["name"],
            formula=raw["formula"],
            methodology=Answer.of(raw["methodology"]),
            values=(
                Answer.of(values[0], suffix),
                Answer.of(values[1], suffix),
                Answer.of(values[2], suffix),
                Answer.of(values[3], suffix),
            ),
            unit=raw["unit"],
        )
        for raw, values in zip(programme.get("indicators", ()), entry.get("indicators", ()), strict=True)
        for suffix in ["%" if raw["unit"] == "percent" else ""]
    )
