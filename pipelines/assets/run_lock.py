"""The lock of the warehouse as a resource: every run holds it from start to end."""

from collections.abc import Iterator

from dagster import InitResourceContext, ResourceParam, resource

from pipelines.config import Settings
from pipelines.progress import Progress
from pipelines.publish import lock
from pipelines.upkeep.begin import put_in_order

HeldLock = ResourceParam[None]
"""Type of the argument ``run_lock``: a run holds the lock if one of its assets has this argument."""


@resource(required_resource_keys={"settings", "progress"})
def run_lock(context: InitResourceContext) -> Iterator[None]:
    """Waits for another run for up to ``lock_wait`` seconds (a setting), then puts things in order."""
    settings: Settings = context.resources.settings
    progress: Progress = context.resources.progress
    with lock.run_lock(settings.warehouse, settings.lock_wait, progress):
        if context.instance:
            put_in_order(settings, context.instance)
        yield
