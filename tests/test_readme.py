"""What the README promises can be run as it stands."""

import re
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.acquire.settings import SyncSettings
from pipelines.cli import main
from pipelines.config import Settings
from pipelines.read.errors import REASONS
from tests.warehouse import PROJECT

README = (PROJECT / "README.md").read_text("utf-8")
SQL = [
    query.strip()
    for block in re.findall(r"```sql\n(.*?)```", README, re.DOTALL)
    for query in block.split(";")
    if query.strip()
]


@pytest.mark.parametrize("query", SQL, ids=[query.splitlines()[0] for query in SQL])
def test_every_query_answers_on_the_sample(sample_warehouse: Path, query: str) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        assert con.execute(query).fetchall()


def test_every_make_target_it_names_exists() -> None:
    named = set(re.findall(r"`make (\w+)`", README))
    assert {"refresh", "test"} <= named
    assert named <= set(re.findall(r"^(\w+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_every_option_and_setting_is_in_it() -> None:
    for command in main.commands:
        assert f"panelsocial {command}" in README
        options = re.findall(r"--[a-z][a-z-]*", CliRunner().invoke(main, [command, "--help"]).output)
        for option in set(options) - {"--help"}:
            assert f"`{option}`" in README
    for setting in Settings.model_fields:
        assert f"`PANELSOCIAL_{setting.upper()}`" in README
    for setting in SyncSettings.model_fields:
        assert f"`PANELSOCIAL_SYNC_{setting.upper()}`" in README


def test_every_reason_for_putting_a_file_aside_is_in_it() -> None:
    for reason in REASONS:
        assert f"`{reason}`" in README
