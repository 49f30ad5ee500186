"""What the dbt project says of itself: pages for a browser, owners, who may use what, and who does."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipelines.build.dbt import manifest_of
from pipelines.config import Settings
from tests.build.dbt_builds import build_copy
from tests.warehouse import PROJECT

Manifest = Mapping[str, Any]


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return manifest_of(Settings())


def models_of(manifest: Manifest) -> list[dict[str, Any]]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]


def test_public_tables_have_contracts_and_rooms_behind_them_are_private(manifest: Manifest) -> None:
    models = models_of(manifest)
    assert {(node["schema"], node["access"]) for node in models} == {
        ("staging", "private"),
        ("intermediate", "private"),
        ("main", "public"),
        ("quality", "public"),
    }
    assert [
        node["name"] for node in models if node["contract"]["enforced"] != (node["access"] == "public")
    ] == []
    assert {node["group"] for node in models} == {"panel_social"}
    assert [group["owner"]["email"] for group in manifest["groups"].values()] == [None]


def test_release_and_exports_are_made_of_every_public_table(manifest: Manifest) -> None:
    public = {node["unique_id"] for node in models_of(manifest) if node["access"] == "public"}
    exposures = {one["name"]: set(one["depends_on"]["nodes"]) for one in manifest["exposures"].values()}
    assert exposures["release_file"] == public
    assert exposures["exports"] == public
    assert exposures["example_queries"] < public


@pytest.mark.slow
def test_the_pages_describe_every_public_table(sample_warehouse: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    project = str(PROJECT / "dbt_project")
    command = ["--warn-error", "docs", "generate", "--static", "--project-dir", project]
    folders = ["--profiles-dir", project, "--target-path", str(target), "--log-path", str(tmp_path / "logs")]
    run = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), *command, *folders],
        env=os.environ | {"PANELSOCIAL_BUILD_DATABASE": str(build_copy(sample_warehouse, tmp_path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    page = (target / "static_index.html").read_text("utf-8")
    for table in ("program_year", "reconciliation_readings", "fct_spending"):
        assert f"model.panel_social.{table}" in page
