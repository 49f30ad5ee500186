"""Dagster's web server and daemon over a raw folder of dumps and a small dbt project, asked by GraphQL."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
from dagster import DagsterInstance
from dagster_graphql import DagsterGraphQLClient

from tests.crash.refreshes import Place
from tests.warehouse import PROJECT

LOCATION = "pipelines.definitions"
REPOSITORY = {"repositoryLocationName": LOCATION, "repositoryName": "__repository__"}
LONGEST = 300.0  # seconds for a start or a run, on a busy machine
ENDED = {"SUCCESS", "FAILURE", "CANCELED"}

LOADED = "{ workspaceOrError { ... on Workspace { locationEntries { loadStatus } } } }"
BACKFILL = """mutation($params: LaunchBackfillParams!) { launchPartitionBackfill(backfillParams: $params) {
  __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message }
} }"""
START_SENSOR = """mutation($selector: SensorSelector!) { startSensor(sensorSelector: $selector) {
  __typename ... on PythonError { message }
} }"""
RUNS = "{ runsOrError { ... on Runs { results { runId } } } }"


class Services:
    """The two services; ``place`` is what they work on."""

    def __init__(self, place: Place, port: int) -> None:
        self.place = place
        self._client = DagsterGraphQLClient("127.0.0.1", port_number=port)
        self._address = f"http://127.0.0.1:{port}/graphql"

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer. Raises ``httpx.TransportError`` while nobody answers."""
        answer = httpx.post(self._address, json={"query": query, "variables": variables}, timeout=60).json()
        assert "errors" not in answer, answer
        return dict(answer["data"])

    def is_loaded(self) -> bool:
        """Whether the web server has loaded the definitions."""
        (entry,) = self.ask(LOADED)["workspaceOrError"]["locationEntries"]
        return bool(entry["loadStatus"] == "LOADED")

    def launch(self, tags: Mapping[str, str], assets: Sequence[Sequence[str]] = ()) -> str:
        """Launch the job, or some of its assets, as a click does; return the run's id."""
        return self._client.submit_job_execution("refresh", tags=dict(tags), asset_selection=assets or None)

    def runs(self) -> set[str]:
        """The ids of all runs."""
        return {run["runId"] for run in self.ask(RUNS)["runsOrError"]["results"]}

    def wait(self, *run_ids: str) -> list[str]:
        """How these runs ended."""

        def statuses() -> list[str]:
            return [self._client.get_run_status(run_id).value for run_id in run_ids]

        wait_until(lambda: set(statuses()) <= ENDED)
        return statuses()

    def releases(self) -> list[str]:
        """The names of the kept releases."""
        folder = self.place.folder / "warehouse" / "releases"
        return sorted(path.name for path in folder.glob("[!.]*"))


def wait_until(condition: Any) -> None:
    """Wait until ``condition()`` is true; fail after ``LONGEST`` seconds."""
    deadline = time.monotonic() + LONGEST
    while True:
        try:
            if condition():
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.5)


@contextmanager
def services(folder: Path, place: Place | None = None) -> Iterator[Services]:
    """The services, started as in deploy/, but with a web server that obeys.

    They work on ``place``, by default one with a small dbt project.
    """
    place = place or Place.make(folder / "place", folder / "raw")
    home = folder / "home"
    home.mkdir()
    shutil.copy(PROJECT / "dagster.yaml", home)
    with DagsterInstance.from_config(str(home)):
        pass  # makes the tables of its storage, which two services at once cannot do
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    workspace = str(PROJECT / "workspace.yaml")
    commands = (
        ("dagster-webserver", "--host", "127.0.0.1", "--port", str(port), "--workspace", workspace),
        ("dagster-daemon", "run", "--workspace", workspace),
    )
    environment = os.environ | place.environment() | {"DAGSTER_HOME": str(home), "PYTHONPATH": str(PROJECT)}
    with ExitStack() as stack:
        for name, *options in commands:
            log = stack.enter_context((home / f"{name}.log").open("wb"))
            process = subprocess.Popen(
                [str(Path(sys.executable).with_name(name)), *options],
                env=environment,
                cwd=folder,
                stdout=log,
                stderr=log,
            )
            stack.callback(process.wait, 60)
            stack.callback(process.terminate)
        running = Services(place, port)
        wait_until(running.is_loaded)
        yield running
