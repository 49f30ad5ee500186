"""The scheduler and the workers of deploy/cluster start, and only who has a certificate may speak to them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import dask
import pytest
import yaml

from pipelines.limits import Limits
from pipelines.load import cluster as cluster_module
from pipelines.load.cluster import ClusterError, read_by_cluster
from pipelines.load.extraction import extract
from tests.acquire.test_client import HAS_OPENSSL, certificate
from tests.assets.dumps import put_dump
from tests.deploy.test_services import CLUSTER, CLUSTER_COMPOSE, CLUSTER_UNITS, _free_port, _unit
from tests.warehouse import PROJECT

ADDRESS = "${PANELSOCIAL_SCHEDULER:-tls://127.0.0.1:8786}"
COMMANDS: dict[str, list[str]] = {name: service["command"] for name, service in CLUSTER_COMPOSE.items()}


def test_units_and_compose_file_of_the_cluster_run_the_same_commands() -> None:
    units = [
        _unit(path)["ExecStart"].removeprefix("/srv/panel-social/.venv/bin/").split()
        for path in CLUSTER_UNITS
    ]
    commands = [
        ["${PANELSOCIAL_SCHEDULER}" if part == ADDRESS else part for part in command]
        for command in COMMANDS.values()
    ]
    assert units == commands


@contextmanager
def _started(command: list[str], folder: Path, config: Path) -> Iterator[None]:
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *command[1:]],
            stdout=log,
            stderr=log,
            cwd=folder,
            env=os.environ | {"DASK_CONFIG": str(config), "PYTHONPATH": str(PROJECT), "TMPDIR": str(folder)},
            start_new_session=True,
        )
    try:
        yield
    finally:
        os.killpg(process.pid, 9)
        process.wait()


@pytest.mark.slow
@HAS_OPENSSL
def test_the_commands_read_documents_for_who_has_a_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "SCHEDULER_SECONDS", 120.0)  # it has just been started
    own, key = certificate(tmp_path, "IP:127.0.0.1")
    text = (CLUSTER / "dask.yaml").read_text("utf-8")
    for name, path in {"ca": own, "cert": own, "key": key}.items():
        text = text.replace(f"/etc/panel-social/{name}.pem", str(path))
    config = tmp_path / "dask.yaml"
    config.write_text(text)
    port = str(_free_port())
    address = f"tls://127.0.0.1:{port}"
    parts = {"8786": port, ADDRESS: address, "-1": "1"}
    with ExitStack() as stack:
        for command in COMMANDS.values():
            named = [parts.get(part, part) for part in command]
            stack.enter_context(_started(named, tmp_path, config))
        report = put_dump(tmp_path, "a.txt", 2021)
        documents = [(report, report.read_bytes())]
        with dask.config.set(yaml.safe_load(text)):
            ((_, (done,)),) = read_by_cluster(documents, address, Limits(), extract)
        assert done.readings == extract(report)[0].readings
        monkeypatch.setattr(cluster_module, "SCHEDULER_SECONDS", 10.0)
        for scheduler in (address, address.replace("tls", "tcp")):
            with pytest.raises(ClusterError):
                list(read_by_cluster(documents, scheduler, Limits(), extract))
