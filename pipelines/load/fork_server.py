"""What the processes that read documents are forked from.

Not this process: no reader inherits Dagster's threads or an open database.
"""

from multiprocessing import forkserver

_PRELOADED = ["pipelines.load.worker", "pipelines.read.pdf"]


def prepare_workers() -> None:
    """Begin to load what workers need, where that has not begun, without waiting for it."""
    forkserver.set_forkserver_preload(_PRELOADED)
    forkserver.ensure_running()
