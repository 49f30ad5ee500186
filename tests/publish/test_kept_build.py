"""Seeds are loaded once for each state of the project, and tables by report grow by new reports."""

from pathlib import Path

import duckdb
import pytest
from dbt.artifacts.resources.types import NodeType

from pipelines.config import Settings
from pipelines.publish import kept_build
from pipelines.publish.dbt_build import Dbt
from tests.assets.dumps import put_dump
from tests.publish.dbt_builds import build_copy, project_copy
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


def test_not_anew_every_model_is_built_and_every_other_test_runs(
    sample_warehouse: Path, tmp_path: Path
) -> None:
    dbt = Dbt(Settings(dbt_project=project_copy(tmp_path)))
    nodes = dbt.parse().nodes.values()
    models = {node.name for node in nodes if node.resource_type == NodeType.Model}
    of_seeds = {"sound_bands", "sound_regions", "bands_leave_no_gap"}
    done = dbt.build(build_copy(sample_warehouse, tmp_path), (), anew=False).results
    names = {result.name for result in done}
    assert models <= names
    assert of_seeds < {node.name for node in nodes}
    assert not of_seeds & names
    # Also those that look at a seed beside a table.
    assert {"sound_reconciliations", "corrections_fit_the_print"} <= names
    assert {result.status for result in done} == {"success", "pass"}


def _refresh(folder: Path, *options: str) -> str:
    folders = [f"--{name}={folder / name}" for name in ("raw", "warehouse", "extracted")]
    env = {"PANELSOCIAL_DBT_PROJECT": str(folder / "dbt_project")}
    run = panelsocial("refresh", *folders, *options, env=env)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_a_refresh_keeps_what_it_may_until_the_project_changes_or_somebody_says_so(tmp_path: Path) -> None:
    kept = "; seeds as they were"
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
    assert dbt.build(database, select, anew=False).count("success") == len(select)
    marked = [row if row[0] != other else (other, row[1], 7 * row[1]) for row in whole]
    assert _cells(database) == marked[1:]

    with duckdb.connect(str(database)) as con:
        for table in ("reports", "readings"):
            con.execute(f"insert into raw.{table} by name from kept.{table}")
    dbt.build(database, select, anew=False)
    assert _cells(database) == marked
    dbt.build(database, select)
    assert _cells(database) == whole
