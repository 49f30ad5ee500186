"""Everything that is put in order before a run begins."""

import logging

from dagster import DagsterInstance

from pipelines.config import Settings
from pipelines.load.cache import Cache
from pipelines.publish.releases import mend_link
from pipelines.upkeep.extractions import keep_newest_extractors
from pipelines.upkeep.history import keep_newest_runs

logger = logging.getLogger(__name__)


def put_in_order(settings: Settings, instance: DagsterInstance) -> None:
    """Mend a lost link, remove old runs and caches, and what crashes left. The caller holds the lock.

    Never raises: what fails is logged, and tried again before the next run.
    """
    try:
        if mended := mend_link(settings.warehouse):
            logger.warning("the link to the current release was lost and leads to %s now", mended.name)
        cache = Cache(settings.extracted, settings.limits, settings.reader)
        keep_newest_extractors(settings.extracted, cache.folder, settings.keep_extractors)
        if removed := keep_newest_runs(instance, settings.keep_runs):
            logger.info("old runs removed: %s", removed)
    except Exception:
        logger.exception("what is old could not be removed")
