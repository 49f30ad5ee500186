"""Which years an unattended refresh covers."""

from datetime import date

from pipelines.assets.partitions import range_tags
from pipelines.load.years import partition_keys


def all_years(today: date) -> dict[str, str]:
    """The tags of a run over every year up to ``today``'s.

    Not the partitions that the code server knows: it may have been started years ago, the run is not.
    """
    keys = partition_keys(today)
    return range_tags(keys[0], keys[-1])
