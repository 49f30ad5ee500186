"""Assets: the dbt models, with their tests as asset checks."""

import json
from collections.abc import Iterator
from typing import Any

from dagster import AssetCheckResult, AssetExecutionContext, AssetKey, MaterializeResult, ResourceParam
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage

from pipelines.assets.check_results import with_rows
from pipelines.assets.dbt_project import dbt_project
from pipelines.assets.pools import BUILD_DATABASE
from pipelines.assets.run_lock import HeldLock
from pipelines.config import Settings
from pipelines.progress import Progress
from pipelines.publish import kept_build
from pipelines.publish.dbt_process import DbtProcess
from pipelines.publish.gate import FailedChecksError, failed_checks, warned_checks
from pipelines.publish.inputs import begin, finish, tables_inputs


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


# What Dagster is told of a seed that has not changed since it was loaded.
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
    if is_kept:
        yield from (MaterializeResult(asset_key=key, metadata=KEPT) for key in _seed_keys())
    else:
        kept_build.forget(settings.build_database)
    building = dbt.build(settings.build_database, selection, anew=not is_kept)
    not_passed: list[AssetCheckResult] = []
    for event in building:
        progress.advance(event["data"]["node_info"]["node_name"])
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
    if not selection:
        kept_build.note(settings.build_database, state)
        finish(settings.build, "built", tables_inputs(settings, dbt.checksum))
    for warning in build.warnings:
        context.log.warning(warning)
    for check in warned:
        context.log.warning(str(check))
    result = f"{build.count('success')} tables built, {build.count('pass')} checks passed"
    result += f", {len(warned)} warned" if warned else ""
    progress.end(f"{result}; seeds as they were" if is_kept else result)


def _seed_keys() -> Iterator[AssetKey]:
    nodes = MANIFEST["nodes"].values()
    return (TRANSLATOR.get_asset_key(node) for node in nodes if node["resource_type"] == "seed")


def _selection(context: AssetExecutionContext) -> list[str]:
    """dbt's names of the chosen assets and checks; none means all of them."""
    if not context.is_subset:
        return []
    specs = context.assets_def.specs_by_key
    checks = {key.name for key in context.selected_asset_check_keys}
    ids = {specs[key].metadata["dagster_dbt/unique_id"] for key in context.selected_asset_keys}
    ids |= {key for key, node in MANIFEST["nodes"].items() if node["name"] in checks}
    return sorted(f"fqn:{'.'.join(MANIFEST['nodes'][unique_id]['fqn'])}" for unique_id in ids)
