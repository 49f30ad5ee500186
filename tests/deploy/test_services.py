"""What runs unattended: the commands of the compose file start, and the service units are sound."""

import configparser
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.warehouse import HISTORY, PROJECT

DEPLOY = PROJECT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
COMPOSE: dict[str, dict[str, Any]] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
CLUSTER = DEPLOY / "cluster"
CLUSTER_UNITS = sorted(CLUSTER.glob("*.service"))
CLUSTER_COMPOSE: dict[str, dict[str, Any]] = yaml.safe_load((CLUSTER / "compose.yaml").read_text("utf-8"))[
    "services"
]
ALL_UNITS = [*UNITS, *CLUSTER_UNITS]
COMMANDS: dict[str, list[str]] = {name: service["command"] for name, service in COMPOSE.items()}
RUN_ONCE = {
    waited: COMMANDS[waited]
    for service in COMPOSE.values()
    for waited, wait in service.get("depends_on", {}).items()
    if wait["condition"] == "service_completed_successfully"
}
SERVED = {name: command for name, command in COMMANDS.items() if name not in RUN_ONCE}
LONGEST_START = 240.0  # seconds, on a busy machine

STATE = """{
  version
  instance { daemonHealth { allDaemonStatuses { daemonType required healthy } } }
  workspaceOrError { ... on Workspace { locationEntries { loadStatus locationOrLoadError {
    ... on RepositoryLocation { repositories { schedules { name scheduleState { status } } } }
  } } } }
}"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files that a fresh clone has and a service needs: nothing that a refresh or dbt has left."""
    for name in ("pipelines", "dbt_project"):
        left = shutil.ignore_patterns("target", "logs", "__pycache__")
        shutil.copytree(PROJECT / name, tmp_path / "clone" / name, ignore=left)
    for name in ("workspace.yaml", "dagster.yaml"):
        shutil.copy(PROJECT / name, tmp_path / "clone")
    return tmp_path / "clone"


RUNS = "{ runsOrError { ... on Runs { results { runId } } } }"
DELETION = 'mutation { deletePipelineRun(runId: "%s") { __typename } }'


def _get(port: int, query: str) -> dict[str, Any] | None:
    """The answer to a query that stands in the address, as a page of another site would have it asked."""
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/graphql", params={"query": query}, timeout=30)
    except httpx.TransportError:
        return None
    return dict(answer.json()["data"])


@contextmanager
def _started(command: list[str], clone: Path, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    log = home / f"{command[0]}.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            _installed(command), stdout=stream, stderr=stream, **_surroundings(clone, home)
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _installed(command: list[str]) -> list[str]:
    return [str(Path(sys.executable).with_name(command[0])), *command[1:]]


def _surroundings(clone: Path, home: Path) -> dict[str, Any]:
    return {"cwd": clone, "env": os.environ | {"DAGSTER_HOME": str(home), "PYTHONPATH": str(clone)}}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _state(port: int) -> dict[str, Any] | None:
    """What the web server says of itself, of the daemon and of the code; None while it is not up."""
    try:
        answer = httpx.post(f"http://127.0.0.1:{port}/graphql", json={"query": STATE}, timeout=30)
    except httpx.TransportError:
        return None
    assert answer.is_success, answer.text
    return dict(answer.json()["data"])


def _ready(state: dict[str, Any]) -> bool:
    daemons = [each for each in state["instance"]["daemonHealth"]["allDaemonStatuses"] if each["required"]]
    entries = state["workspaceOrError"]["locationEntries"]
    return all(each["healthy"] for each in daemons) and [each["loadStatus"] for each in entries] == ["LOADED"]


@pytest.mark.slow
def test_the_commands_of_the_compose_file_start_daemon_and_web_server(clone: Path, tmp_path: Path) -> None:
    home, port = tmp_path / "home", _free_port()
    home.mkdir()
    (home / "dagster.yaml").symlink_to(clone / "dagster.yaml")
    for command in RUN_ONCE.values():
        subprocess.run(_installed(command), check=True, capture_output=True, **_surroundings(clone, home))
    commands = [[str(port) if part == "3000" else part for part in command] for command in SERVED.values()]
    with ExitStack() as stack:
        processes = [stack.enter_context(_started(command, clone, home)) for command in commands]
        deadline = time.monotonic() + LONGEST_START
        state = _state(port)
        while state is None or not _ready(state):
            logs = "\n".join(path.read_text("utf-8")[-3000:] for path in home.glob("*.log"))
            assert all(process.poll() is None for process in processes), logs
            assert time.monotonic() < deadline, (state, logs)
            time.sleep(1)
            state = _state(port)
    (entry,) = state["workspaceOrError"]["locationEntries"]
    (repository,) = entry["locationOrLoadError"]["repositories"]
    assert repository["schedules"] == [{"name": "daily_refresh", "scheduleState": {"status": "STOPPED"}}]


def test_the_web_server_listens_on_the_loopback_only() -> None:
    for command in (SERVED["webserver"], *(_unit(path)["ExecStart"].split() for path in UNITS)):
        if "dagster-webserver" in command[0]:
            assert command[command.index("--host") + 1] == "127.0.0.1"
    assert "0.0.0.0" not in (DEPLOY / "compose.yaml").read_text("utf-8")
    assert "--host 127.0.0.1" in (PROJECT / "Makefile").read_text("utf-8")


def test_the_web_server_is_read_only() -> None:
    assert "--read-only" in SERVED["webserver"]


def test_a_mutation_by_get_is_refused(sample_warehouse: Path, tmp_path: Path) -> None:
    home, port = tmp_path / "home", _free_port()
    shutil.copytree(sample_warehouse.parents[2] / HISTORY, home)
    served = " ".join(SERVED["webserver"]).replace("--workspace workspace.yaml", "--empty-workspace")
    with _started(served.replace("3000", str(port)).split(), tmp_path, home):
        deadline = time.monotonic() + LONGEST_START
        while (runs := _get(port, RUNS)) is None:
            assert time.monotonic() < deadline
            time.sleep(0.5)
        (run,) = runs["runsOrError"]["results"]
        refused = _get(port, DELETION % run["runId"])
        assert refused == {"deletePipelineRun": {"__typename": "UnauthorizedError"}}
        assert _get(port, RUNS) == runs


def test_units_and_compose_file_run_the_same_commands() -> None:
    installed = "/srv/panel-social/.venv/bin/"
    units = [_unit(path)["ExecStart"].removeprefix(installed).split() for path in UNITS]
    assert units == list(SERVED.values())
    assert _unit(UNITS[0])["ExecStartPre"].removeprefix(installed).split() == RUN_ONCE["migrate"]


def test_neither_service_creates_the_tables_of_an_empty_home_while_the_other_does() -> None:
    assert all(set(COMPOSE[name]["depends_on"]) == set(RUN_ONCE) == {"migrate"} for name in SERVED)
    assert "After=panel-social-daemon.service" in UNITS[1].read_text("utf-8")


@pytest.mark.parametrize("path", ALL_UNITS, ids=lambda path: path.name)
def test_a_unit_gives_up_what_it_does_not_need(path: Path) -> None:
    unit = _unit(path)
    assert unit["User"] == "panel-social"
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "RestrictNamespaces"):
        assert unit[name] == "yes"
    assert (unit["ProtectSystem"], unit["CapabilityBoundingSet"]) == ("strict", "")


