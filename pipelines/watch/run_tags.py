"""Run tags of Dagster that this project sets or reads.

Dagster documents the tags as text: see https://docs.dagster.io/deployment/run-retries and its page on
partitioning. Its constants for them are private.
"""

from datetime import date

from pipelines.load.partitions import partition_keys

WILL_RETRY = "dagster/will_retry"
"""Dagster sets it to "true" on a failed run that it will start again."""

# A run whose process died is started again, from the first stage: reading what is unchanged costs nothing.
# A run that a check or a stage stopped is not: the same reports would stop it again.
RETRIES = {
    "dagster/max_retries": "2",
    "dagster/retry_strategy": "ALL_STEPS",
    "dagster/retry_on_asset_or_op_failure": "false",
}


def year_range(first: str, last: str) -> dict[str, str]:
    """The tags of a run over the partitions from ``first`` to ``last``."""
    return {"dagster/asset_partition_range_start": first, "dagster/asset_partition_range_end": last}


def all_years(today: date) -> dict[str, str]:
    """The tags of a run over every partition up to the year of ``today``.

    Computed for each run, because the code server may have been started in an earlier year.
    """
    keys = partition_keys(today)
    return year_range(keys[0], keys[-1])
