"""The site in a process of its own: the application, or its files behind a web server."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from pipelines.publish.releases import current_release
from pipelines.site.release import Release

SECONDS = 60
"""Until a server answers."""


@dataclass(frozen=True)
class Served:
    """``base`` is the address of the first page. ``raw`` are the reports of the releases in ``warehouse``."""

    base: str
    warehouse: Path
    raw: Path
    is_export: bool = False

    def release(self) -> Release:
        """The release that is served."""
        folder = current_release(self.warehouse)
        assert folder is not None
        return Release(folder)


@contextmanager
def application(warehouse: Path, raw: Path, log: Path) -> Iterator[Served]:
    """`panelsocial site` on a free port."""
    port = _free_port()
    command = [str(Path(sys.executable).with_name("panelsocial")), "site", "--port", str(port)]
    with _running([*command, "--warehouse", str(warehouse), "--raw", str(raw)], log, port) as base:
        yield Served(base, warehouse, raw)


@contextmanager
def files(folder: Path, below: str, warehouse: Path, raw: Path, log: Path) -> Iterator[Served]:
    """The export in the folder ``below`` of ``folder``, served by Python's web server."""
    port = _free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    with _running([*command, "--directory", str(folder)], log, port) as base:
        yield Served(f"{base}{below}/", warehouse, raw, is_export=True)


@contextmanager
def _running(command: list[str], log: Path, port: int) -> Iterator[str]:
    base = f"http://127.0.0.1:{port}/"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        _wait_for(base, process, log)
        yield base
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(base: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            with urlopen(base, timeout=SECONDS):
                return
        except HTTPError:
            return  # it answers: what is wrong is for a test to say
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"{base} does not answer: {log.read_text()}")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
