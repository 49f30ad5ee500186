"""The partitions of reports: the year of the closing date in the title."""

from datetime import date

from dagster import BackfillPolicy, StaticPartitionsDefinition

from pipelines.load.partitions import partition_keys

report_years = StaticPartitionsDefinition(partition_keys(date.today()))

# One run for all years, because documents are read in parallel inside one step.
one_run = BackfillPolicy.single_run()
