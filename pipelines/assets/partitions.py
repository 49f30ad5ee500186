"""Reports by the year that their title prints."""

from datetime import date

from dagster import BackfillPolicy, StaticPartitionsDefinition

from pipelines.load.partitions import partition_keys

report_years = StaticPartitionsDefinition(partition_keys(date.today()))

# Documents are read in parallel inside one step: a step a year would start a process a year.
one_run = BackfillPolicy.single_run()
