"""The corpus against what is known of real reports: labels, names and the one report with real figures."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.corpus.figures import region_codes
from tests.corpus.labels import LABELS_FILE, Labels
from tests.corpus.programmes import sample_reports
from tests.corpus.sample import PROJECT, TRUTH

SHARED = PROJECT.parent / "shared"
# Tables that the notes on the real report write with the same keys as our truth.
SAME_SHAPE = (
    "fct_spending",
    "fct_components",
    "fct_spending_by_region",
    "fct_budget_lines",
    "fct_administrative_lines",
    "fct_beneficiaries",
    "program_approaches",
    "program_executors",
    "program_profile",
)
# What a report lists behind an answer of yes; the real one at hand answers no.
BEHIND_A_YES = {"fet_amount", "special_funds_amount", "territorial_beneficiaries", "extrabudgetary_sources"}
REAL = next(report for report in sample_reports() if not report.invented)


def _shared(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path.relative_to(PROJECT.parent)} is not at hand: nothing real to compare with")
    return path


def _rows(*parts: str) -> list[dict[str, str]]:
    with _shared(*parts).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_label_is_printed_by_a_real_report() -> None:
    dump = _shared("seed", "redes_de_oportunidades_de_negocios_2021.txt").read_text(encoding="utf-8")
    printed = "".join(dump.split())
    labels, keys = Labels(REAL.year, REAL.stale_labels), yaml.safe_load(LABELS_FILE.read_text("utf-8"))
    texts = [*labels.title_lines(), *(labels.heading(section) for section in keys["headings"])]
    texts += [labels.field(name) for name in keys["fields"].keys() - BEHIND_A_YES]
    for table in keys["tables"].keys() - BEHIND_A_YES:
        parts = keys["tables"][table]
        texts += [labels.caption(table) or "", *labels.headers(table).values()]
        # Figures stand between the two lines of this one label.
        texts += [line for row in parts.get("rows", {}) for line in labels.row(table, row).split("\n")]
    missing = [text for text in texts if "".join(text.split()) not in printed]
    assert missing == []


def test_the_real_programme_prints_its_real_figures() -> None:
    expected = yaml.safe_load(_shared("seed", "expected-2.yaml").read_text(encoding="utf-8"))
    reports = json.loads(TRUTH.read_text(encoding="utf-8"))["reports"]
    truth = next(report["tables"] for report in reports if report["file"] == REAL.file)
    compared = 0
    for table in SAME_SHAPE:
        for entry in expected[table]:
            compared += _agrees(truth[table], entry)
    for code, people in expected["fct_beneficiaries_by_region"][0]["then"].items():
        where = {"region_code": code}
        compared += _agrees(
            truth["fct_beneficiaries_by_region"], {"where": where, "then": {"beneficiaries": people}}
        )
    # The printed totals are in no fact.
    for row in expected["fct_beneficiaries_by_flow"]:
        for exit_, people in row["then"].items():
            where = {**row["where"], "exit": exit_}
            compared += _agrees(
                truth["fct_beneficiaries_by_flow"], {"where": where, "then": {"beneficiaries": people}}
            )
    assert compared > 60


def _agrees(entries: list[dict[str, Any]], expected: dict[str, Any]) -> int:
    """How many values of the one matching entry were compared; they must all be equal."""
    where = expected.get("where", {})
    matching = [entry for entry in entries if where.items() <= entry["where"].items()]
    assert len(matching) == 1, where
    shared = expected["then"].keys() & matching[0]["then"].keys()
    assert {key: matching[0]["then"][key] for key in shared} == {key: expected["then"][key] for key in shared}
    return len(shared)


def test_no_real_programme_stands_over_invented_figures() -> None:
    real = {row["nombre"].casefold() for row in _rows("reference", "programmes_2025_sample.csv")}
    assert REAL.programme.casefold() in real
    assert not real & {report.programme.casefold() for report in sample_reports() if report.invented}


def test_an_invented_programme_says_so_in_its_name_and_on_every_page() -> None:
    for report in sample_reports():
        if report.invented:
            assert re.search("ficticio|ficticia|imaginario|inventado", report.programme, re.IGNORECASE)
            assert "inventados" in report.footer


def test_regions_carry_their_official_codes() -> None:
    official = {
        variant: row["cut_code"] or "NC"
        for row in _rows("reference", "regions.csv")
        for variant in row["variants"].split("|")
    }
    assert region_codes() == {region: official[region] for region in region_codes()}


def test_ministries_services_and_budget_chapters_exist() -> None:
    rows = _rows("reference", "budget_partidas.csv")
    names = {(row["partida"], row["capitulo"]): row["nombre"] for row in rows}
    for report in sample_reports():
        partida, capitulo, _ = report.budget.code
        assert names[partida, ""].startswith(report.ministry)
        assert names[partida, capitulo] == report.service
