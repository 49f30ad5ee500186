"""A Dagster instance with the repository's settings, and a code location as a daemon sees it."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from dagster import DagsterInstance
from dagster._core.remote_origin import CodeLocationOrigin, InProcessCodeLocationOrigin
from dagster._core.types.loadable_target_origin import LoadableTargetOrigin
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import WorkspaceLoadTarget

from tests.warehouse import PROJECT


class InThisProcess(WorkspaceLoadTarget):
    """The code location without a server: a call to one would never end while the clock stands still."""

    def create_origins(self) -> Sequence[CodeLocationOrigin]:
        target = LoadableTargetOrigin(
            executable_path=sys.executable, module_name="tests.watch.small_location"
        )
        return [InProcessCodeLocationOrigin(target)]


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[DagsterInstance]:
    """An instance of its own with the repository's dagster.yaml."""
    home = tmp_path / "dagster"
    home.mkdir()
    shutil.copy(PROJECT / "dagster.yaml", home)
    with DagsterInstance.from_config(str(home)) as opened:
        yield opened


@pytest.fixture
def workspace(instance: DagsterInstance) -> Iterator[WorkspaceProcessContext]:
    with WorkspaceProcessContext(instance, InThisProcess()) as process:
        yield process
