"""What no report changes is built once for each state of the project; tables by report grow."""

from pathlib import Path

import duckdb
import pytest
from dbt.artifacts.resources.types import NodeType

from pipelines.config import Settings
from pipelines.publish import kept_build
from pipelines.publish.dbt_build import Dbt
from tests.assets.dumps import put_dump
from tests.publish.dbt_builds import build_copy, kept_of, project_copy
from tests.warehouse import panelsocial


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "build.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create schema seeds")
    return path


def test_only_a_build_of_the_same_state_is_kept(database: Path) -> None:
    assert not kept_build.is_of(database, "one")
    kept_build.note(database, "one")
    assert kept_build.is_of(database, "one")
    assert not kept_build.is_of(database, "other")


def test_a_build_that_has_begun_anew_is_not_kept(database: Path) -> None:
    kept_build.note(database, "one")
    kept_build.forget(database)
    assert not kept_build.is_of(database, "one")
    kept_build.forget(database)


def _kept(dbt: Dbt) -> dict[str, str]:
    """The ids of what a build of the same state keeps, by name."""
    return {node["name"]: key for key, node in kept_of(dbt).items()}


def test_what_no_report_changes_is_kept_and_all_else_is_built_and_tested(
    sample_warehouse: Path, tmp_path: Path
) -> None:
    dbt = Dbt(Settings(dbt_project=project_copy(tmp_path)))
    kept = _kept(dbt)
    of_seeds = {"regions", "sound_regions", "bands_leave_no_gap", "dim_region", "sound_dim_region"}
    assert of_seeds | {"stg_readings"} <= kept.keys()
    # Tests of a view, and those that look at a seed beside a table.
    assert not {"sound_int_cells", "sound_reconciliations", "corrections_fit_the_print"} & kept.keys()

    database = build_copy(sample_warehouse, tmp_path)
    done = dbt.build(database, (), keep=kept.values()).results
    every = {NodeType.Model, NodeType.Seed, NodeType.Test}
    nodes = {node.name for node in dbt.parse().nodes.values() if node.resource_type in every}
    assert {result.name for result in done} == nodes - kept.keys()
    assert {result.status for result in done} == {"success", "pass"}


def test_what_is_kept_holds_what_a_build_anew_would_put_there(sample_warehouse: Path, tmp_path: Path) -> None:
    dbt = Dbt(Settings(dbt_project=project_copy(tmp_path)))
    database = build_copy(sample_warehouse, tmp_path)
    kept = _relations(dbt)
    before = _rows(database, kept)
    with duckdb.connect(str(database)) as con:
        con.execute("delete from raw.readings; delete from raw.reports; delete from raw.files")
    dbt.build(database, ())
    assert _rows(database, kept) == before


def _relations(dbt: Dbt) -> list[str]:
    """The tables among what is kept."""
    tables = [
        f"{node['schema']}.{node['name']}"
        for node in kept_of(dbt).values()
        if node["config"]["materialized"] == "table"
    ]
    assert "main.dim_region" in tables
    return tables


def _rows(database: Path, tables: list[str]) -> list[list[tuple[object, ...]]]:
    with duckdb.connect(str(database), read_only=True) as con:
        return [con.execute(f"from {table} order by all").fetchall() for table in tables]


