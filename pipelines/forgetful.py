"""An instance of Dagster for a run that no UI will show.

What the run did is told to whoever began it, event by event. Dagster's own passing instance also writes each
of these, hundreds a refresh, into a database in memory that nobody asks, and asks it what was known of each
table. It takes a processor more than a second.
"""

from collections.abc import Sequence
from typing import Any

from dagster import DagsterInstance, EventLogEntry, EventRecordsResult
from dagster._core.instance.types import InstanceType
from dagster._core.launcher.sync_in_memory_run_launcher import SyncInMemoryRunLauncher
from dagster._core.run_coordinator import DefaultRunCoordinator
from dagster._core.storage.event_log import InMemoryEventLogStorage
from dagster._core.storage.event_log.base import AssetRecord
from dagster._core.storage.noop_compute_log_manager import NoOpComputeLogManager
from dagster._core.storage.root import TemporaryLocalArtifactStorage
from dagster._core.storage.runs import InMemoryRunStorage


class _ForgetfulEventLog(InMemoryEventLogStorage):
    """Of no event and no asset."""

    def store_event(self, event: EventLogEntry) -> None:
        pass

    def get_asset_records(self, *_: Any, **__: Any) -> Sequence[AssetRecord]:
        return ()

    def fetch_observations(self, *_: Any, **__: Any) -> EventRecordsResult:
        return EventRecordsResult((), cursor="", has_more=False)


def forgetful_instance() -> DagsterInstance:
    """As ``DagsterInstance.ephemeral``, but for the events: it knows of runs, and of nothing in them."""
    return DagsterInstance(
        instance_type=InstanceType.EPHEMERAL,
        local_artifact_storage=TemporaryLocalArtifactStorage(),  # type: ignore[no-untyped-call]
        run_storage=InMemoryRunStorage(),
        event_storage=_ForgetfulEventLog(),
        compute_log_manager=NoOpComputeLogManager(),
        run_coordinator=DefaultRunCoordinator(),
        run_launcher=SyncInMemoryRunLauncher(),
    )
