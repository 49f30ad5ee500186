"""Measure how exactly reports drawn elsewhere are read: ``python -m benchmarks.layouts FOLDER [--details]``.

FOLDER holds PDFs, each with its truth in a JSON file of the same name: ``rows``, one a printed value with
``group``, ``key`` and ``raw`` as printed, and ``year``.
Printed for each report:

- exact: values read under their item, row and column, with their text,
- lost: values that no reading gives, or only an ambiguous or unmapped one,
- wrong: values for which a reading gives another text,
- invented: values that a reading gives where nothing is printed.

White space and letters' case are not compared. ``--only NAME`` takes the reports whose name holds NAME,
``--fold a`` or ``b`` those of half of the producers (see ``benchmarks.folds``), whose name ends the file's.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.folds import FOLDS, Fold, is_in
from pipelines.form import Reading, match
from pipelines.form.spec.folding import fold
from pipelines.read import read_document

OUTCOMES = ("exact", "lost", "wrong", "invented")
Entry = Mapping[str, Any]
Where = tuple[str, str]
"""Item and column of a reading."""

FIELDS: dict[str, dict[str, str]] = {
    "report": {
        "program_name": "program_name", "ministry": "ministry", "service": "service",
        "start_year": "start_year", "end_year": "end_year",
    },
    "antecedentes": {
        "form_type": "form_type", "comparable_years": "comparable_years", "ex_ante": "ex_ante_rating",
        "unit": "responsible_unit", "website": "website", "manager_name": "manager_name",
        "manager_role": "manager_position", "counterpart_name": "counterpart_name",
        "counterpart_role": "counterpart_position", "strategic_objective": "strategic_objective",
        "system": "system_membership",
    },
    "narrative": {
        "problem": "problem", "purpose": "purpose", "potential_text": "potential_population_description",
        "source": "potential_population_source", "unit": "unit_of_measure", "targeting": "targeting_criteria",
        "priority": "prioritisation_method", "focus_guarantee": "targeting_guarantee",
        "priority_year": "prioritisation_criteria", "rsh": "social_registry_used",
        "regional_justification": "no_regional_breakdown", "territorial_flag": "territorial_breakdown",
        "strategy": "strategy", "covid": "covid_changes", "execution": "execution",
        "admin_detail": "administrative_detail", "evidence_purpose": "purpose_indicators_evidence",
        "evidence_complementary": "complementary_indicators_evidence", "ods_elements": "sdg_contribution",
        "multidim_poverty": "multidimensional_poverty", "income_poverty": "income_poverty_contribution",
    },
    "evaluations": {"flag": "previous_evaluations"},
    "population": {
        "potential_qty": "potential_population", "target_qty": "target_population",
        "beneficiaries_qty": "beneficiaries",
    },
    "budget": {"initial": "initial_budget", "final": "final_budget", "next_initial": "next_initial_budget"},
    "totals": {
        "gasto_total": "total_spending_total", "gasto_componentes": "component_spending_total",
        "admin_extra": "extrabudgetary_administrative", "gasto_admin": "administrative_total",
    },
    "extra_budget": {"flag": "extrabudgetary_received"},
    "fet": {"fet_flag": "fet_executed", "fondos_flag": "special_funds_executed"},
    "summary": {
        "a": "summary_executed", "b": "summary_extrabudgetary", "a+b": "summary_total_ab",
        "c": "summary_components", "d": "summary_administrative", "c+d": "summary_total_cd",
    },
    "human_rights": {"flag": "human_rights_included"},
}  # fmt: skip
OBSERVATIONS = ("design", "population", "strategy", "indicators", "budget", "other")
ROWS: dict[str, tuple[str, dict[str, str]]] = {
    "budget_program": ("budget_programs", {}),
    "budget_classification": ("total_spending", {"gasto": "spending"}),
    "admin_spending": ("administrative_spending", {"gasto": "spending"}),
    "spending_component": (
        "component_spending",
        {"name": "component", "gasto": "spending", "detalle": "detail"},
    ),
    "indicators_purpose": ("purpose_indicators", {"name": "indicator_name"}),
    "indicators_complementary": ("complementary_indicators", {"name": "indicator_name"}),
    "evaluations": ("evaluations", {}),
    "extra_budget": ("extrabudgetary_sources", {"gasto": "spending"}),
}  # fmt: skip
FLOW = {"arrastre": "before_year", "nuevo": "during_year", "total": "total", "egreso": "during_year",
        "egreso_posterior": "after_year", "otros": "other"}  # fmt: skip
COVERAGE = {"objetivo": "target_population", "efectivos": "beneficiaries", "cobertura": "coverage"}
IN_TEXT = frozenset({"human_rights", "ods", "observations"})
"""Groups whose values are read as parts of a longer text."""

PARTS = frozenset(
    {("components", name) for name in ("name", "type", "production", "production_unit")}
    | {("narrative", name) for name in ("covid", "territorial_flag", "execution")}
    | {("extra_budget", "flag"), ("fet", "fet_flag"), ("fet", "fondos_flag")}
)
"""Values that are read as the beginning or the end of a longer text."""


Key = dict[str, Any]
Place = tuple[str, int | None, str]


def _total(key: Key) -> Place:
    is_regional = key["name"] == "gasto_regional"
    return (
        f"{'regional_spending.total' if is_regional else 'administrative_spending.subtotal'}",
        1,
        "spending",
    )


def _indicator(item: str) -> Callable[[Key], Place]:
    kinds = {"efectivo": "effective", "estimado": "estimated"}
    years = {-1: "previous", 0: "current", 1: "next"}
    return lambda key: (item, key["indicator"], f"{kinds[key['type']]}_{years[key['offset']]}")


def _component(key: Key) -> Place:
    if key["name"].startswith("production"):
        return "production", key["component"], "value"
    column = "description" if key["name"] == "description" else "name_and_type"
    return "components", key["component"], column


CELLS: dict[str, Callable[[Key], Place]] = {
    "totals": _total,
    "fet": lambda key: (f"{'fet' if 'fet' in key['name'] else 'special_funds'}_amount", None, "value"),
    "desagregacion": lambda key: (f"flow.{FLOW[key['row']]}", 1, FLOW[key["col"]]),
    "coverage": lambda key: (
        f"coverage.{COVERAGE[key['name']]}", 1, "previous" if key["offset"] else "current",
    ),
    "spend_per_beneficiary": lambda key: (
        "spending_per_beneficiary.executed_budget", 1,
        f"year_minus_{-key['offset']}" if key["offset"] else "year",
    ),
    "indicator_values_purpose": _indicator("purpose_indicators"),
    "indicator_values_complementary": _indicator("complementary_indicators"),
    "regional_beneficiaries": lambda key: ("regional_beneficiaries", key["place"], "beneficiaries"),
    "regional_spending": lambda key: ("regional_spending", key["place"], "spending"),
    "components": _component,
    "executors": lambda key: ("executors", key["idx"], "institution_type"),
    "human_rights": lambda _: ("human_rights_approaches", None, "value"),
    "territorial": lambda key: ("territorial_beneficiaries", key["place"], "beneficiaries"),
}  # fmt: skip
"""Item, row and column of the values whose place follows from more than one part of their key."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One value that was not read exactly."""

    outcome: str
    group: str
    key: str
    printed: str
    found: str


