"""The web interface lists the runs that the command made: both use one history."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipelines.refresh import dagster_home
from tests.warehouse import HISTORY, PROJECT

RUNS = """{ runsOrError { ... on Runs { results {
  jobName status stats { ... on RunStatsSnapshot { materializations } }
} } } }"""
LONGEST_START = 120.0  # seconds, on a busy machine


@contextmanager
def _web_server(home: Path) -> Iterator[str]:
    """The address of the web interface over the history in ``home``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    program = Path(sys.executable).with_name("dagster-webserver")
    command = [str(program), "--empty-workspace", "--host", "127.0.0.1", "--port", port]
    with subprocess.Popen(
        command,
        env=os.environ | {"DAGSTER_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}/graphql"
        finally:
            process.terminate()


def _ask(address: str, query: str) -> dict[str, Any]:
    deadline = time.monotonic() + LONGEST_START
    while True:
        try:
            return dict(httpx.post(address, json={"query": query}, timeout=30).json()["data"])
        except httpx.TransportError:
            assert time.monotonic() < deadline, "the web interface does not start"
            time.sleep(0.2)


def test_the_web_interface_lists_the_run_of_the_command(sample_warehouse: Path) -> None:
    with _web_server(sample_warehouse.parents[2] / HISTORY) as address:
        (run,) = _ask(address, RUNS)["runsOrError"]["results"]
    assert (run["jobName"], run["status"]) == ("refresh", "SUCCESS")
    assert run["stats"]["materializations"] > 100


def test_the_command_and_make_dev_share_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", "")
    home = dagster_home()
    dev = (PROJECT / "Makefile").read_text("utf-8")
    assert home == PROJECT / ".dagster"
    assert re.search(r'DAGSTER_HOME="\$\${DAGSTER_HOME:-\$\(CURDIR\)/\.dagster}" \$\(BIN\)/dagster dev', dev)
    assert (home / "dagster.yaml").read_text("utf-8") == (PROJECT / "dagster.yaml").read_text("utf-8")
