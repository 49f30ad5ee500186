"""Write an archive of invented reports: ``python -m benchmarks.archive_files DIR --reports 10000``.

Every report is a PDF of its own: no two have the same figures, names or bytes. The programmes live as those
of the state's archive do, some 770 in each of thirteen years: they begin, end, change their name and revise
their figures (``tests.corpus.archive``). The truth is kept as what it was drawn from: ``archive.json`` in DIR
names seed and size, and ``archive_in`` makes the same archive of it again, in memory.

Prints how many reports a second were drawn. Fewer reports are fewer programmes, in as many years.
"""

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

from tests.corpus.archive import random_archive
from tests.corpus.archive_files import draw_archive
from tests.corpus.archive_model import Archive

TRUTH = "archive.json"
RAW = "raw"
SEED, YEARS = 3, 13
REPORTS_PER_PROGRAMME = 12.5


def main() -> None:
    """Draw, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--reports", type=int, default=10_000, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=SEED, help="default: %(default)s")
    arguments = parser.parse_args()
    began = time.monotonic()
    write_archive(arguments.folder, arguments.reports, arguments.seed)
    taken = time.monotonic() - began
    print(f"{arguments.reports} reports in {taken:.0f} s, {arguments.reports / taken:.1f} a second")


def write_archive(folder: Path, reports: int, seed: int = SEED) -> None:
    """Write so many ``reports`` into the folder ``raw`` of ``folder``, which exists only when complete."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TRUTH).write_text(json.dumps({"seed": seed, "reports": reports}), "utf-8")
    unfinished = folder / ".raw"
    draw_archive(archive_in(folder), unfinished)
    unfinished.rename(folder / RAW)


def archive_in(folder: Path) -> Archive:
    """The archive that was drawn into ``folder``."""
    made = json.loads((folder / TRUTH).read_text("utf-8"))
    archive = random_archive(made["seed"], programmes_for(made["reports"]), YEARS)
    return replace(archive, published=archive.published[: made["reports"]])


def programmes_for(reports: int) -> int:
    """How many programmes have at least so many ``reports`` in ``YEARS`` years."""
    return int(reports / REPORTS_PER_PROGRAMME) + 1


if __name__ == "__main__":
    main()