class Report:
    """The readings of one report, by item, row and column."""

    def __init__(self, readings: Sequence[Reading], year: int) -> None:
        self._year = year
        self._cells: defaultdict[tuple[str, int | None, str], list[Reading]] = defaultdict(list)
        for one in readings:
            self._cells[one.item, one.row_no, one.column].append(one)
        self._regions: dict[str, dict[str, list[tuple[str, int]]]] = {}

    def at(self, item: str, row_no: int | None, column: str) -> list[Reading]:
        """What was read there."""
        return self._cells.get((item, row_no, column), [])

    def expected(self, entry: Entry, place: int) -> list[Reading] | None:
        """The readings that should hold the value, ``place`` being its number among those of one key."""
        group, key = entry["group"], entry["key"]
        name = str(key.get("field", key.get("measure", "")))
        if group == "report" and name == "report_year":
            return None
        if group in ("evaluations", "extra_budget") and "idx" in key:
            item, columns = ROWS[group]
            return self.at(item, key["idx"], columns.get(name, name))
        if name in FIELDS.get(group, {}):
            return self.at(FIELDS[group][name], None, "value")
        if group in ROWS:
            item, columns = ROWS[group]
            number = key.get("idx", key.get("component", key.get("indicator")))
            return self.at(item, number, columns.get(name, name))
        return self._of_table(group, key, name, place)

    def _of_table(self, group: str, key: Mapping[str, Any], name: str, place: int) -> list[Reading]:
        if group == "ods":
            found = [one for (item, _, _), some in self._cells.items() if item == "sdg" for one in some]
            return [one for one in found if one.row_no]
        if group == "observations":
            return self.at(f"observations_{OBSERVATIONS[key['section'] - 1]}", None, "value")
        year = key["year"] - self._year if "year" in key else 0
        return self.at(*CELLS[group](Key({**key, "name": name, "offset": year, "place": place})))


