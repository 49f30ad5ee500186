"""Measure a refresh of an archive that is already published: ``python -m benchmarks.refresh --reports 2000``.

Draws an archive of invented programmes as PDFs and publishes it. Then it measures whole processes from start
to end, in several rounds, because the speed of a machine varies:

- a refresh with nothing new;
- a refresh with one new report, a PDF of a programme that the archive does not have; in the same round, plain
  ``dbt build`` on a copy of the same database, with the same new report loaded;
- the same refresh without each optimisation of this project, by deleting first what it saved.

Prints the medians, the seconds of every stage, and the ratio of a refresh without the time of reading the new
report to plain ``dbt build``. With ``--keep DIR`` a later run measures the same archive again, plus the
reports added by earlier runs. Exit status 1 when the ratio is over 1.5 or a file that is not new was read.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median

import duckdb

from pipelines.build.dbt import variables
from pipelines.config import PROJECT_ROOT, Settings
from pipelines.load.warehouse import load
from tests.corpus.archive import draw, random_archive
from tests.corpus.archive_files import draw_archive

SEED = 3
YEARS = 4
# Average number of reports per programme in four years, with gaps and revisions.
REPORTS_PER_PROGRAMME = 3.8
MOST_TIMES_DBT = 1.5
# A finished stage, as the command prints it without a terminal.
STAGE = re.compile(r"^(?P<name>[A-Z]\S.*?) +(?P<seconds>\d+\.\d) s {3}(?P<result>.*)")
READING = "Reading reports"
READ = re.compile(r"(\d+) read, ")


@dataclass(frozen=True, slots=True)
class Measured:
    """One process: seconds of wall time, its stages as printed, and the number of documents read."""

    wall: float
    stages: tuple[tuple[str, float, str], ...]
    read: int

    @property
    def reading(self) -> float:
        """Seconds of the stage that reads documents."""
        return sum(seconds for stage, seconds, _ in self.stages if stage == READING)


def main() -> None:
    """Draw, publish, measure, print."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = (arguments.keep or Path(temporary)).resolve()
        settings = Settings(
            raw=folder / "raw", warehouse=folder / "warehouse", extracted=folder / "extracted"
        )
        if not settings.raw.is_dir():
            _draw(settings.raw, arguments.reports)
        print(f"{len(list(settings.raw.iterdir()))} reports in {settings.raw}", flush=True)
        _show("First refresh", [_refresh(settings)])
        _show("Nothing new", [_refresh(settings) for _ in range(arguments.rounds)])
        missed = _judge(settings, arguments.rounds)
        for name, take_away in _optimisations(settings).items():
            _show(
                f"One new report, {name}", [_one_more(settings, take_away) for _ in range(arguments.rounds)]
            )
        for name in ("dbt", "panelsocial-dbt"):
            seconds = _seconds(_program(name), "--version")
            print(f"{name} --version, which dagster-dbt runs before each build: {seconds:.1f} s")
    sys.exit(1 if missed else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=2000, help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=3, help="of each measurement; default: %(default)s")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="folder to keep reports and warehouse in")
    return parser.parse_args()


def _draw(raw: Path, reports: int) -> None:
    """Draw the archive into the folder ``raw``, which exists only when complete."""
    archive = random_archive(SEED, int(reports / REPORTS_PER_PROGRAMME) + 1, YEARS)
    unfinished = raw.with_name(".raw")
    draw_archive(replace(archive, published=archive.published[:reports]), unfinished)
    unfinished.rename(raw)


def _judge(settings: Settings, rounds: int) -> bool:
    """Measure a refresh with one new report and plain dbt; return whether the target is missed."""
    refreshes, builds = [], []
    before = settings.build / "before.duckdb"
    for _ in range(rounds):
        shutil.copy(settings.build_database, before)
        refreshes.append(_one_more(settings))
        load(before, settings.year_lists, settings.extracted)
        builds.append(_dbt_build(settings, before))
        before.unlink()
    _show("One new report", refreshes)
    ratio = median((one.wall - one.reading) / build for one, build in zip(refreshes, builds, strict=True))
    print(f"Plain dbt build: {_rounds(builds)}")
    is_met = ratio <= MOST_TIMES_DBT and all(one.read == 1 for one in refreshes)
    print(
        f"{'met' if is_met else 'MISSED'}: a refresh without reading takes {ratio:.2f} times plain dbt build"
        f" (median; target at most {MOST_TIMES_DBT:g}, and 1 document read in each round)",
        flush=True,
    )
    return not is_met


