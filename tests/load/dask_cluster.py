"""A scheduler of Dask and its workers, real processes on the loopback."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.config import PROJECT_ROOT

START_SECONDS = 60.0

Process = subprocess.Popen[bytes]


class Cluster:
    """``scheduler`` is the address of the scheduler, ``workers`` the processes of its workers."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder = folder
        self._settings = settings
        self._file = folder / "scheduler.json"
        self._processes = [self._start("scheduler", "--port", "0")]
        wait_for(self._file.exists)
        self.scheduler = str(json.loads(self._file.read_text())["address"])
        self.workers: list[Process] = []

    def add_worker(self) -> None:
        options = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0")
        self.workers.append(self._start("worker", *options))
        self._processes.append(self.workers[-1])

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def _start(self, kind: str, *options: str) -> Process:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--scheduler-file", str(self._file)]
        with (self._folder / "cluster.log").open("ab") as log:
            return subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--no-dashboard", *options],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env=os.environ
                | {"PYTHONPATH": str(PROJECT_ROOT), "TMPDIR": str(self._folder)}
                | self._settings,
            )


@contextmanager
def cluster(folder: Path, workers: int, **settings: str) -> Iterator[Cluster]:
    """A cluster that leaves its files in ``folder``; ``settings`` are Dask's, as environment variables."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Cluster(folder, **settings)
    try:
        for _ in range(workers):
            made.add_worker()
        yield made
    finally:
        made.end()


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + START_SECONDS
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)
