"""Which years an unattended refresh covers."""

from datetime import date

from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

from pipelines.load.partitions import partition_keys


def all_years(today: date) -> dict[str, str]:
    """The tags of a run over every year up to ``today``'s.

    Not the partitions that the code server knows: it may have been started years ago, the run is not.
    """
    keys = partition_keys(today)
    return {ASSET_PARTITION_RANGE_START_TAG: keys[0], ASSET_PARTITION_RANGE_END_TAG: keys[-1]}