def _optimisations(settings: Settings) -> dict[str, Callable[[], object]]:
    """For each optimisation, a name for a refresh without it and a function that disables it once."""

    def forget_summaries() -> None:
        for path in settings.extracted.glob("*/summaries.sqlite"):
            path.unlink()

    return {
        "all incremental tables rebuilt": partial(_forget_the_build, settings.build_database),
        "every report file hashed": partial(settings.hashes.unlink, missing_ok=True),
        "every cached document opened": forget_summaries,
    }


def _forget_the_build(database: Path) -> None:
    with duckdb.connect(str(database)) as con:
        con.execute("drop table notes.build")


def _one_more(settings: Settings, take_away: Callable[[], object] = lambda: None) -> Measured:
    number = len(list(settings.raw.iterdir()))
    # Another seed: a programme with a name and figures that the archive does not have.
    new = random_archive(SEED + number, 1, YEARS).published[0]
    (settings.raw / f"added_{number}.pdf").write_bytes(draw(new))
    take_away()
    return _refresh(settings)


def _refresh(settings: Settings) -> Measured:
    """Run the command and parse the lines that it prints."""
    folders = {"raw": settings.raw, "warehouse": settings.warehouse, "extracted": settings.extracted}
    command = [_program("panelsocial"), "refresh", *(f"--{name}={path}" for name, path in folders.items())]
    home = settings.warehouse.parent / "dagster"
    home.mkdir(exist_ok=True)
    shutil.copy(PROJECT_ROOT / "dagster.yaml", home)
    began = time.monotonic()
    run = subprocess.run(
        command,
        env=os.environ | {"DAGSTER_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.monotonic() - began
    if run.returncode:
        sys.exit(f"{' '.join(command)} failed with {run.returncode}:\n{run.stdout}{run.stderr}")
    found = [match for line in run.stdout.splitlines() if (match := STAGE.match(line))]
    stages = tuple((match["name"], float(match["seconds"]), match["result"]) for match in found)
    read = sum(int(match[1]) for _, _, result in stages if (match := READ.match(result)))
    return Measured(wall, stages, read)


def _dbt_build(settings: Settings, database: Path) -> float:
    """Seconds of plain ``dbt build`` into ``database``."""
    target = settings.build / "dbt_by_itself"
    if not target.is_dir():  # so that both start with a parsed project
        shutil.copytree(settings.build / "dbt", target)
    project = str(settings.dbt_project)
    return _seconds(
        _program("dbt"),
        *("--quiet", "--log-level-file", "none", "--log-path", str(target), "build"),
        *("--exclude-resource-type", "unit_test", *variables(settings)),
        *("--project-dir", project, "--profiles-dir", project, "--target-path", str(target)),
        env={"PANELSOCIAL_BUILD_DATABASE": str(database)},
    )


def _seconds(*command: str, env: dict[str, str] | None = None) -> float:
    began = time.monotonic()
    run = subprocess.run(
        command, env=os.environ | (env or {}), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if run.returncode:
        sys.exit(f"{' '.join(command)} failed with {run.returncode}:\n{run.stdout.decode()}")
    return time.monotonic() - began


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _show(name: str, rounds: Sequence[Measured]) -> None:
    print(f"\n{name}: {_rounds([one.wall for one in rounds])}")
    middle = sorted(rounds, key=lambda one: one.wall)[(len(rounds) - 1) // 2]
    for stage, seconds, result in middle.stages:
        print(f"  {stage:<28}{seconds:>7.1f} s   {result}", flush=True)


def _rounds(seconds: Sequence[float]) -> str:
    return f"{median(seconds):.1f} s (median of {', '.join(f'{one:.1f}' for one in seconds)})"


if __name__ == "__main__":
    main()
