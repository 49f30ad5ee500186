"""Run the job `refresh` in this process, with the same history as the runs of Dagster's daemon."""

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from dagster import AssetKey, DagsterInstance, ExecuteInProcessResult, JobDefinition

from pipelines.assets.partitions import report_years
from pipelines.config import PROJECT_ROOT, Settings, history
from pipelines.definitions import wire
from pipelines.errors import FailedStage
from pipelines.language import _
from pipelines.progress import Progress
from pipelines.watch.run_tags import year_range

logger = logging.getLogger(__name__)

# Dagster's log would hide the display; failures are reported from the run's events.
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}

# The stages that do nothing when nothing is new.
FORCED = ("raw_reports", "published_warehouse")

BEFORE_THE_LOAD = [AssetKey(name) for name in ("acquired_reports", "raw_reports", "extracted_reports")]


def dagster_home() -> Path:
    """The folder of Dagster's history.

    Creates it where it is missing, with a link to the project's `dagster.yaml`, and sets DAGSTER_HOME for
    this process and those it starts. `make dev` shows the same folder. Raises ``OSError``.
    """
    home = history()
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "dagster.yaml"
    if not settings.exists():
        settings.unlink(missing_ok=True)  # a broken link
        settings.symlink_to(PROJECT_ROOT / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(home)
    return home


def run_refresh(
    settings: Settings, years: Sequence[str], progress: Progress, *, force: bool = False
) -> list[FailedStage]:
    """Refresh ``years`` (partition keys; all if empty) and publish; return the failed stages.

    Other years stay in the warehouse unchanged. Waits while another run holds the lock. Does nothing if
    nothing has changed since the current release, unless ``force`` is true.
    """
    job = wire(settings, progress).resolve_job_def("refresh")
    *before, last = _ranges(years or report_years.get_partition_keys())
    dagster_home()
    with DagsterInstance.get() as instance:
        for years_of_run in before:
            # A run covers one range of years. All but the last run end with the year lists.
            result = _execute(job, instance, years_of_run, BEFORE_THE_LOAD, force=True)
            if not result.success:
                return _failed_stages(result, settings)
        return _failed_stages(_execute(job, instance, last, None, force=force or bool(before)), settings)


def _execute(
    job: JobDefinition,
    instance: DagsterInstance,
    years: tuple[str, str],
    assets: Sequence[AssetKey] | None,
    *,
    force: bool,
) -> ExecuteInProcessResult:
    return job.execute_in_process(
        run_config=QUIET | {"ops": {name: {"config": {"force": force}} for name in FORCED}},
        instance=instance,
        raise_on_error=False,
        asset_selection=assets,
        tags=year_range(*years),
    )


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


def _failed_stages(result: ExecuteInProcessResult, settings: Settings) -> list[FailedStage]:
    events = result.filter_events(lambda event: event.is_failure)
    found = [stage.in_plain_words(settings) for event in events if (stage := FailedStage.of(event))]
    for stage in found:
        logger.error("%s failed\n%s", stage.asset, stage.message)
    if not result.success and not found:
        found.append(FailedStage("refresh", "Error", _("Dagster could not run the job.")))
    return found
