"""The process that runs dbt for another: ``python -m pipelines.publish.dbt_worker FD``.

``FD`` is its end of a pipe. Through it come the settings and then, for each build, its database, its
selection, what it keeps and where it is copied to; back go "parsed", the events of each build, and what
came out, or a ``DbtError``.
"""

import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection

from pipelines.publish.dbt_results import DbtError
from pipelines.start import start_up

PARSED = "parsed"


def serve(pipe: Connection) -> None:
    """Until the pipe ends, or the project cannot be parsed."""
    sending = threading.Lock()

    def send(message: object) -> None:
        with sending:  # dbt tells from several threads
            pipe.send(message)

    settings = pipe.recv()
    with start_up():
        from pipelines.publish.dbt_build import Dbt  # noqa: PLC0415 - takes a second, while others start

        dbt = Dbt(settings)
        if not _answer(send, lambda: dbt.parse() and PARSED):
            return
        dbt.warm_up()
    while True:
        database, selection, keep, copy_to = pipe.recv()
        _answer(send, partial(dbt.build, database, selection, send, keep, copy_to))


def _answer(send: Callable[[object], None], work: Callable[[], object]) -> bool:
    """Send what ``work`` gives, or why it does not; whether it did."""
    try:
        send(work())
    except DbtError as error:
        send(DbtError(str(error)))  # without what led to it, which may not pass through a pipe
        return False
    except Exception as error:
        send(DbtError(f"dbt failed: {type(error).__name__}: {error}"))
        return False
    return True


def _end_with(pipe: Connection) -> None:
    """A build that nobody waits for would keep the next one from its database."""
    poll = select.poll()
    poll.register(pipe, 0)  # its end is always told
    poll.poll()
    os._exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the other process too, which ends this one
    _pipe = Connection(int(sys.argv[1]))
    threading.Thread(target=_end_with, args=(_pipe,), daemon=True).start()
    serve(_pipe)
    os._exit(0)  # what the interpreter would take apart, the system has back at once
