"""Small refreshes, disturbed and undisturbed, and what can be seen of them from outside."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.assets.dumps import put_dump
from tests.crash.small_project import small_project
from tests.warehouse import PROJECT, panelsocial

STAGES = (
    ("Starting", "begin"),
    ("Reading reports", "begin"),
    ("Reading reports", "advance"),
    ("Loading readings", "begin"),
    ("Building and checking tables", "begin"),
    ("Building and checking tables", "advance"),
    ("Publishing", "begin"),
)


@dataclass(frozen=True)
class Place:
    """Where everything of a refresh is below ``folder``, but for the reports in ``raw``."""

    folder: Path
    raw: Path
    guards: Path = PROJECT / "dbt_project" / "guards.yml"
    lock_wait: int = 0

    @classmethod
    def make(cls, folder: Path, raw: Path) -> "Place":
        """A place with a project of its own."""
        small_project(folder / "dbt_project")
        return cls(folder, raw)

    def put_report(self, year: int) -> None:
        """A report of ``year`` among the raw files."""
        put_dump(self.raw, f"{year}.txt", year)

    def refresh(self, *options: str) -> subprocess.CompletedProcess[str]:
        """``panelsocial refresh``, undisturbed."""
        return panelsocial("refresh", *options, env=self.environment())

    def disturbed(self, *how: str) -> subprocess.CompletedProcess[str]:
        """The same, by ``tests.crash.sabotage``."""
        return subprocess.run(
            [sys.executable, "-m", "tests.crash.sabotage", *how, "--", "refresh"],
            capture_output=True,
            text=True,
            check=False,
            cwd=PROJECT,
            env=os.environ | self.environment(),
        )

    def published(self) -> tuple[str, dict[str, bytes]]:
        """The name of the current release and the bytes of all its files."""
        current = (self.folder / "warehouse" / "current").resolve(strict=True)
        return current.name, _files(current)

    def exports(self) -> dict[str, bytes]:
        """The files that only the reports decide."""
        return _files(self.folder / "warehouse" / "current" / "exports")

    def environment(self) -> dict[str, str]:
        """The variables of a refresh there."""
        return {
            "PANELSOCIAL_RAW": str(self.raw),
            "PANELSOCIAL_WAREHOUSE": str(self.folder / "warehouse"),
            "PANELSOCIAL_EXTRACTED": str(self.folder / "extracted"),
            "PANELSOCIAL_DBT_PROJECT": str(self.folder / "dbt_project"),
            "PANELSOCIAL_GUARDS": str(self.guards),
            "PANELSOCIAL_WORKERS": "1",
            "PANELSOCIAL_LOCK_WAIT": str(self.lock_wait),
        }


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
