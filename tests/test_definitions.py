"""What `dagster dev` serves: the workspace loads, and its graph leads from a report to the release."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from dagster import AssetKey, DagsterInstance, OpDefinition
from dagster._core.definitions.freshness import TimeWindowFreshnessPolicy
from dagster._core.remote_representation.external import RemoteRepository
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import WorkspaceFileTarget

from pipelines.assets.dbt_models import MANIFEST, dbt_models
from pipelines.assets.pools import BUILD_DATABASE
from pipelines.definitions import defs
from tests.warehouse import PROJECT


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteRepository]:
    target = WorkspaceFileTarget(paths=[str(PROJECT / "workspace.yaml")])
    with (
        DagsterInstance.local_temp(str(tmp_path_factory.mktemp("dagster"))) as instance,
        WorkspaceProcessContext(instance, target) as process,
    ):
        workspace = process.create_request_context()
        errors = [entry.load_error for entry in workspace.get_code_location_entries().values()]
        assert errors == [None]
        (location,) = workspace.code_locations
        (found,) = location.get_repositories().values()
        yield found


def test_the_workspace_serves_the_job(repository: RemoteRepository) -> None:
    assert repository.has_job("refresh")


def test_the_graph_leads_from_the_raw_folder_to_the_release(repository: RemoteRepository) -> None:
    graph = repository.asset_graph
    below = {AssetKey("raw_reports")}
    edge = set(below)
    while edge:
        edge = {child for key in edge for child in graph.get(key).child_keys} - below
        below |= edge
    for key in (
        ["extracted_reports"],
        ["raw", "readings"],
        ["staging", "stg_readings"],
        ["main", "program_year"],
        ["quality", "reconciliations"],
        ["published_warehouse"],
    ):
        assert AssetKey(key) in below, key


def test_reports_are_partitioned_by_year_and_tables_are_not(repository: RemoteRepository) -> None:
    partitioned = {
        key
        for key in repository.asset_graph.get_all_asset_keys()
        if repository.asset_graph.get(key).is_partitioned
    }
    assert partitioned == {AssetKey("raw_reports"), AssetKey("extracted_reports")}


def test_every_dbt_test_is_a_check_of_an_asset(repository: RemoteRepository) -> None:
    tests = {node["name"] for node in MANIFEST["nodes"].values() if node["resource_type"] == "test"}
    checks = {key.name for key in repository.asset_graph.asset_check_keys}
    assert tests
    assert tests - checks == set()


def test_everything_reaches_the_release() -> None:
    graph = defs.resolve_asset_graph()
    loose = [
        key
        for key in graph.get_all_asset_keys()
        if not graph.get(key).child_keys and key != AssetKey("published_warehouse")
    ]
    assert loose == []


def test_a_schedule_and_sensors_start_and_watch_the_job(repository: RemoteRepository) -> None:
    assert {schedule.name: schedule.job_name for schedule in repository.get_schedules()} == {
        "daily_refresh": "refresh"
    }
    running = {sensor.name: sensor.default_status.value for sensor in repository.get_sensors()}
    assert running == {"inbox": "STOPPED", "tell_failed_runs": "RUNNING", "tell_failed_checks": "RUNNING"}


def test_every_check_blocks_but_those_that_say_that_they_only_warn() -> None:
    severities = {
        node["name"]: node["config"]["severity"].upper()
        for node in MANIFEST["nodes"].values()
        if node["resource_type"] == "test"
    }
    specs = {spec.name: spec for spec in dbt_models.check_specs}
    assert {name for name, spec in specs.items() if not spec.blocking} == {"printed_words_are_mapped"}
    assert {name for name in specs if severities[name] != "ERROR"} == {"printed_words_are_mapped"}


def test_what_writes_the_build_database_shares_a_pool() -> None:
    pools = {
        definition.node_def.name: definition.node_def.pool
        for definition in defs.resolve_asset_graph().assets_defs
        if isinstance(definition.node_def, OpDefinition)
    }
    writers = {"raw_tables", "dbt_models", "published_warehouse"}
    assert {name for name, pool in pools.items() if pool == BUILD_DATABASE} == writers


def test_an_old_release_is_not_fresh(repository: RemoteRepository) -> None:
    policy = repository.asset_graph.get(AssetKey("published_warehouse")).freshness_policy_or_from_metadata
    assert isinstance(policy, TimeWindowFreshnessPolicy)
    assert policy.fail_window.to_timedelta() > timedelta(days=1)


def test_a_run_that_died_is_begun_again_and_one_that_was_stopped_is_not(
    repository: RemoteRepository,
) -> None:
    tags = repository.get_full_job("refresh").run_tags
    assert tags["dagster/max_retries"] == "2"
    assert tags["dagster/retry_on_asset_or_op_failure"] == "false"


def test_the_settings_of_the_instance_are_understood(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "dagster.yaml", tmp_path)
    with DagsterInstance.from_config(str(tmp_path)) as instance:
        assert not instance.telemetry_enabled
        assert instance.freshness_enabled
        assert instance.run_retries_enabled and instance.run_monitoring_enabled
        assert instance.get_concurrency_config().pool_config.default_pool_limit == 1
