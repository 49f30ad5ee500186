"""One warehouse whose refreshes are measured as whole processes."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import memory_of
from benchmarks.refresh import READ, STAGE
from pipelines.config import PROJECT_ROOT

BETWEEN = 0.5
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One refresh of ``reports`` reports: seconds in all and by stage, bytes of memory at the peak (each
    shared page once), and on disk by folder; ``read`` documents were read.
    """

    what: str
    reports: int
    wall: float
    stages: dict[str, float]
    peak: int
    disk: dict[str, int]
    read: int


class Place:
    """Reports, warehouse, cache, project and history below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.raw = folder / "raw"

    def begin(self, reports: Sequence[Path]) -> None:
        """Begin anew, with ``reports``."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.raw.mkdir(parents=True)
        (self.folder / "dagster").mkdir()
        shutil.copy(PROJECT_ROOT / "dagster.yaml", self.folder / "dagster")
        shutil.copytree(
            PROJECT_ROOT / "dbt_project", self.folder / "dbt_project", ignore=shutil.ignore_patterns("target")
        )
        self.add(reports)

    def add(self, reports: Sequence[Path]) -> None:
        """Add ``reports``, without copying their bytes."""
        for report in reports:
            (self.raw / report.name).hardlink_to(report)

    def change_seed(self) -> None:
        """Say in one word more where a reviewed fact has its source."""
        seed = self.folder / "dbt_project" / "seeds" / "uf_cpi_annual.csv"
        seed.write_text(seed.read_text("utf-8").replace("SII UF table", "SII table of the UF", 1), "utf-8")

    def change_extractor(self) -> None:
        """Make the extractions those of another version of the program."""
        for kept in (self.folder / "extracted").glob("*-*"):
            kept.rename(kept.with_name(f"another-{kept.name}"))

    def refresh(self, what: str, *options: str) -> Measured:
        """Run the command with ``options``, and look at the memory of all its processes meanwhile."""
        names = {
            "raw": self.raw,
            "warehouse": self.folder / "warehouse",
            "extracted": self.folder / "extracted",
        }
        command = [
            str(Path(sys.executable).with_name("panelsocial")),
            "refresh",
            *options,
            *(f"--{name}={path}" for name, path in names.items()),
        ]
        environment = os.environ | {
            "DAGSTER_HOME": str(self.folder / "dagster"),
            "PANELSOCIAL_DBT_PROJECT": str(self.folder / "dbt_project"),
        }
        began = time.monotonic()
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            peak = [0]
            watching = threading.Thread(target=_watch, args=(process, peak))
            watching.start()
            assert process.stdout is not None
            printed = process.stdout.read()
            watching.join()
        wall = time.monotonic() - began
        if process.returncode:
            sys.exit(f"{' '.join(command)} failed with {process.returncode}:\n{printed}")
        found = [match for line in printed.splitlines() if (match := STAGE.match(line))]
        measured = Measured(
            what,
            len(list(self.raw.iterdir())),
            wall,
            {match["name"]: float(match["seconds"]) for match in found},
            peak[0],
            {name: _bytes_below(path) for name, path in self._on_disk().items()},
            sum(int(match[1]) for one in found if (match := READ.match(one["result"]))),
        )
        print(f"{measured.reports:6} reports, {what}: {wall:.1f} s, {measured.stages}", flush=True)
        return measured

    def _on_disk(self) -> dict[str, Path]:
        current = self.folder / "warehouse" / "current"
        return {
            "extractions": self.folder / "extracted",
            "build": self.folder / "warehouse" / "build",
            "database": current / "panel_social.duckdb",
            "exports": current / "exports",
            "history": self.folder / "dagster",
        }


def _watch(process: "subprocess.Popen[str]", peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], memory_of(process.pid).proportional)
        time.sleep(BETWEEN)


def _bytes_below(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())
