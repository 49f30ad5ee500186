"""What the processes that read documents are forked from.

Not this process: no reader inherits Dagster's threads or an open database.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from types import ModuleType

_MAIN = "__main__"
_PRELOADED = ["pipelines.load.worker", "pipelines.read.pdf"]


def prepare_workers() -> None:
    """Begin to load what workers need, where that has not begun, without waiting for it."""
    forkserver.set_forkserver_preload(_PRELOADED)
    forkserver.ensure_running()


@contextmanager
def without_main() -> Iterator[None]:
    """A worker that is started meanwhile does not import the file that this program was started from, as
    multiprocessing lets it do otherwise: that of the command takes longer than many a report.
    """
    main = sys.modules[_MAIN]
    sys.modules[_MAIN] = ModuleType(_MAIN)
    try:
        yield
    finally:
        sys.modules[_MAIN] = main
