"""Soak test of the refresh: ``python -m benchmarks.soak --seed 1 --rounds 30``.

Each round adds, changes and removes reports at random and refreshes as a user does. In some rounds the
refresh is killed (SIGKILL, at a random moment) and run again, in others two refreshes start at once.
Meanwhile readers open the published warehouse, check that it is consistent and matches a state of the raw
folder, keep it open and query it again (``benchmarks.soak_reader``). At the end the warehouse is compared
with one built from scratch from the same files: the exported Parquet files must be the same byte for byte.

Exit status 1 when a read failed, a release was inconsistent, a refresh failed that was not killed, or the
content differs.
"""

import argparse
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from random import Random

from benchmarks.soak_folder import RawFolder
from benchmarks.soak_reader import read_until_stopped
from benchmarks.soak_refresh import Refresher, Run
from tests.corpus.archive import random_archive
from tests.corpus.archive_files import draw_archive
from tests.corpus.archive_model import Archive

FIRST_REPORTS = 12
SHOWN = 10


def main() -> None:
    """Run the rounds, compare, print."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        faults = _soak(folder.resolve(), arguments)
    for fault in faults[:SHOWN]:
        print(f"  {fault}")
    print(f"\n{len(faults)} faults." if faults else "\nNo faults.")
    sys.exit(1 if faults else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=30, help="default: %(default)s")
    parser.add_argument("--readers", type=int, default=4, help="default: %(default)s")
    parser.add_argument(
        "--minutes", type=float, default=30, help="start no round after this time; default: %(default)s"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="new folder to keep everything in")
    return parser.parse_args()


def _soak(folder: Path, arguments: argparse.Namespace) -> list[str]:
    chance = Random(f"{arguments.seed}/soak")
    archive = random_archive(arguments.seed, programmes=13, years=4)
    draw_archive(archive, folder / "pool")
    (folder / "guards.yml").write_text(_reviewed(archive), "utf-8")
    raw = RawFolder(folder / "raw", folder / "states", sorted((folder / "pool").iterdir()), chance)
    raw.start(FIRST_REPORTS)
    refresher = Refresher(folder, chance)
    first = refresher.whole()
    faults = _complaints("first refresh", [first])
    if faults:
        return faults
    with _readers(folder, arguments.readers, str(arguments.seed)):
        faults += _rounds(raw, refresher, arguments)
    return faults + _print_readers(folder, arguments.readers) + _compare(folder, refresher)


def _reviewed(archive: Archive) -> str:
    """A guards file that accepts every removal of reports."""
    reports = [one.report for one in archive.published]
    subjects = {("fewer_reports", str(report.year)) for report in reports}
    subjects |= {("ministry_vanished", report.ministry) for report in reports}
    review = {"reason": "the soak removes reports", "reviewed_by": "benchmarks.soak", "until": "9999-12-31"}
    overrides = [{"guard": guard, "subject": subject} | review for guard, subject in sorted(subjects)]
    tolerances = {"lost_rows": 1, "moved_total": 1, "mapped_share": 0}
    return json.dumps({"tolerances": tolerances, "overrides": overrides})  # JSON is YAML


def _rounds(raw: RawFolder, refresher: Refresher, arguments: argparse.Namespace) -> list[str]:
    faults: list[str] = []
    whole: list[float] = []
    counts: Counter[str] = Counter()
    begun = time.monotonic()
    for number in range(1, arguments.rounds + 1):
        if time.monotonic() - begun > 60 * arguments.minutes:
            faults.append(f"only {number - 1} of {arguments.rounds} rounds in {arguments.minutes:g} minutes")
            break
        done = raw.change()
        kind, runs = refresher.one_round()
        counts.update("killed" if run.killed else "whole" for run in runs)
        counts["waited"] += sum("Waiting for" in run.output for run in runs)
        whole += [run.seconds for run in runs if run.status == 0]
        faults += _complaints(f"round {number}", runs)
        ends = ", ".join("killed" if run.killed else f"exit {run.status}" for run in runs)
        seconds = sum(run.seconds for run in runs)
        print(f"round {number:2}  {kind:6}  {' '.join(done)[:60]:60}  {ends}, {seconds:.0f} s")
    print(
        f"\n{counts['whole']} refreshes finished (median {statistics.median(whole):.1f} s),"
        f" {counts['waited']} of them after waiting for another; {counts['killed']} were killed."
    )
    return faults


def _complaints(when: str, runs: list[Run]) -> list[str]:
    return [
        f"{when}: exit status {run.status}: {run.output.strip()[-600:]}"
        for run in runs
        if not run.killed and run.status != 0
    ]


@contextmanager
def _readers(folder: Path, count: int, seed: str) -> Iterator[None]:
    context = multiprocessing.get_context("spawn")
    arguments = [(folder, number, seed) for number in range(count)]
    readers = [context.Process(target=read_until_stopped, args=one) for one in arguments]
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        (folder / "stop").touch()
        for reader in readers:
            reader.join()


def _print_readers(folder: Path, count: int) -> list[str]:
    seen = [json.loads((folder / f"reader_{number}.json").read_text("utf-8")) for number in range(count)]
    counts = ("reads", "failed", "inconsistent")
    reads, failed, inconsistent = (sum(one[what] for one in seen) for what in counts)
    releases = {release for one in seen for release in one["releases"]}
    print(
        f"{count} readers: {reads:,} reads of {len(releases)} releases, {failed} failed,"
        f" {inconsistent} inconsistent results."
    )
    return [fault for one in seen for fault in one["faults"]]


def _compare(folder: Path, refresher: Refresher) -> list[str]:
    """The differences between the warehouse and one built from scratch from the same files."""
    last, fresh = refresher.whole(), refresher.whole(into=folder / "fresh")
    if faults := _complaints("last refresh", [last, fresh]):
        return faults
    grown, anew = (_exports(place / "warehouse") for place in (folder, folder / "fresh"))
    differing = sorted(name for name in grown.keys() | anew.keys() if grown.get(name) != anew.get(name))
    print(f"{len(anew)} exported tables, {len(differing)} of them different from a fresh build.")
    return [f"{name} differs from a fresh build" for name in differing]


def _exports(warehouse: Path) -> dict[str, str]:
    found = {}
    for path in (warehouse / "current" / "exports" / "parquet").iterdir():
        with path.open("rb") as file:
            found[path.name] = file_digest(file, "sha256").hexdigest()
    return found


if __name__ == "__main__":
    main()
