"""The partitions of reports: the year of the closing date in the title."""

from collections.abc import Mapping
from datetime import date

from dagster import AssetExecutionContext, BackfillPolicy, StaticPartitionsDefinition

from pipelines.load.partitions import partition_keys

report_years = StaticPartitionsDefinition(partition_keys(date.today()))

# One run for all years, because documents are read in parallel inside one step.
one_run = BackfillPolicy.single_run()


def add_by_year(context: AssetExecutionContext, by_year: Mapping[str, Mapping[str, int]]) -> None:
    """Add metadata to the materialization of each year."""
    for year, metadata in by_year.items():
        context.add_asset_metadata(metadata, partition_key=year)
