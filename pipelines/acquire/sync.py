"""Run a sync: fetch the index of each year, then every report whose stored file is missing or outdated."""

import asyncio
import fcntl
import signal
import threading
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
from pipelines.language import _, in_words, told
from pipelines.progress import Progress
from pipelines.store import StoreError

# Final statuses: the next sync has nothing to retry.
_FINAL = CONFIRMED | {
    Status.VANISHED,
    Status.NOT_FOUND,
    Status.UNUSABLE_ROW,
    Status.HTML_INSTEAD_OF_PDF,
}


class SyncRunningError(Exception):
    """Another process runs a sync into the same folder."""


@dataclass(slots=True)
class Synced:
    """The result of a sync.

    ``statuses`` counts the requests by kind and last status; ``current`` reports needed no request, ``left``
    reports were not requested because the sync was ``stopped`` for the reason given. ``entries`` are the
    last ledger entries of everything that is neither downloaded nor unchanged.
    """

    statuses: Counter[tuple[Kind, Status]] = field(default_factory=Counter)
    current: int = 0
    left: int = 0
    stopped: str | None = None
    entries: list[Entry] = field(default_factory=list)

    @property
    def has_failures(self) -> bool:
        """Whether the next sync has something to retry."""
        return bool(self.left) or any(status not in _FINAL for _, status in self.statuses)

    def count(self, entry: Entry) -> None:
        """Add the last entry of a request."""
        self.statuses[entry.kind, entry.status] += 1
        if entry.status not in (Status.DOWNLOADED, Status.UNCHANGED, Status.NOT_MODIFIED):
            self.entries.append(entry)


def sync(settings: Settings, source: SyncSettings, years: Sequence[int], progress: Progress) -> Synced:
    """Fetch into ``settings.raw`` what the source has for ``years``. Files are never overwritten or removed.

    Failures are logged in the ledger, and the next sync retries them. Raises ``SyncRunningError``,
    ``OSError`` when a file cannot be written, ``StoreError`` where reports are in a store, and
    ``KeyboardInterrupt`` when Ctrl-C or SIGTERM ended it.
    """
    if settings.raw_store:
        said = _(
            "Reports are fetched into folders only, not into {address}: fetch with PANELSOCIAL_RAW naming a"
            " folder, and copy them from there."
        )
        raise StoreError(said.format(address=settings.raw_store))
    # The ledger has every attempt, so stamina need not log them as well.
    stamina.instrumentation.set_on_retry_hooks([])
    with _alone(settings.sync_lock):
        remove_partials(settings.raw / FOLDER)
        remove_partials(settings.acquired)
        try:
            return asyncio.run(_sync(settings, source, years, progress))
        except ExceptionGroup as errors:  # from the workers; the first error stopped the others
            raise errors.exceptions[0] from None
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None


async def _sync(settings: Settings, source: SyncSettings, years: Sequence[int], progress: Progress) -> Synced:
    _end_at_sigterm()
    ledger = Ledger(settings.ledger)
    plan = SyncPlan(source, DocumentFiles(settings.raw), IndexFiles(settings.acquired), LastAttempts(ledger))
    synced = Synced()
    async with Client(source) as http:
        client = RetryingClient(http, ledger, source)
        progress.begin(told(lambda: _("Fetching indexes")), len(years))
        for year in years:
            if client.stop_reason:
                break
            request = plan.index(year)
            synced.count(await client.send(request))
            remarks = list(plan.add(request))
            ledger.append(remarks)
            for entry in remarks:
                synced.count(entry)
            progress.advance(str(year))
        progress.end(
            told(
                lambda: _("{requests} reports to request, {current} stored and current").format(
                    requests=len(plan.documents), current=plan.current
                )
            )
        )
        synced.current = plan.current
        progress.begin(told(lambda: _("Fetching reports")), len(plan.documents))
        todo = iter(plan.documents)

        async def work() -> None:
            for document in todo:
                if client.stop_reason:
                    synced.left += 1
                    continue
                synced.count(await client.send(document))
                progress.advance(f"{document.year}/{document.id_programa}")

        async with asyncio.TaskGroup() as workers:
            for _worker in range(source.concurrency):
                workers.create_task(work())
        synced.stopped = client.stop_reason
        progress.end(told(lambda: _result(synced)))
    return synced


def _end_at_sigterm() -> None:
    """Let SIGTERM end this task as Ctrl-C does, so that no partial file is left, unless others handle it."""
    is_main = threading.current_thread() is threading.main_thread()
    task = asyncio.current_task()
    if is_main and task and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


def _result(synced: Synced) -> str:
    counts = ", ".join(
        _("{number} {status}").format(number=number, status=_(status))
        for (kind, status), number in sorted(synced.statuses.items())
        if kind is Kind.DOCUMENT
    )
    result = counts or _("nothing to request")
    if synced.stopped:
        said = _("STOPPED: {reason}; {left} reports are left to the next sync")
        result += "\n  " + said.format(reason=in_words(synced.stopped), left=synced.left)
    return result


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold the file ``lock``; the operating system releases the lock of a process that died."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            said = _("Another sync is writing to {folder}: try again when it is done.")
            raise SyncRunningError(said.format(folder=lock.parent)) from None
        yield
