"""The program of a worker process, which reads documents.

Neither pdfminer nor PDFium has limits of its own: some files of a few kilobytes fill any memory or never end.
So the operating system limits the process's address space, and its parent limits the time. And a file may be
made to take the process over, so it can do nothing but read files and answer (``confinement``, ``answer``).
"""

import fcntl
import gc
import json
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket

from pipelines.limits import Limits
from pipelines.load.answer import END, encoded
from pipelines.load.confinement import confine
from pipelines.load.extraction import Extraction, quarantine
from pipelines.load.process_limits import be_silent, limit, limit_processor_time

MANY_OBJECTS = 100_000
"""New objects between two searches for circles among them. A page has thousands, and few circles."""

Read = Callable[[Path, Limits], Sequence[Extraction]]
"""Returns the extractions of a file's reports, at least one."""


def too_much_memory(limits: Limits) -> str:
    """The detail of a document that needs more than ``limits.max_memory`` bytes to be read."""
    return (
        f"Reading it needs more than {limits.max_memory:,} bytes of memory. Check that it is a single"
        " report; PANELSOCIAL_MAX_MEMORY allows more."
    )


def main() -> None:
    """Serve the socket; its file descriptor is the program's argument."""
    serve(socket(fileno=int(sys.argv[1])))


def serve(pipe: socket) -> None:
    """Read the files whose paths come through ``pipe``, until it ends or a document kills this process.

    Receives, pickled, the reading function, its limits and the folders of the files; then a path a line, as
    JSON. Sends, as a line of JSON, a list of the protections that the kernel lacks; then the answer about
    each file (see ``pipelines.load.answer``).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C also reaches the parent, which ends its workers
    be_silent()
    with pipe.makefile("rb") as requests, suppress(OSError):
        read, limits, folders = pickle.load(requests)
        limit(limits)
        missing = confine(folders)
        gc.freeze()  # what is imported stays
        gc.set_threshold(MANY_OBJECTS)
        pipe.sendall(json.dumps(missing).encode() + b"\n" + END)
        for line in requests:
            limit_processor_time(limits)
            pipe.sendall(_answer(read, Path(json.loads(line)), limits, pipe))


def _answer(read: Read, path: Path, limits: Limits, pipe: socket) -> bytes:
    try:
        with _ended_with(pipe):
            return encoded(_read(read, path, limits))
    except MemoryError:
        return encoded((quarantine("out_of_memory", too_much_memory(limits)),))


def _read(read: Read, path: Path, limits: Limits) -> Sequence[Extraction]:
    extractions = read(path, limits)
    if extractions[0].reason == "out_of_memory":
        return (quarantine("out_of_memory", too_much_memory(limits)),)
    return extractions


@contextmanager
def _ended_with(pipe: socket) -> Iterator[None]:
    """In this context the process is ended by a signal when the pipe closes, because its parent has ended.

    The kernel sends the signal, so it works while native code is running. Nothing else may come through the
    pipe in this time.
    """
    flags = fcntl.fcntl(pipe.fileno(), fcntl.F_GETFL)
    fcntl.fcntl(pipe.fileno(), fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe.fileno(), fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        yield
    finally:
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETFL, flags)
