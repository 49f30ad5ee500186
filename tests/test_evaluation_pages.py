"""The years since 2022: index and evaluation pages, from a server like the state's to a published release."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from pipelines.publish.summary import summarise
from tests.acquire.source_server import SourceServer, answer, as_json
from tests.corpus.evaluation_pages import DIMENSIONS, MARKUPS, NO_FINDING, EvaluationPage, Parts, drawn
from tests.warehouse import SHARED, panelsocial

REFERENCE = SHARED / "reference"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference rows are not beside this clone"),
]

FIELDS = {
    "Descripción": "descripcion",
    "Año de inicio": "ano_inicio",
    "Año de término": "ano_termino",
    "Ejecutores": "ejecutores",
    "Complementariedades informadas": "complementariedades",
    "Criterios de focalización": "criterios_focalizacion",
    "Criterios de priorización": "criterios_priorizacion",
    "Población Objetivo": "poblacion_objetivo",
    "Gasto por beneficiario": "gasto_por_beneficiario",
    "Propósito": "proposito",
}
PROFILE = {
    "description": "descripcion",
    "purpose": "proposito",
    "targeting_criteria": "criterios_focalizacion",
    "prioritisation_criteria": "criterios_priorizacion",
    "target_population_description": "poblacion_objetivo",
}
FINDINGS = ("hallazgo_focalizacion", "hallazgo_eficiencia", "hallazgo_eficacia")
# What the evaluators found, by programme: the percentage where one is printed.
FOUND: dict[str, dict[str, float | None]] = {
    "183753": {"purpose_indicator_worse": 1},
    "184993": {"execution_over_110_of_initial": None, "purpose_indicator_worse": 1},
    "185850": {
        "execution_under_85_of_initial": None,
        "spending_per_beneficiary_off_20": 0.3022,
        "administration_over_20": None,
    },
    "181008": {},
    "184590": {
        "targeting_criteria": None,
        "prioritisation_criteria": None,
        "execution_under_85_of_initial": None,
        "execution_under_90_of_final": None,
        "execution_under_85_three_years": None,
        "spending_per_beneficiary_reported": None,
        "purpose_indicator_pertinent": None,
        "purpose_indicator_formulation": None,
    },
    "181088": {"purpose_indicator_formulation": None},
    "180552": {"administration_reported": None, "purpose_indicator_reported": None},
    "185509": {
        "execution_under_85_of_initial": 0.84,
        "execution_under_90_of_final": 0.84,
        "execution_under_85_three_years": None,
        "purpose_indicator_pertinent": None,
    },
}


def rows() -> list[dict[str, str]]:
    lines = (REFERENCE / "evaluation_rows_2025_sample.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def index() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((REFERENCE / "bips_index_2025_sample.json").read_text("utf-8"))
    return found


def page_of(row: Mapping[str, str]) -> EvaluationPage:
    fields = {label: [row[key]] for label, key in FIELDS.items() if key in row}
    found = {dimension: _findings(row[key]) for dimension, key in zip(DIMENSIONS, FINDINGS, strict=True)}
    return EvaluationPage(row["nombre"], fields, {name: parts for name, parts in found.items() if parts})


def _findings(text: str) -> Parts:
    """The labels and sentences that a scraper wrote one behind the other."""
    if any(text == NO_FINDING.format(dimension) for dimension in DIMENSIONS):
        return []
    labels = [
        "Ejecución presupuestaria:",
        "Gasto Administrativo:",
        "Gasto por beneficiario:",
        "Criterios de focalización:",
        "Criterios de priorización:",
        *(f"Indicador de propósito {number}:" for number in range(1, 5)),
    ]
    starts = sorted((text.index(label), label) for label in labels if label in text)
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return [
        (label, [text[start + len(label) : end].strip()])
        for (start, label), end in zip(starts, ends, strict=True)
    ]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The release after a sync of the 36 rows of the index and of eight pages, and of one put in by hand."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "raw").mkdir()
    by_hand = replace(page_of(rows()[0]), name="By hand")
    (folder / "raw" / "by_hand.html").write_text(drawn(by_hand), "utf-8")
    with SourceServer() as server:
        # The rows of the state's index as they are: their host is not among those that are asked here.
        others = {row["id_programa"]: row for row in index()}
        listed: dict[str, dict[str, Any]] = {}
        for number, row in enumerate(rows()):
            address = f"/Reportes/EvaluacionMonitoreo2026?_id={row['id_programa']}"
            markup = list(MARKUPS)[number % len(MARKUPS)]
            server.routes[address] = [answer(drawn(page_of(row), markup).encode())]
            kept = {name: row[name] for name in ("periodo", "id_programa", "id_bips", "nombre", "ministerio")}
            listed[row["id_programa"]] = kept | {
                "servicio": row["servicio"],
                "url_informe": server.url + address,
            }
        server.routes["/index/2025"] = [as_json(list((listed | others | listed).values()))]
        environment = server.environment(years="2025") | {
            f"PANELSOCIAL_{name.upper()}": str(folder / name)
            for name in ("raw", "warehouse", "extracted", "acquired")
        }
        run = panelsocial("refresh", env=environment | {"DAGSTER_HOME": str(folder / "history")})
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Evaluation pages, which publish texts and verdicts and no figures: 8 of 2025." in run.stdout
    database = folder / "warehouse" / "current" / "panel_social.duckdb"
    assert summarise(database).pages == ((2025, 8),)
    with duckdb.connect(str(database), read_only=True) as con:
        con.execute(
            f"create temp table asked as select '{environment['PANELSOCIAL_WAREHOUSE']}' as warehouse"
        )
        yield con


def test_each_page_has_the_texts_that_it_prints(release: duckdb.DuckDBPyConnection) -> None:
    columns = ", ".join(PROFILE)
    for row in rows():
        (found,) = release.execute(
            f"select program_name, ministry, start_year, is_permanent, {columns} from program_profile"
            " join program_names using (program_key, year) where program_key = ? and year = 2025",
            [f"bips-{row['id_bips']}"],
        ).fetchall()
        assert found == (
            row["nombre"],
            row["ministerio"],
            int(row["ano_inicio"]),
            True,
            *(" ".join(row[key].split()) for key in PROFILE.values()),
        )


def test_executors_and_complementarities_are_rows(release: duckdb.DuckDBPyConnection) -> None:
    for table, name, kind, key in (
        ("program_executors", "executor_name", "executor_type", "ejecutores"),
        (
            "program_complementarities",
            "complementary_program",
            "complementary_service",
            "complementariedades",
        ),
    ):
        found = release.execute(f"select program_key, {name} || ' - ' || {kind} from {table}").fetchall()
        assert sorted(found) == sorted(
            (f"bips-{row['id_bips']}", row[key]) for row in rows() if " - " in row[key]
        )


def test_the_verdicts_are_findings_with_their_percentages(release: duckdb.DuckDBPyConnection) -> None:
    for row in rows():
        found = release.execute(
            "select rule, value from program_findings where origin = 'published' and finding"
            " and program_key = ? and not starts_with(rule, 'dimension_')",
            [f"bips-{row['id_bips']}"],
        ).fetchall()
        assert dict(found) == FOUND[row["id_programa"]], row["id_programa"]
        dimensions = release.execute(
            "select finding from program_findings where program_key = ? and starts_with(rule, 'dimension_')"
            " order by list_position(['targeting', 'efficiency', 'effectiveness'], rule[11:])",
            [f"bips-{row['id_bips']}"],
        ).fetchall()
        assert [one for (one,) in dimensions] == [bool(_findings(row[key])) for key in FINDINGS]
    assert release.execute("from program_findings where reason = 'sentence_not_known'").fetchall() == []


def test_the_year_has_no_figures_and_its_coverage_says_why(release: duckdb.DuckDBPyConnection) -> None:
    for table in ("fct_spending", "fct_beneficiaries", "fct_components", "program_year"):
        assert release.execute(f"select count(*) from {table}").fetchall() == [(0,)]
    coverage = release.execute(
        "select status, form, count(*) from quality.report_coverage where year = 2025"
        " group by all order by all"
    ).fetchall()
    due = {row["id_programa"] for row in [*index(), *rows()]}
    assert coverage == [("missing", None, len(due) - 8), ("present", "evaluation_page", 8)]
    columns = ("id_programa", "id_bips", "nombre", "ministerio", "servicio", "url_informe", "url_archivo")
    named = release.execute(f"select {', '.join(columns)} from raw.bips_index").fetchall()
    fetched = {row["id_programa"] for row in rows()}
    expected = {tuple(row[name] for name in columns) for row in index() if row["id_programa"] not in fetched}
    assert len(expected) >= 28
    assert expected <= set(named)


def test_explain_tells_what_is_published_of_the_year(release: duckdb.DuckDBPyConnection) -> None:
    ((warehouse,),) = release.execute("from asked").fetchall()
    run = panelsocial("explain", f"bips-{rows()[0]['id_bips']}", "2025", "executed", "--warehouse", warehouse)
    assert run.returncode == 1
    assert "evaluation page" in run.stderr
    assert "purpose_indicator_worse, a finding: " in run.stderr


def test_a_page_that_no_index_lists_is_put_aside(release: duckdb.DuckDBPyConnection) -> None:
    found = release.execute("select source_file, reason from quality.quarantined_files").fetchall()
    assert found == [("by_hand.html", "unlisted_page")]
