"""dbt in a process of its own: it starts while this one starts, and works while this one reports.

Both dbt and Dagster take a second to import and most of a processor to run.
"""

import signal
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from pipelines.config import Settings
from pipelines.publish.dbt_results import Build, DbtError, Event
from pipelines.publish.inputs import project_checksum
from pipelines.publish.kept_manifest import is_kept, manifest_source

GOING_SECONDS = 5.0
"""How long a process that has closed its pipe may take to go by itself."""


class DbtProcess:
    """One dbt project, and the process that runs it: none before it is needed.

    ``checksum`` is the project's, once that has been started. ``anew`` says that whoever made it wants
    nothing kept of the builds before. ``copied`` is the release's copy of the last build's database, where
    it was made while that was built.
    """

    checksum: str
    copied: Path | None = None

    def __init__(self, settings: Settings, *, anew: bool = False) -> None:
        self._settings = settings
        self.anew = anew
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._is_parsed = False

    def start(self) -> None:
        """Begin to import dbt and to parse the project, without waiting for it.

        Raises ``OSError`` when a file of the project cannot be read.
        """
        if self._pipe is None:
            # As it is before it is parsed: what is changed meanwhile is built by no one yet.
            self.checksum = project_checksum(self._settings.dbt_project)
            self._pipe, theirs = Pipe()
            # Not by multiprocessing, which would import this program's main module there first.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pipelines.publish.dbt_worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            theirs.close()  # so that the pipe ends when the process does
            self._pipe.send(self._settings)
            self._is_parsed = False

    def parse(self) -> None:
        """Wait until the project's manifest is in ``target/manifest.json``, where assets come from.

        Raises ``DbtError`` when dbt cannot parse the project.
        """
        if not is_kept(self._settings.dbt_project / "target", manifest_source(self._settings)):
            self._ready()

    def build(
        self,
        database: Path,
        select: Sequence[str],
        keep: Collection[str] | None = None,
        copy_to: Path | None = None,
    ) -> "Building":
        """Build and test exactly ``select`` (the whole project when empty) into ``database``, ``keep``
        the rest and ``copy_to`` a release's file, as ``dbt_build.Dbt.build`` does. Raises ``DbtError`` when
        dbt cannot run.
        """
        pipe = self._ready()
        try:
            pipe.send((database, tuple(select), keep, copy_to))
        except OSError:
            raise self._death() from None
        return Building(self)

    def stop(self) -> None:
        """End the process at once, whatever it does."""
        if self._process and self._pipe:
            self._process.kill()
            self._process.wait()
            self._pipe.close()
            self._process = self._pipe = None

    def receive(self) -> object:
        """The next message of the process. Raises ``DbtError`` when that is one, or there is none."""
        assert self._pipe
        try:
            message: object = self._pipe.recv()
        except (EOFError, OSError):
            raise self._death() from None
        if isinstance(message, DbtError):
            raise message
        return message

    def _ready(self) -> Connection:
        self.start()
        assert self._pipe
        if not self._is_parsed:
            try:
                self.receive()
            except DbtError:
                self.stop()  # it has nothing to build; the next one parses again
                raise
            self._is_parsed = True
        return self._pipe

    def _death(self) -> DbtError:
        assert self._process
        try:
            code = self._process.wait(GOING_SECONDS)
            how = f" by {signal.Signals(-code).name}" if code < 0 else f" with exit code {code}"
        except subprocess.TimeoutExpired:
            how = ""
        self.stop()
        return DbtError(
            f"The process of dbt ended{how}. When memory runs out the system kills it; run the refresh again."
        )


class Building:
    """A build that is running: iterate over its events, then look at ``build``."""

    build: Build

    def __init__(self, process: DbtProcess) -> None:
        self._process = process

    def __iter__(self) -> Iterator[Event]:
        """The event of each table and test, as it is done. Raises ``DbtError`` when dbt cannot run.

        Who does not wait for the end ends the build.
        """
        is_whole = False
        try:
            while not isinstance(message := self._process.receive(), Build):
                assert isinstance(message, dict)
                yield message
            self.build = message
            is_whole = True
        finally:
            if not is_whole:
                self._process.stop()
