"""What a build may not have lost against the current release, and who may let it pass."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.publish.regression_guards import GuardsError, check_guards, read_guards
from tests.warehouse import PROJECT

GUARDS = PROJECT / "dbt_project" / "guards.yml"
TODAY = date(2026, 11, 22)
TABLES = """
create table dim_report as
    select 'r' || range as report_id, 'pr' || range as program_key, 2020 + range % 2 as year,
        false as is_sample, 1.0::double as mapped_share, 10 as reading_count
    from range(100);
create table program_names as
    select 'p' || report_id as program_key, year, 'M' || substr(report_id, 2)::integer % 3 as ministry
    from dim_report;
create table fct_spending as
    select 'p' || report_id as program_key, report_id, year, 100::bigint as executed_clp,
        100::bigint as initial_budget_clp
    from dim_report;
create table fct_beneficiaries as
    select 'p' || report_id as program_key, report_id, year, 10::bigint as beneficiaries
    from dim_report;
"""


def _database(folder: Path, statements: str = "") -> Path:
    folder.mkdir()
    database = folder / "panel_social.duckdb"
    with duckdb.connect(str(database)) as con:
        con.execute(TABLES + statements)
    return database


def _held(tmp_path: Path, after: str, before: str = "", guards: Path = GUARDS) -> list[str]:
    """Guards and subjects that hold back a build after the statements ``after``; none when it passes."""
    current, build = _database(tmp_path / "current", before), _database(tmp_path / "build", after)
    try:
        check_guards(build, current, guards, TODAY)
    except GuardsError as error:
        return [line.strip() for line in str(error).splitlines() if " before, " in line]
    return []


@pytest.mark.parametrize(
    "harmless",
    [
        "",
        "insert into dim_report select 'new' || range, 'pn' || range, 2021, false, 1.0, 10 from range(50)",
        # New reports of which the form knows little, by another ministry.
        "insert into dim_report select 'new' || range, 'pn' || range, 2022, false, 0.5, 10 from range(50);"
        "insert into program_names select 'pn' || range, 2022, 'M9' from range(50)",
        # A revision stands instead of the report before it.
        "update dim_report set report_id = 'v' || report_id;"
        "update fct_spending set report_id = 'v' || report_id;"
        "update fct_beneficiaries set report_id = 'v' || report_id",
        # Revisions with other amounts, fewer rows and another ministry.
        "update dim_report set report_id = 'v' || report_id where year = 2020;"
        "update fct_spending set report_id = 'v' || report_id, executed_clp = 1 where year = 2020;"
        "delete from fct_beneficiaries where year = 2020;"
        "update program_names set ministry = 'M9' where year = 2020",
        "delete from fct_beneficiaries where report_id in ('r1', 'r2')",
        "update fct_spending set executed_clp = 120",
        "update dim_report set mapped_share = 0.995",
        "delete from program_names where program_key in ('pr1', 'pr2', 'pr4', 'pr5')",
        "drop table fct_spending",
        # A new report, however large, is no move of the others.
        "insert into fct_spending values ('new', 'new', 2021, 1000000, 1000000)",
    ],
)
def test_what_is_within_the_tolerances_passes(tmp_path: Path, harmless: str) -> None:
    assert _held(tmp_path, harmless) == []


@pytest.mark.parametrize(
    ("loss", "held"),
    [
        ("delete from dim_report where report_id = 'r1'", ["fewer_reports, 2021: 50 before, 49 now"]),
        (
            "update fct_spending set executed_clp = null where year = 2020",
            ["moved_total, fct_spending.executed_clp of 2020: 5,000 before, 0 now"],
        ),
        (
            "delete from fct_beneficiaries where report_id in ('r1', 'r2', 'r3')",
            ["lost_rows, fct_beneficiaries: 100 before, 97 now"],
        ),
        (
            "update program_names set ministry = 'M1' where ministry = 'M2' and year = 2020",
            ["ministry_vanished, M2 in 2020: 1 before, 0 now"],
        ),
        (
            "update fct_spending set executed_clp = 126 where year = 2020",
            ["moved_total, fct_spending.executed_clp of 2020: 5,000 before, 6,300 now"],
        ),
        (
            "update fct_beneficiaries set beneficiaries = 7",
            [
                "moved_total, fct_beneficiaries.beneficiaries of 2020: 500 before, 350 now",
                "moved_total, fct_beneficiaries.beneficiaries of 2021: 500 before, 350 now",
            ],
        ),
        (
            "update dim_report set mapped_share = 0.98",
            ["mapped_share, reports of both: 1 before, 0.98 now"],
        ),
    ],
)
def test_what_is_lost_holds_the_build_back(tmp_path: Path, loss: str, held: list[str]) -> None:
    assert _held(tmp_path, loss) == held


def test_a_figure_that_was_not_read_before_is_no_move_of_the_others(tmp_path: Path) -> None:
    unread = "update fct_spending set executed_clp = null where report_id = 'r1'"
    assert _held(tmp_path, "update fct_spending set executed_clp = 1e9 where report_id = 'r1'", unread) == []


def test_sample_reports_that_give_way_to_real_ones_are_no_loss(tmp_path: Path) -> None:
    after = "delete from dim_report where year = 2020; delete from program_names;"
    assert _held(tmp_path, after, before="update dim_report set is_sample = true") == []


def test_a_first_release_and_one_after_a_damaged_one_pass(tmp_path: Path) -> None:
    build = _database(tmp_path / "build")
    assert list(check_guards(build, None, GUARDS, TODAY)) == []
    damaged = tmp_path / "panel_social.duckdb"
    damaged.write_bytes(b"half a file")
    assert list(check_guards(build, damaged, GUARDS, TODAY)) == []


@pytest.mark.parametrize(
    ("until", "subject", "passes"),
    [(TODAY, "2021", True), (date(2026, 11, 21), "2021", False), (TODAY, "2020", False)],
)
def test_a_reviewed_override_lets_its_subject_pass_until_its_day(
    tmp_path: Path, until: date, subject: str, passes: bool
) -> None:
    content = yaml.safe_load(GUARDS.read_text("utf-8"))
    content["overrides"] = [
        {
            "guard": "fewer_reports",
            "subject": subject,
            "reason": "withdrawn",
            "reviewed_by": "us",
            "until": until,
        }
    ]
    path = tmp_path / "guards.yml"
    path.write_text(yaml.safe_dump(content), "utf-8")
    assert (_held(tmp_path, "delete from dim_report where report_id = 'r1'", guards=path) == []) == passes


def test_the_lines_of_the_refusal_let_the_build_pass(tmp_path: Path) -> None:
    current = _database(tmp_path / "current")
    build = _database(tmp_path / "build", "delete from dim_report; delete from program_names")
    with pytest.raises(GuardsError, match=r"add its lines to `overrides` in .*guards\.yml") as refused:
        check_guards(build, current, GUARDS, TODAY)
    lines = str(refused.value).partition("refresh again:\n")[2]
    content = yaml.safe_load(GUARDS.read_text("utf-8")) | {"overrides": yaml.safe_load(lines)}
    path = tmp_path / "guards.yml"
    path.write_text(yaml.safe_dump(content), "utf-8")
    assert check_guards(build, current, path, TODAY)


@pytest.mark.parametrize(
    "text",
    ["", "tolerances: {}", "overrides: [", "tolerances: {lost_rows: 2, moved_total: 0, mapped_share: 1}"],
)
def test_a_file_that_cannot_be_used_is_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "guards.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(GuardsError, match="not a valid guards file"):
        read_guards(path)
    path.unlink()
    with pytest.raises(GuardsError, match="No such file"):
        read_guards(path)