def _refresh(folder: Path, *options: str) -> str:
    folders = [f"--{name}={folder / name}" for name in ("raw", "warehouse", "extracted")]
    env = {"PANELSOCIAL_DBT_PROJECT": str(folder / "dbt_project")}
    run = panelsocial("refresh", *folders, *options, env=env)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_a_refresh_keeps_what_it_may_until_the_project_changes_or_somebody_says_so(tmp_path: Path) -> None:
    kept = "; what no report changes is as it was"
    project = project_copy(tmp_path)
    put_dump(tmp_path / "raw", "2019.txt", 2019)
    assert kept not in _refresh(tmp_path)
    put_dump(tmp_path / "raw", "2020.txt", 2020)
    assert kept in _refresh(tmp_path)
    assert kept not in _refresh(tmp_path, "--force")

    goals = project / "seeds" / "ods_sdg.csv"
    goals.write_text(goals.read_text("utf-8").replace("No poverty", "No poverty at all"), "utf-8")
    assert kept not in _refresh(tmp_path)
    with duckdb.connect(str(tmp_path / "warehouse/current/panel_social.duckdb"), read_only=True) as con:
        names = con.execute("select name_en from dim_sdg where sdg_number = 1").fetchall()
        years = con.execute("select report_year from dim_report order by all").fetchall()
    assert names == [("No poverty at all",)]
    assert years == [(2019,), (2020,)]


def _cells(database: Path) -> list[tuple[str, int, int]]:
    with duckdb.connect(str(database), read_only=True) as con:
        return con.execute(
            "select report_id, count(*), sum(number)::bigint from intermediate.int_read_cells"
            " group by all order by all"
        ).fetchall()


def test_tables_by_report_lose_reports_that_are_gone_and_gain_those_that_came(
    sample_warehouse: Path, tmp_path: Path
) -> None:
    dbt = Dbt(Settings(dbt_project=project_copy(tmp_path)))
    database = build_copy(sample_warehouse, tmp_path)
    whole = _cells(database)
    one, other = whole[0][0], whole[1][0]
    with duckdb.connect(str(database)) as con:
        con.execute("create schema kept")
        for table in ("reports", "readings"):
            con.execute(f"create table kept.{table} as from raw.{table} where report_id = ?", [one])
            con.execute(f"delete from raw.{table} where report_id = ?", [one])
        # Built anew, the rows of the other report would be right again: those that are there stay.
        con.execute("update intermediate.int_read_cells set number = 7 where report_id = ?", [other])
    select = ("int_read_cells", "int_component_cells")
    assert dbt.build(database, select, keep=()).count("success") == len(select)
    marked = [row if row[0] != other else (other, row[1], 7 * row[1]) for row in whole]
    assert _cells(database) == marked[1:]

    with duckdb.connect(str(database)) as con:
        for table in ("reports", "readings"):
            con.execute(f"insert into raw.{table} by name from kept.{table}")
    dbt.build(database, select, keep=())
    assert _cells(database) == marked
    dbt.build(database, select)
    assert _cells(database) == whole


def _printed(database: Path, table: str, column: str) -> dict[str, set[str]]:
    """What is printed, by report."""
    with duckdb.connect(str(database), read_only=True) as con:
        rows = con.execute(
            f"select report_id, list(distinct {column}) from intermediate.{table}"
            f" where {column} is not null group by all"
        ).fetchall()
    return {report_id: set(texts) for report_id, texts in rows}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("int_stated_figures", "printed_text"),
        ("int_profile_answers", "printed_text"),
        ("int_reconciled_labels", "printed"),
    ],
)
def test_a_report_that_is_of_another_programme_now_is_looked_at_again(
    sample_warehouse: Path, tmp_path: Path, table: str, column: str
) -> None:
    dbt = Dbt(Settings(dbt_project=project_copy(tmp_path)))
    database = build_copy(sample_warehouse, tmp_path)
    whole = _printed(database, table, column)
    one = min(whole)
    with duckdb.connect(str(database)) as con:
        con.execute(f"update intermediate.{table} set {column} = 'kept' where {column} is not null")
        renamed = con.execute(
            "update raw.readings set text = 'Otro programa' where report_id = ? and item = 'program_name'",
            [one],
        ).fetchall()
    assert renamed == [(1,)]
    names = ("int_report_titles", "int_program_names", "int_reports", "int_report_states", table)
    assert dbt.build(database, names, keep=()).count("success") == len(names)
    assert _printed(database, table, column) == {
        report_id: whole[one] if report_id == one else {"kept"} for report_id in whole
    }

    dbt.build(database, names)
    assert _printed(database, table, column) == whole
