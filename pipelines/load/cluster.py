"""Read many documents on a Dask cluster: their bytes go to its workers, and the rows come back.

Workers need no disk in common with this machine. A document whose worker has vanished is read by another one.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, wait
from contextlib import closing, contextmanager
from pathlib import Path

from pipelines.form import EXTRACTOR_VERSION
from pipelines.language import _
from pipelines.limits import Limits
from pipelines.load.answer import encoded
from pipelines.load.answer_check import InvalidAnswerError, decoded
from pipelines.load.cluster_task import NotHereError, OtherVersionError, read_document
from pipelines.load.extraction import Extraction, quarantine
from pipelines.load.in_order import AHEAD, in_order
from pipelines.load.worker import invalid
from pipelines.load.worker_process import Read

SCHEDULER_SECONDS = 30.0
"""Seconds to wait for the scheduler's answer."""

WORKERS_SECONDS = 60.0
"""Seconds to wait for a worker where there is none, at the beginning or later."""

LOOK_SECONDS = 5.0
"""Seconds between two looks at whether there still are workers, while a document is waited for."""


class ClusterError(Exception):
    """The cluster does not read; the message says why and what to do. What was read is in the cache."""


def read_by_cluster(
    documents: Iterable[tuple[Path, bytes]], scheduler: str, limits: Limits, read: Read
) -> Generator[tuple[Path, Sequence[Extraction]]]:
    """As ``pipelines.load.pool.read_here``, on the workers of the Dask scheduler at ``scheduler``.

    A document that several workers did not survive gets an extraction that says so. Raises ``ClusterError``.
    """
    with _plain_words(scheduler):
        from distributed import Client, KilledWorker  # noqa: PLC0415 - slow to import

        client = Client(scheduler, timeout=SCHEDULER_SECONDS, set_as_default=False)

    def submit(path: Path, content: bytes) -> Future[bytes]:
        with _plain_words(scheduler):
            task = (read_document, content, path.suffix.lower(), read, limits, EXTRACTOR_VERSION)
            submitted: Future[bytes] = executor.submit(*task)
            return submitted

    def ahead() -> int:
        with _plain_words(scheduler):
            threads: int = sum(client.nthreads().values())
            return AHEAD * max(1, threads)

    def answer(future: Future[bytes]) -> bytes:
        with _plain_words(scheduler):
            try:
                while not wait([future], LOOK_SECONDS).done:
                    client.wait_for_workers(1, timeout=WORKERS_SECONDS)
                return future.result()
            except KilledWorker as error:
                return encoded((_lost(str(error)),))

    with closing(client):
        executor = client.get_executor(pure=False)
        try:
            with _plain_words(scheduler):
                client.wait_for_workers(1, timeout=WORKERS_SECONDS)
            for path, answered in in_order(documents, submit, ahead, answer):
                yield path, _checked(answered)
        finally:
            executor.shutdown(wait=False)


def _checked(answer: bytes) -> Sequence[Extraction]:
    try:
        return decoded(answer)
    except InvalidAnswerError as error:
        return (invalid(str(error)),)


def _lost(fault: str) -> Extraction:
    """The extraction of a document that several workers did not survive, whether or not it was to blame."""
    detail = "Several machines that were to read it ended, probably because they ran out of memory."
    return quarantine("out_of_memory", detail, fault=fault)


@contextmanager
def _plain_words(scheduler: str) -> Iterator[None]:
    """A context in which every error is raised as a ``ClusterError`` about the cluster of ``scheduler``."""
    kept = _("What has been read is kept.")
    try:
        yield
    except ImportError as error:
        said = _("PANELSOCIAL_SCHEDULER needs more packages: pip install 'panel-social[cluster]' ({error}).")
        raise ClusterError(said.format(error=error)) from None
    except OtherVersionError as error:
        said = _(
            "A worker of the cluster {scheduler} has another version of the program ({theirs} instead of"
            " {ours}). Install the same on the scheduler, on all workers and here."
        )
        said = said.format(scheduler=scheduler, theirs=error, ours=EXTRACTOR_VERSION)
        raise ClusterError(f"{said} {kept}") from None
    except NotHereError as error:
        said = _("A worker of the cluster {scheduler} cannot read documents: {error}")
        raise ClusterError(f"{said.format(scheduler=scheduler, error=error)} {kept}") from None
    except TimeoutError:
        said = _(
            "The scheduler {scheduler} has no workers, and none came within {seconds:g} seconds. Start some"
            " (deploy/README.md), or unset PANELSOCIAL_SCHEDULER to read on this machine."
        )
        said = said.format(scheduler=scheduler, seconds=WORKERS_SECONDS)
        raise ClusterError(f"{said} {kept}") from None
    except (OSError, CancelledError) as error:
        said = _(
            "The scheduler {scheduler} does not answer ({error}). Start it (deploy/README.md), or unset"
            " PANELSOCIAL_SCHEDULER to read on this machine."
        )
        said = said.format(scheduler=scheduler, error=str(error) or type(error).__name__)
        raise ClusterError(f"{said} {kept}") from None
    except Exception as error:
        said = _(
            "The cluster {scheduler} failed ({error}). Install the same version of the program and of Python"
            " on the scheduler, on all workers and here."
        )
        said = said.format(scheduler=scheduler, error=f"{type(error).__name__}: {error}")
        raise ClusterError(f"{said} {kept}") from error