def outcome(entry: Entry, found: Sequence[Reading]) -> tuple[str, str]:
    """How a value was read, and what was read."""
    raw = fold(entry["raw"])
    claimed = [one for one in found if one.status not in ("ambiguous", "unmapped", "blank")]
    texts = [fold(one.text) for one in claimed]
    said = " / ".join(f"{one.text[:60]} ({one.status})" for one in found)
    if not raw:
        return ("exact" if not claimed else "invented"), said
    if not claimed:
        return "lost", said
    name = entry["key"].get("field", "")
    is_part = entry["group"] in IN_TEXT or ("idx" not in entry["key"] and (entry["group"], name) in PARTS)
    good = any(raw in text if is_part else text == raw for text in texts)
    return ("exact" if good else "wrong"), said


def misses(path: Path) -> tuple[Counter[str], list[Miss]]:
    """How often each outcome came in the report at ``path``, and what was not read exactly."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    report = Report(match(read_document(path)), truth["year"])
    counts: Counter[str] = Counter()
    found: list[Miss] = []
    places: Counter[str] = Counter()
    for entry in truth["rows"]:
        places[entry["group"]] += 1
        here = report.expected(entry, places[entry["group"]])
        if here is None:
            continue
        result, said = outcome(entry, here)
        counts[result] += 1
        if result != "exact":
            key = " ".join(str(value) for value in entry["key"].values())
            found.append(Miss(result, entry["group"], key, entry["raw"], said))
    return counts, found


def main() -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", default=[""], metavar="NAME")
    parser.add_argument("--fold", choices=FOLDS, help="half of the producers")
    parser.add_argument("--details", action="store_true", help="list every value that was not read exactly")
    arguments = parser.parse_args()
    total: Counter[str] = Counter()
    print(f"{'report':24}" + "".join(f"{name:>10}" for name in OUTCOMES) + f"{'share':>10}")
    for path in _paths(arguments.folder, arguments.only, arguments.fold):
        counts, found = misses(path)
        total += counts
        _print(path.stem, counts)
        for one in found if arguments.details else ():
            print(f"    {one.outcome:9}{one.group} | {one.key} | {one.printed[:60]!r} | {one.found!r}")
    _print("all", total)


def _paths(folder: Path, only: Iterable[str], fold: Fold | None) -> Iterator[Path]:
    for path in sorted(folder.glob("*.pdf")):
        if not is_in(path.stem.rpartition("_")[2], fold):
            continue
        if path.with_suffix(".json").exists() and any(name in path.stem for name in only):
            yield path


def _print(name: str, counts: Counter[str]) -> None:
    share = counts["exact"] / max(sum(counts.values()), 1)
    print(f"{name:24}" + "".join(f"{counts[one]:>10}" for one in OUTCOMES) + f"{share:>10.1%}", flush=True)


if __name__ == "__main__":
    main()
