"""A sync: the index of each year, then every report that is not held as the source has it."""

import asyncio
import fcntl
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import stamina.instrumentation

from pipelines.acquire.client import Client
from pipelines.acquire.document_files import FOLDER, DocumentFiles
from pipelines.acquire.index_files import IndexFiles
from pipelines.acquire.last_attempts import LastAttempts
from pipelines.acquire.ledger import Entry, Ledger
from pipelines.acquire.retrying_client import RetryingClient
from pipelines.acquire.settings import SyncSettings
from pipelines.acquire.status import CONFIRMED, Kind, Status
from pipelines.acquire.sync_plan import SyncPlan
from pipelines.config import Settings
from pipelines.durable import remove_partials
from pipelines.progress import Progress

# Said of the source, not of the sync: asking again would not help.
_ANSWERED = CONFIRMED | {
    Status.VANISHED,
    Status.NOT_FOUND,
    Status.UNUSABLE_ROW,
    Status.HTML_INSTEAD_OF_PDF,
}


class SyncRunningError(Exception):
    """Another process is syncing into the same folder."""


@dataclass(slots=True)
class Synced:
    """What came of a sync: how many things ended how, and how many reports were not asked for.

    ``stopped`` says why the source was left alone before all was asked for; ``entries`` are the last
    attempts at everything that did not simply arrive or stay as it was.
    """

    statuses: Counter[tuple[Kind, Status]] = field(default_factory=Counter)
    current: int = 0
    left: int = 0
    stopped: str | None = None
    entries: list[Entry] = field(default_factory=list)

    @property
    def has_failures(self) -> bool:
        """Whether the next sync has something to try again."""
        return bool(self.left) or any(status not in _ANSWERED for _, status in self.statuses)

    def count(self, entry: Entry) -> None:
        """Take note of the last attempt at something."""
        self.statuses[entry.kind, entry.status] += 1
        if entry.status not in (Status.DOWNLOADED, Status.UNCHANGED, Status.NOT_MODIFIED):
            self.entries.append(entry)


def sync(settings: Settings, source: SyncSettings, years: Sequence[int], progress: Progress) -> Synced:
    """Bring the raw folder to what the source has for ``years``. Nothing is overwritten or removed.

    What cannot be had is in the ledger and is tried again by the next sync. Raises ``SyncRunningError``,
    and ``OSError`` when something cannot be written.
    """
    # The ledger has every attempt: stamina need not log them too.
    stamina.instrumentation.set_on_retry_hooks([])
    with _alone(settings.acquired):
        remove_partials(settings.raw / FOLDER)
        remove_partials(settings.acquired)
        try:
            return asyncio.run(_sync(settings, source, years, progress))
        except ExceptionGroup as errors:  # of the workers: the first one stopped the others
            raise errors.exceptions[0] from None


async def _sync(settings: Settings, source: SyncSettings, years: Sequence[int], progress: Progress) -> Synced:
    ledger = Ledger(settings.ledger)
    plan = SyncPlan(source, DocumentFiles(settings.raw), IndexFiles(settings.acquired), LastAttempts(ledger))
    synced = Synced()
    async with Client(source) as http:
        client = RetryingClient(http, ledger, source)
        progress.begin("Asking for the index", len(years))
        for year in years:
            if client.exhausted:
                break
            request = plan.index(year)
            synced.count(await client.ask(request))
            for entry in plan.add(request):
                ledger.append([entry])
                synced.count(entry)
            progress.advance(str(year))
        progress.end(f"{len(plan.documents)} reports to ask for, {plan.current} held and current")
        synced.current = plan.current
        progress.begin("Asking for reports", len(plan.documents))
        todo = iter(plan.documents)

        async def work() -> None:
            for document in todo:
                if client.exhausted:
                    synced.left += 1
                    continue
                synced.count(await client.ask(document))
                progress.advance(f"{document.year}/{document.id_programa}")

        async with asyncio.TaskGroup() as workers:
            for _ in range(source.concurrency):
                workers.create_task(work())
        synced.stopped = client.exhausted
        progress.end(_result(synced))
    return synced


def _result(synced: Synced) -> str:
    counts = ", ".join(
        f"{number} {status}"
        for (kind, status), number in sorted(synced.statuses.items())
        if kind is Kind.DOCUMENT
    )
    result = counts or "nothing to ask for"
    if synced.stopped:
        result += f"\n  STOPPED: {synced.stopped}; {synced.left} reports wait for the next sync"
    return result


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of the folder of acquisitions; the system releases that of a process that died."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sync.lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SyncRunningError(f"Another sync is writing to {folder}: wait until it is done.") from None
        yield
