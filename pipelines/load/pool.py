"""Read many documents in processes of this machine; one that kills its process does not affect the others."""

from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from queue import LifoQueue

from pipelines.limits import Limits
from pipelines.load.document_reader import DocumentReader
from pipelines.load.extraction import Extraction
from pipelines.load.in_order import AHEAD, in_order
from pipelines.load.worker_process import Read


def read_here(
    documents: Iterable[tuple[Path, bytes]], workers: int, limits: Limits, read: Read
) -> Generator[tuple[Path, Sequence[Extraction]]]:
    """The extractions of each of ``documents``, a name and its bytes, by ``read`` in ``workers`` processes.

    They come in the order of ``documents``, of which few are taken ahead. See ``DocumentReader.read`` for
    documents that do harm, and for the errors raised. All processes end with the iterator.
    """
    idle: LifoQueue[DocumentReader] = LifoQueue()  # so that a single document starts a single process

    def read_one(content: bytes, suffix: str) -> Sequence[Extraction]:
        reader = idle.get()
        try:
            return reader.read(content, suffix)
        finally:
            idle.put(reader)

    def submit(path: Path, content: bytes) -> Future[Sequence[Extraction]]:
        return threads.submit(read_one, content, path.suffix.lower())

    with ExitStack() as stack:
        readers = [stack.enter_context(closing(DocumentReader(read, limits))) for _ in range(workers)]
        for reader in readers:
            idle.put(reader)
        threads = stack.enter_context(ThreadPoolExecutor(workers, "reading"))
        try:
            yield from in_order(documents, submit, lambda: AHEAD * workers)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for reader in readers:
                reader.end()
