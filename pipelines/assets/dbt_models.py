"""Assets: the dbt models, with their tests as asset checks."""

import json
from collections.abc import Iterator
from typing import Any

from dagster import AssetCheckResult, AssetExecutionContext, MaterializeResult, ResourceParam

from pipelines.assets.check_results import with_rows
from pipelines.assets.dagster_dbt_alone import (
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtCoreCliEventMessage,
    dbt_assets,
)
from pipelines.assets.dbt_project import dbt_project
from pipelines.assets.pools import BUILD_DATABASE
from pipelines.assets.run_lock import HeldLock
from pipelines.config import Settings
from pipelines.progress import Progress
from pipelines.publish import kept_build
from pipelines.publish.dbt_process import DbtProcess
from pipelines.publish.gate import FailedChecksError, failed_checks, warned_checks
from pipelines.publish.inputs import begin, finish, tables_inputs
from pipelines.publish.kept_build import kept_nodes


def _read_manifest() -> dict[str, Any]:
    """dbt's manifest. A test over several tables becomes a check of the first model that it names.

    Not of a source: it would run before the model is built.
    """
    manifest: dict[str, Any] = json.loads(dbt_project.manifest_path.read_text("utf-8"))
    for node in manifest["nodes"].values():
        tables = node.get("depends_on", {}).get("nodes")
        if node["resource_type"] == "test" and not node.get("attached_node") and tables:
            node["attached_node"] = min(tables, key=lambda table: table.startswith("source."))
    return manifest


MANIFEST = _read_manifest()

# Tests of the raw tables are checks too.
TRANSLATOR = DagsterDbtTranslator(settings=DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True))


# What a build of the same state does not make again, and what Dagster is told of it.
KEPT_NODES = kept_nodes(MANIFEST["nodes"])
KEPT = {"kept": True}


@dbt_assets(manifest=MANIFEST, project=dbt_project, dagster_dbt_translator=TRANSLATOR, pool=BUILD_DATABASE)
def dbt_models(
    context: AssetExecutionContext,
    dbt: ResourceParam[DbtProcess],
    settings: ResourceParam[Settings],
    progress: ResourceParam[Progress],
    run_lock: HeldLock,  # noqa: ARG001 - held while the run lasts
) -> Iterator[Any]:
    """Typing, naming, identity, vintages and checks, in SQL. A failing check stops what comes after."""
    progress.begin("Building and checking tables")
    begin(settings.build, "built")
    selection = _selection(context)
    dbt.start()
    state = kept_build.state_of(dbt.checksum, settings)
    is_kept = not (selection or dbt.anew) and kept_build.is_of(settings.build_database, state)
    if not is_kept:
        kept_build.forget(settings.build_database)
    to_tell = dict.fromkeys(KEPT_NODES if is_kept else ())
    dbt.copied = None
    copy = settings.build / "release_copy.duckdb"
    copy.unlink(missing_ok=True)  # what a crash has left
    building = (
        dbt.build(settings.build_database, selection, tuple(to_tell), copy)
        if is_kept
        else dbt.build(settings.build_database, selection)
    )
    not_passed: list[AssetCheckResult] = []
    for event in building:
        node = event["data"]["node_info"]
        progress.advance(node["node_name"])
        yield from _kept_before(node["unique_id"], to_tell)
        message = DbtCoreCliEventMessage(raw_event=event, event_history_metadata={})
        for told in message.to_default_asset_events(
            manifest=MANIFEST, dagster_dbt_translator=TRANSLATOR, context=context, project=dbt_project
        ):
            if isinstance(told, AssetCheckResult) and not told.passed:
                not_passed.append(told)  # until their rows are known
            else:
                yield told
    build = building.build
    failed = failed_checks(build.results, settings.build_database)
    warned = warned_checks(build.results, settings.build_database)
    yield from with_rows(not_passed, failed, warned)
    if failed:
        raise FailedChecksError(failed)
    yield from (kept for key in KEPT_NODES for kept in _kept_before(key, to_tell))
    if copy.exists():
        dbt.copied = copy
    if not selection:
        kept_build.note(settings.build_database, state)
        finish(settings.build, "built", tables_inputs(settings, dbt.checksum))
    for warning in build.warnings:
        context.log.warning(warning)
    for check in warned:
        context.log.warning(str(check))
    result = f"{build.count('success')} tables built, {build.count('pass')} checks passed"
    result += f", {len(warned)} warned" if warned else ""
    progress.end(f"{result}; what no report changes is as it was" if is_kept else result)


def _kept_before(unique_id: str, to_tell: dict[str, None]) -> Iterator[MaterializeResult[None]]:
    """Tell of the kept nodes that a node is built on, then of itself if kept: Dagster wants that order."""
    node = MANIFEST["nodes"].get(unique_id)
    if node is None:
        return  # a source
    for upstream in node["depends_on"].get("nodes", ()):
        if upstream in to_tell:
            yield from _kept_before(upstream, to_tell)
    if unique_id in to_tell:
        del to_tell[unique_id]
        if node["resource_type"] != "test":
            yield MaterializeResult(asset_key=TRANSLATOR.get_asset_key(node), metadata=KEPT)


def _selection(context: AssetExecutionContext) -> list[str]:
    """dbt's names of the chosen assets and checks; none means all of them."""
    if not context.is_subset:
        return []
    specs = context.assets_def.specs_by_key
    checks = {key.name for key in context.selected_asset_check_keys}
    ids = {specs[key].metadata["dagster_dbt/unique_id"] for key in context.selected_asset_keys}
    ids |= {key for key, node in MANIFEST["nodes"].items() if node["name"] in checks}
    return sorted("fqn:" + ".".join(MANIFEST["nodes"][unique_id]["fqn"]) for unique_id in ids)
