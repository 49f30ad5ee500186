"""What `dagster dev` serves: the workspace loads, and its graph leads from a report to the release."""

from collections.abc import Iterator

import pytest
from dagster import AssetKey, DagsterInstance
from dagster._core.remote_representation.external import RemoteRepository
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import WorkspaceFileTarget

from pipelines.assets.dbt_models import MANIFEST
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
