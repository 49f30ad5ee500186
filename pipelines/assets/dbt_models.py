"""Assets: the dbt models, with their tests as asset checks."""

import signal
from collections.abc import Iterator
from typing import Any

from dagster import AssetCheckResult, AssetExecutionContext, ResourceParam
from dagster_dbt import (
    DagsterDbtCliRuntimeError,
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtCliResource,
    dbt_assets,
)

from pipelines.assets.check_results import with_rows
from pipelines.assets.pools import BUILD_DATABASE
from pipelines.assets.run_lock import HeldLock
from pipelines.build.dbt import build_arguments, build_target, manifest_of
from pipelines.build.failed_checks import BuildResults, FailedChecksError
from pipelines.build.inputs import basis_of, begin_build, note_passed, tables_inputs
from pipelines.config import Settings
from pipelines.errors import killed_by_the_system, plain_errors
from pipelines.language import _, told
from pipelines.progress import Progress

MANIFEST = manifest_of(Settings())

# dbt's tests of the raw tables become asset checks too.
TRANSLATOR = DagsterDbtTranslator(settings=DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True))


@dbt_assets(manifest=MANIFEST, dagster_dbt_translator=TRANSLATOR, pool=BUILD_DATABASE)
def dbt_models(
    context: AssetExecutionContext,
    dbt: DbtCliResource,
    settings: ResourceParam[Settings],
    progress: ResourceParam[Progress],
    run_lock: HeldLock,  # noqa: ARG001 - held while the run lasts
) -> Iterator[Any]:
    """Typing, naming, identity, vintages and checks, in SQL. A failed check stops the models after it."""
    progress.begin(told(lambda: _("Building and checking tables")))
    with plain_errors(settings):
        # Taken before dbt runs: changes made meanwhile may not be in this build.
        inputs, basis = tables_inputs(settings), basis_of(settings)
        anew = not begin_build(settings.build_database, basis)
        target = build_target(settings)
        (target / "run_results.json").unlink(missing_ok=True)  # of the build before
        if anew:  # dagster-dbt takes the project as ``manifest_of`` has parsed it
            (target / "partial_parse.msgpack").unlink(missing_ok=True)
        invocation = dbt.cli(build_arguments(settings, anew=anew), context=context, target_path=target)
        not_passed: list[AssetCheckResult] = []
        stopped: DagsterDbtCliRuntimeError | None = None
        try:
            for event in invocation.stream():
                if isinstance(event, AssetCheckResult) and not event.passed:
                    not_passed.append(event)  # reported below, with the rows that it found
                else:
                    yield event
                progress.advance(str(getattr(event, "check_name", None) or getattr(event, "output_name", "")))
        except DagsterDbtCliRuntimeError as error:
            if not (target / "run_results.json").exists():
                if invocation.process.returncode == -signal.SIGKILL:
                    raise killed_by_the_system(settings) from None
                raise  # dbt could not run at all
            stopped = error
        results = BuildResults(
            invocation.get_artifact("run_results.json"), MANIFEST["nodes"], settings.build_database
        )
        failed, warned = results.failed(), results.warned()
        yield from with_rows(not_passed, failed, warned)
        if failed:
            raise FailedChecksError(failed)
        if stopped:
            raise stopped
        if not context.is_subset:
            note_passed(settings.build_database, inputs, basis)
    for check in warned:
        context.log.warning(str(check))

    def result() -> str:
        said = _("{tables} tables built, {checks} checks passed").format(
            tables=results.count("success"), checks=results.count("pass")
        )
        return ", ".join([said, *([_("{count} warned").format(count=len(warned))] if warned else [])])

    progress.end(told(result))
