"""The job `refresh`, run in this process."""

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from dagster import AssetKey, DagsterInstance, ExecuteInProcessResult, JobDefinition
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

from pipelines.assets.partitions import report_years
from pipelines.config import Settings
from pipelines.failures import FailedStage
from pipelines.faults import DAMAGED, fault_of, in_plain_words
from pipelines.forgetful import forgetful_instance
from pipelines.load import build_file
from pipelines.progress import Progress
from pipelines.publish.dbt_process import DbtProcess
from pipelines.publish.dbt_results import DbtError
from pipelines.publish.lock import LockedError, run_lock
from pipelines.start import start_up
from pipelines.unchanged import is_up_to_date

logger = logging.getLogger(__name__)

# Dagster's log would drown the display; what fails is reported from the run's events.
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def run_refresh(
    settings: Settings,
    years: Sequence[str],
    progress: Progress,
    dbt: DbtProcess | None = None,
    *,
    force: bool = False,
) -> list[FailedStage]:
    """Refresh ``years`` (partition keys; all when empty) and publish; what failed, or nothing.

    ``dbt`` is the project of ``settings``, where its process has been started already.

    Other years stay in the warehouse as they are. One run at a time: another is waited for, and if that has
    published what this one would, nothing is left to do, unless ``force`` says otherwise.
    """
    dbt = dbt or DbtProcess(settings, anew=force)
    try:
        with run_lock(settings.warehouse, settings.lock_wait, progress) as has_waited:
            if has_waited and not force:
                progress.begin("Looking again")
                is_done = is_up_to_date(settings)
                progress.end("the other run has published the same" if is_done else "there is more to do")
                if is_done:
                    return []
            if has_waited:
                dbt.stop()
                dbt = DbtProcess(settings, anew=force)  # the project may be another by now
            return [_plain(stage, settings) for stage in _run(settings, years, progress, dbt)]
    except Exception as error:
        # Before the first stage or beside one, Dagster's own storage included.
        if not isinstance(error, LockedError | DbtError | OSError) and fault_of(str(error), settings) is None:
            raise
        logger.exception("refresh failed")
        return [_plain(FailedStage("refresh", type(error).__name__, str(error)), settings)]
    finally:
        dbt.stop()


def _plain(stage: FailedStage, settings: Settings) -> FailedStage:
    """The same, but for a fault of the machine's: said in a sentence, and a damaged build removed."""
    fault = fault_of(stage.message, settings)
    if fault is None:
        return stage
    if fault == DAMAGED:
        build_file.remove(settings.build_database)
    return FailedStage(stage.asset, fault, in_plain_words(fault, settings))


def _run(settings: Settings, years: Sequence[str], progress: Progress, dbt: DbtProcess) -> list[FailedStage]:
    progress.begin("Starting")
    with start_up():
        dbt.start()
        dbt.parse()  # the definitions below take their models from what this writes
        from pipelines.definitions import wire  # noqa: PLC0415

        job = wire(settings, progress, dbt).resolve_job_def("refresh")
    progress.end("ready")
    *before, last = _ranges(years or report_years.get_partition_keys())
    extraction = [AssetKey(name) for name in ("acquired_reports", "raw_reports", "extracted_reports")]
    with _instance() as instance:
        for years_of_run in before:
            # A run covers one range of years: those before the last only reach the year lists.
            result = _execute(job, instance, years_of_run, extraction)
            if not result.success:
                return _failed_stages(result)
        return _failed_stages(_execute(job, instance, last, None))


def _execute(
    job: JobDefinition,
    instance: DagsterInstance,
    years: tuple[str, str],
    assets: Sequence[AssetKey] | None,
) -> ExecuteInProcessResult:
    first, last = years
    return job.execute_in_process(
        run_config=QUIET,
        instance=instance,
        raise_on_error=False,
        asset_selection=assets,
        tags={ASSET_PARTITION_RANGE_START_TAG: first, ASSET_PARTITION_RANGE_END_TAG: last},
    )


def _instance() -> DagsterInstance:
    """The instance that DAGSTER_HOME names, so that the UI shows the run; else one that forgets."""
    home = os.environ.get("DAGSTER_HOME")
    return DagsterInstance.get() if home and Path(home).is_dir() else forgetful_instance()


def _ranges(years: Sequence[str]) -> list[tuple[str, str]]:
    """The fewest ranges (first, last) of neighbouring partitions that cover exactly ``years``."""
    keys = report_years.get_partition_keys()
    positions = sorted({keys.index(year) for year in years})
    ranges: list[tuple[int, int]] = []
    for position in positions:
        if ranges and ranges[-1][1] == position - 1:
            ranges[-1] = (ranges[-1][0], position)
        else:
            ranges.append((position, position))
    return [(keys[first], keys[last]) for first, last in ranges]


def _failed_stages(result: ExecuteInProcessResult) -> list[FailedStage]:
    failed = []
    for event in result.filter_events(lambda event: event.is_step_failure):
        if stage := FailedStage.of(event):
            logger.error("%s failed\n%s", event.step_key, event.step_failure_data.error)
            failed.append(stage)
    if not result.success and not failed:
        failed.append(FailedStage("refresh", "Error", "Dagster could not run the job."))
    return failed
