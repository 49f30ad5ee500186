"""Seeds are loaded and checked once for each state of the dbt project."""

import shutil
from pathlib import Path

import duckdb
import pytest
from dbt.artifacts.resources.types import NodeType

from pipelines.config import Settings
from pipelines.publish import kept_seeds
from pipelines.publish.dbt_build import Dbt
from tests.publish.dbt_builds import build_copy, project_copy
from tests.warehouse import PROJECT, panelsocial


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "build.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create schema seeds")
    return path


def test_only_seeds_of_the_same_project_are_kept(database: Path) -> None:
    assert not kept_seeds.are_kept(database, "one")
    kept_seeds.keep(database, "one")
    assert kept_seeds.are_kept(database, "one")
    assert not kept_seeds.are_kept(database, "other")


def test_seeds_whose_loading_has_begun_are_not_kept(database: Path) -> None:
    kept_seeds.keep(database, "one")
    kept_seeds.forget(database)
    assert not kept_seeds.are_kept(database, "one")
    kept_seeds.forget(database)


def test_without_seeds_every_model_is_built_and_every_other_test_runs(
    sample_warehouse: Path, tmp_path: Path
) -> None:
    dbt = Dbt(Settings(dbt_project=project_copy(tmp_path)))
    nodes = dbt.parse().nodes.values()
    models = {node.name for node in nodes if node.resource_type == NodeType.Model}
    of_seeds = {"sound_bands", "sound_regions", "bands_leave_no_gap"}
    done = dbt.build(build_copy(sample_warehouse, tmp_path), (), with_seeds=False).results
    names = {result.name for result in done}
    assert models <= names
    assert of_seeds < {node.name for node in nodes}
    assert not of_seeds & names
    # Also those that look at a seed beside a table.
    assert {"sound_reconciliations", "corrections_fit_the_print"} <= names
    assert {result.status for result in done} == {"success", "pass"}


def _refresh(warehouse: Path, extracted: Path, project: Path) -> str:
    folders = ["--warehouse", str(warehouse), "--extracted", str(extracted)]
    raw = str(PROJECT / "data" / "raw" / "sample")
    env = {"PANELSOCIAL_DBT_PROJECT": str(project)}
    run = panelsocial("refresh", "--force", "--raw", raw, *folders, env=env)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_a_refresh_leaves_the_seeds_until_the_project_changes(sample_warehouse: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    shutil.copytree(sample_warehouse.parents[1], warehouse, symlinks=True)
    extracted = sample_warehouse.parents[2] / "extracted"
    project = project_copy(tmp_path)

    assert "; seeds as they were" in _refresh(warehouse, extracted, project)

    goals = project / "seeds" / "ods_sdg.csv"
    goals.write_text(goals.read_text("utf-8").replace("No poverty", "No poverty at all"), "utf-8")
    assert "; seeds as they were" not in _refresh(warehouse, extracted, project)
    with duckdb.connect(str(warehouse / "current" / "panel_social.duckdb"), read_only=True) as con:
        names = con.execute("select name_en from dim_sdg where sdg_number = 1").fetchall()
    assert names == [("No poverty at all",)]
