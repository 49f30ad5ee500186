"""Reports by the year that their title prints."""

from datetime import date

from dagster import BackfillPolicy, StaticPartitionsDefinition

from pipelines.load.years import partition_keys

report_years = StaticPartitionsDefinition(partition_keys(date.today()))

# Documents are read in parallel inside one step: a step a year would start a process a year.
one_run = BackfillPolicy.single_run()


def range_tags(first: str, last: str) -> dict[str, str]:
    """The tags by which Dagster knows the partitions of a run: ``first`` to ``last``, both included."""
    return {"dagster/asset_partition_range_start": first, "dagster/asset_partition_range_end": last}
