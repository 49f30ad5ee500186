"""A dbt project of reviewed files alone, as a person finds them."""

import shutil
from pathlib import Path

import pytest

from tests.warehouse import PROJECT


@pytest.fixture
def dbt_project(tmp_path: Path) -> Path:
    """A folder with copies of the reviewed files; nothing else is needed to decide."""
    seeds = tmp_path / "dbt_project" / "seeds"
    seeds.mkdir(parents=True)
    for name in ("institution_aliases.csv", "program_aliases.csv", "program_distinct.csv"):
        shutil.copy(PROJECT / "dbt_project" / "seeds" / name, seeds)
    return seeds.parent
