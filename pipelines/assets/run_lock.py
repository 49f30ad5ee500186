"""The lock of the warehouse as a resource: a run whose assets write there holds it from start to end."""

from collections.abc import Iterator

from dagster import InitResourceContext, ResourceParam, resource

from pipelines.config import Settings
from pipelines.progress import Progress
from pipelines.publish import lock

HeldLock = ResourceParam[None]
"""The type of an asset's argument ``run_lock``: naming it is what makes the run hold the lock."""


@resource(required_resource_keys={"settings", "progress"})
def run_lock(context: InitResourceContext) -> Iterator[None]:
    """Waits for another run as long as the setting ``lock_wait`` says."""
    settings: Settings = context.resources.settings
    progress: Progress = context.resources.progress
    with lock.run_lock(settings.warehouse, settings.lock_wait, progress):
        yield
