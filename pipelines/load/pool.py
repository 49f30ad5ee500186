"""Several documents at once, in processes that may die without costing the others."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from pipelines.load.extraction import Extraction, extract, quarantine

# Below this many documents, starting processes takes longer than reading.
FEW = 2


def extract_many(paths: Sequence[Path], workers: int) -> Iterator[tuple[Path, Extraction]]:
    """The extraction of every path, in the order in which they are done.

    A document whose reading kills its process is tried once more alone, and kept aside if it does
    so again: as in ``extract``, nothing that is in a file raises.
    """
    if workers == 1 or len(paths) <= FEW:
        yield from ((path, extract(path)) for path in paths)
        return
    unfinished = set(paths)
    with _pool(min(workers, len(paths))) as pool:
        futures = {pool.submit(extract, path): path for path in paths}
        for future in as_completed(futures):
            try:
                extraction = future.result()
            except BrokenProcessPool:
                continue
            path = futures[future]
            unfinished.remove(path)
            yield path, extraction
    for path in sorted(unfinished):
        yield path, _extract_alone(path)


def _extract_alone(path: Path) -> Extraction:
    with _pool(1) as pool:
        try:
            return pool.submit(extract, path).result()
        except BrokenProcessPool:
            return quarantine("out_of_memory", "The process that read this file was killed, twice.")


def _pool(workers: int) -> ProcessPoolExecutor:
    # A fork server, so that no worker inherits Dagster's threads or an open database.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipelines.load.extraction"])
    return ProcessPoolExecutor(workers, mp_context=context)
