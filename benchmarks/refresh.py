"""What a refresh costs an archive that is already published: ``python -m benchmarks.refresh --reports 2000``.

Draws an archive of invented programmes as PDFs and publishes it. Then measures, each as a whole process of
the command, from its start to its end:

- a refresh with nothing new,
- one report more: a PDF of a programme that the archive does not know.

Each is measured in several rounds, because machines are not equally fast in every minute. Prints of the
median round wall and processor seconds, the share of start-up (all before the first stage that looks at a
report), the documents read and the seconds of each stage, the wall seconds of all rounds, and whether the
median meets the target. With ``--keep DIR`` a later run measures the same archive again, larger by a report a
round. Exit status 1 on a miss.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from tests.corpus.archive import draw, random_archive
from tests.corpus.archive_files import draw_archive

SEED = 3
YEARS = 4
# An archive has gaps and revisions: about as many reports a programme over four years.
REPORTS_PER_PROGRAMME = 3.8
# Seconds of wall time for the whole process.
NOTHING_NEW_SECONDS = 2.0
ONE_MORE_SECONDS = 15.0
# A finished stage, as the command prints it where there is no terminal.
STAGE = re.compile(r"^(?P<name>[A-Z]\S.*?) {2,}(?P<seconds>\d+\.\d) s {3}(?P<result>.*)")
START_UP = "Starting"
READ = re.compile(r"(\d+) read, ")


@dataclass(frozen=True, slots=True)
class Measured:
    """One process: seconds of wall time, of processors, and until the first stage; its stages and result."""

    wall: float
    processor: float
    start_up: float
    stages: tuple[tuple[str, float, str], ...]
    read: int


def main() -> None:
    """Draw, publish, measure, print."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = arguments.keep or Path(temporary)
        raw = folder / "raw"
        if not raw.is_dir():
            _draw(raw, arguments.reports)
        print(f"{len(list(raw.iterdir()))} reports in {raw}", flush=True)
        _show("First refresh, or what is left of it", _refresh(folder))
        same = [_refresh(folder) for _ in range(arguments.rounds)]
        missed = _judge("Nothing new", same, NOTHING_NEW_SECONDS, read=0)
        more = []
        for _ in range(arguments.rounds):
            _add_a_report(raw)
            more.append(_refresh(folder))
        missed += _judge("One report more", more, ONE_MORE_SECONDS, read=1)
    sys.exit(1 if missed else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=2000, help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=5, help="of each measurement; default: %(default)s")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="folder to keep reports and warehouse in")
    return parser.parse_args()


def _draw(raw: Path, reports: int) -> None:
    """Draw the archive; the folder has its name once it is whole."""
    archive = random_archive(SEED, int(reports / REPORTS_PER_PROGRAMME) + 1, YEARS)
    unfinished = raw.with_name(".raw")
    draw_archive(replace(archive, published=archive.published[:reports]), unfinished)
    unfinished.rename(raw)


def _add_a_report(raw: Path) -> None:
    number = len(list(raw.iterdir()))
    # Another seed: a programme with a name and figures that the archive does not have.
    new = random_archive(SEED + number, 1, YEARS).published[0]
    (raw / f"added_{number}.pdf").write_bytes(draw(new))


def _refresh(folder: Path) -> Measured:
    """Run the command and watch the lines that it prints."""
    command = [str(Path(sys.executable).with_name("panelsocial")), "refresh", "--raw", str(folder / "raw")]
    command += ["--warehouse", str(folder / "warehouse"), "--extracted", str(folder / "extracted")]
    before = _processor_seconds()
    began = time.monotonic()
    stages: list[tuple[str, float, str]] = []
    start_up = 0.0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stdout
        for line in process.stdout:
            if found := STAGE.match(line):
                stages.append((found["name"], float(found["seconds"]), found["result"]))
                if found["name"] == START_UP:
                    start_up = time.monotonic() - began
        if process.wait():
            sys.exit(f"{' '.join(command)} failed with {process.returncode}")
    wall = time.monotonic() - began
    start_up = start_up or wall  # nothing else was done
    read = sum(int(found[1]) for _, _, result in stages if (found := READ.match(result)))
    return Measured(wall, _processor_seconds() - before, start_up, tuple(stages), read)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _show(name: str, measured: Measured) -> None:
    print(
        f"\n{name}: {measured.wall:.1f} s ({measured.processor:.1f} s of processors),"
        f" start-up {measured.start_up:.1f} s ({measured.start_up / measured.wall:.0%}),"
        f" {measured.read} documents read"
    )
    for stage, seconds, result in measured.stages:
        print(f"  {stage:<28}{seconds:>7.1f} s   {result}", flush=True)


def _judge(name: str, rounds: Sequence[Measured], seconds: float, read: int) -> int:
    """Print the median round, and whether it is fast enough and all read as much; how many are missed."""
    in_order = sorted(rounds, key=attrgetter("wall"))
    median = in_order[(len(in_order) - 1) // 2]
    _show(name, median)
    print(f"  {len(rounds)} rounds, seconds: {', '.join(f'{one.wall:.1f}' for one in rounds)}")
    missed = 0
    for met, target in (
        (median.wall <= seconds, f"at most {seconds:g} seconds, by the median"),
        (all(one.read == read for one in rounds), f"{read} documents read, in each round"),
    ):
        print(f"  {'met' if met else 'MISSED'}: {target}", flush=True)
        missed += not met
    return missed


if __name__ == "__main__":
    main()
