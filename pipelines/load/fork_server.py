"""What the processes that read documents are forked from.

Not this process: no reader inherits Dagster's threads or an open database.
"""

from multiprocessing import forkserver

_PRELOADED = ["pipelines.load.worker", "pipelines.read.pdf"]


def prepare_workers(*modules: str) -> None:
    """Begin to load what workers need, where that has not begun, without waiting for it.

    ``modules`` are those that the file imports from which this program was started: each worker does too.
    """
    forkserver.set_forkserver_preload([*_PRELOADED, *modules])
    forkserver.ensure_running()