@pytest.mark.parametrize("path", ALL_UNITS, ids=lambda path: path.name)
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_finds_no_fault_in_a_unit(path: Path, tmp_path: Path) -> None:
    unit = path.read_text("utf-8")
    for installed, here in {
        "/srv/panel-social/.venv/bin": str(Path(sys.executable).parent),
        "/srv/panel-social": str(PROJECT),
        "panel-social-daemon.service\n": "\n",
    }.items():
        unit = unit.replace(installed, here)
    copy = tmp_path / path.name
    copy.write_text(unit, "utf-8")
    run = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False
    )
    about_it = [line for line in (run.stdout + run.stderr).splitlines() if path.stem in line]
    assert about_it == []


@pytest.mark.parametrize("path", ALL_UNITS, ids=lambda path: path.name)
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_a_unit_is_exposed_little(path: Path) -> None:
    threshold = ["--offline=true", "--threshold=20"]  # tenths
    run = subprocess.run(
        ["systemd-analyze", "security", *threshold, str(path)], capture_output=True, text=True, check=False
    )
    print(run.stdout)
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_unit_says_what_happens_when_memory_runs_out() -> None:
    for path in ALL_UNITS:
        assert {"MemoryMax", "OOMPolicy", "OOMScoreAdjust"} <= _unit(path).keys()


def test_a_container_writes_only_to_its_volumes_and_its_logs_are_bounded() -> None:
    for service in (*COMPOSE.values(), *CLUSTER_COMPOSE.values()):
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert {"max-size", "max-file"} <= service["logging"]["options"].keys()
        assert service["mem_limit"]


def test_the_image_has_a_fixed_base_and_no_development_packages() -> None:
    (base, *_) = re.findall(r"^FROM (.*)$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert re.fullmatch(r"python:[\w.-]+@sha256:[0-9a-f]{64}", base)
    copied = (PROJECT / ".dockerignore").read_text("utf-8").splitlines()
    assert "!requirements-production.lock" in copied
    assert "!requirements.lock" not in copied


@pytest.mark.parametrize("folder", [DEPLOY, CLUSTER], ids=lambda path: path.name)
def test_the_compose_file_is_valid(folder: Path) -> None:
    file = str(folder / "compose.yaml")
    schema = ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", file]
    docker = ["docker", "compose", "--file", file, "config", "--quiet"]
    commands = [schema] if _program(schema[0]) else []
    version = [*docker[:2], "version"]
    if _program("docker") and not subprocess.run(version, capture_output=True, check=False).returncode:
        commands.append(docker)
    if not commands:
        pytest.skip("neither check-jsonschema nor Docker's compose is installed")
    for command in commands:
        run = subprocess.run(
            [_program(command[0]), *command[1:]], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr


def _program(name: str) -> str:
    """Where a program is, beside this Python or on the PATH; empty if it is nowhere."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name) or ""


def _unit(path: Path) -> dict[str, str]:
    """The settings of the section [Service]; of one that stands there twice the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text("utf-8"))
    return dict(parser["Service"])
