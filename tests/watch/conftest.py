"""A Dagster instance with the repository's settings."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from dagster import DagsterInstance

from tests.warehouse import PROJECT


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[DagsterInstance]:
    """An instance of its own with the repository's dagster.yaml."""
    home = tmp_path / "dagster"
    home.mkdir()
    shutil.copy(PROJECT / "dagster.yaml", home)
    with DagsterInstance.from_config(str(home)) as opened:
        yield opened
