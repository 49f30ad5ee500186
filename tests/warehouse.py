"""A real refresh, run as a user runs it: the command in a process of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
HISTORY = "dagster"
"""The folder of Dagster's history below that of a refresh."""

SHARED = PROJECT.parent / "shared"


def panelsocial(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The ``panelsocial`` command of this environment with these arguments; output captured."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("panelsocial")), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | (env or {}),
    )


def as_owner(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The same without root's right to open what its owner may not; skips where that cannot be given up."""
    command = [str(Path(sys.executable).with_name("panelsocial")), *arguments]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root opens every file, and setpriv is not installed")
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def run_refresh(
    raw: Path | str, into: Path, env: dict[str, str] | None = None, extracted: str | None = None
) -> Path:
    """The published file after ``panelsocial refresh`` of ``raw`` with every output below ``into``.

    But the cache is the store ``extracted``, if given.
    """
    home = into / HISTORY
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(PROJECT / "dagster.yaml", home)
    run = panelsocial(
        "refresh",
        "--raw",
        str(raw),
        "--warehouse",
        str(into / "warehouse"),
        "--extracted",
        extracted or str(into / "extracted"),
        env={"DAGSTER_HOME": str(home)} | (env or {}),
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return published(into)


def published(folder: Path) -> Path:
    """Where a refresh with every output below ``folder`` has published."""
    return folder / "warehouse" / "current" / "panel_social.duckdb"
