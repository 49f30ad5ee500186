"""What Dagster is told: the graph leads from a report to the release, and what starts and watches it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from dagster import AssetKey, AssetSelection, DagsterInstance, Definitions

from pipelines.assets.dbt_models import MANIFEST, dbt_models
from pipelines.assets.pools import BUILD_DATABASE
from pipelines.definitions import defs
from tests.warehouse import PROJECT

PUBLISHED = AssetKey("published_warehouse")


@pytest.mark.slow
def test_the_workspace_loads() -> None:
    run = subprocess.run(
        [
            str(Path(sys.executable).with_name("dagster")),
            "definitions",
            "validate",
            "--workspace",
            "workspace.yaml",
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_definitions_can_be_bound() -> None:
    Definitions.validate_loadable(defs)


def test_every_asset_leads_from_the_raw_folder_to_the_release() -> None:
    graph = defs.resolve_asset_graph()
    below = AssetSelection.assets("raw_reports").downstream().resolve(graph)
    above = AssetSelection.assets(PUBLISHED).upstream().resolve(graph)
    for key in (["raw", "readings"], ["staging", "stg_readings"], ["main", "program_year"]):
        assert AssetKey(key) in below & above
    assert AssetSelection.all().resolve(graph) - above == set()


def test_reports_are_partitioned_by_year_and_tables_are_not() -> None:
    partitioned = {spec.key for spec in defs.resolve_all_asset_specs() if spec.partitions_def}
    assert partitioned == {AssetKey("raw_reports"), AssetKey("extracted_reports")}


def test_every_dbt_test_is_a_check_of_an_asset() -> None:
    tests = {node["name"] for node in MANIFEST["nodes"].values() if node["resource_type"] == "test"}
    assert tests
    assert tests - {spec.name for spec in dbt_models.check_specs} == set()


def test_every_check_blocks_but_those_that_say_that_they_only_warn() -> None:
    severities = {
        node["name"]: node["config"]["severity"].upper()
        for node in MANIFEST["nodes"].values()
        if node["resource_type"] == "test"
    }
    specs = {spec.name: spec for spec in dbt_models.check_specs}
    assert {name for name, spec in specs.items() if not spec.blocking} == {"printed_words_are_mapped"}
    assert {name for name in specs if severities[name] != "ERROR"} == {"printed_words_are_mapped"}


def test_a_schedule_and_sensors_start_and_watch_the_job() -> None:
    schedule = defs.get_schedule_def("daily_refresh")
    assert schedule.job_name == "refresh"
    running = {sensor.name: sensor.default_status.value for sensor in defs.sensors or []}
    assert running == {"inbox": "STOPPED", "alerts": "RUNNING", "end_vanished_runs": "RUNNING"}


def test_what_writes_the_build_database_shares_a_pool() -> None:
    pools = {asset.op.name: asset.op.pool for asset in defs.assets or [] if hasattr(asset, "op")}
    writers = {"raw_tables", "dbt_models", "published_warehouse"}
    assert {name for name, pool in pools.items() if pool == BUILD_DATABASE} == writers


def test_when_no_refresh_ran_the_first_stage_is_not_fresh() -> None:
    """Not the release, which stays as it is on days without news."""
    (spec,) = (spec for spec in defs.resolve_all_asset_specs() if spec.key == AssetKey("acquired_reports"))
    assert spec.freshness_policy is not None


def test_a_run_that_died_is_begun_again_and_one_that_was_stopped_is_not() -> None:
    tags = defs.resolve_job_def("refresh").tags
    assert tags["dagster/max_retries"] == "2"
    assert tags["dagster/retry_on_asset_or_op_failure"] == "false"


def test_the_settings_of_the_instance_are_understood(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "dagster.yaml", tmp_path)
    with DagsterInstance.from_config(str(tmp_path)) as instance:
        assert not instance.telemetry_enabled
        assert instance.freshness_enabled
        assert instance.run_retries_enabled and instance.run_monitoring_enabled
        assert instance.get_concurrency_config().pool_config.default_pool_limit == 1
