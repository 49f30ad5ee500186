"""Measure whole refreshes of archives of several sizes: ``python -m benchmarks.scale DIR``.

For each size it publishes so many reports from nothing, as a user does: the seconds of every stage, the peak
of memory of the whole process tree, and the bytes on disk. At the largest size and at a tenth of it follow a
refresh with nothing new and one with one new report; at the largest then one with a new year of reports and
one with a changed seed; at the tenth one with another version of the program, which reads every document
again. A naive script with pdfplumber reads a sample of the same documents in as many processes, in the same
run.

The archive is that of ``benchmarks.archive_files``; its last year is the new one. What was measured is kept
in ``results.json`` in DIR: ``--report`` prints it again, ``--draw`` draws it as a picture. Exit status 1 when
a target is missed.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from benchmarks.archive_files import RAW, SEED, archive_in, write_archive
from benchmarks.reading import naive
from benchmarks.scale_place import Measured, Place
from benchmarks.scale_report import draw_picture, print_report
from tests.corpus.archive import draw, random_archive
from tests.corpus.archive_model import Published

RESULTS = "results.json"
SIZES = (1, 10, 100, 1000, 2000, 10_000)
# The archive has a tenth more: its last year is measured as a new one.
WITH_NEW_YEAR = 1.09
NAIVE_SAMPLE = 60


def main() -> None:
    """Draw the archive where there is none, measure, print."""
    arguments = _arguments()
    folder: Path = arguments.folder.resolve()
    if not (arguments.report or arguments.draw):
        _measure(folder, sorted(arguments.sizes))
    results = [Measured(**one) for one in json.loads((folder / RESULTS).read_text("utf-8"))]
    if arguments.draw:
        draw_picture(results, arguments.draw)
    sys.exit(0 if print_report(results) else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="default: %(default)s")
    parser.add_argument("--report", action="store_true", help="only print what was measured before")
    parser.add_argument("--draw", type=Path, metavar="SVG", help="print and draw what was measured before")
    return parser.parse_args()


def _measure(folder: Path, sizes: Sequence[int]) -> None:
    """Measure, and keep each result as soon as there is one."""
    results: list[Measured] = []
    for one in _measured(folder, sizes):
        results.append(one)
        (folder / RESULTS).write_text(json.dumps([asdict(one) for one in results], indent=1), "utf-8")


def _measured(folder: Path, sizes: Sequence[int]) -> Iterator[Measured]:
    archive = folder / "archive"
    if not (archive / RAW).is_dir():
        write_archive(archive, int(sizes[-1] * WITH_NEW_YEAR), SEED)
    before, new_year = (
        [archive / RAW / name for name in names] for names in _by_age(archive_in(archive).published)
    )
    places = {size: Place(folder / str(size)) for size in sizes}
    tenth = sizes[-1] // 10
    for size, place in places.items():
        place.begin(before[:size])
        yield place.refresh("first")
        if size in {tenth, sizes[-1]}:
            yield place.refresh("nothing new")
            (place.raw / "added.pdf").write_bytes(draw(random_archive(SEED + size, 1, 4).published[0]))
            yield place.refresh("one new report")
    yield _by_a_naive_script(before[:: max(1, len(before) // NAIVE_SAMPLE)])
    largest = places[sizes[-1]]
    largest.add(new_year)
    yield largest.refresh("a new year")
    largest.change_seed()
    yield largest.refresh("a changed seed")
    if tenth in places:
        places[tenth].change_extractor()
        yield places[tenth].refresh("another version", "--force")


def _by_age(published: Sequence[Published]) -> tuple[list[str], list[str]]:
    """The files of the years before the last one, and those of the last."""
    last = max(one.report.year for one in published)
    files = sorted((one.file, one.report.year == last) for one in published)
    return [file for file, is_last in files if not is_last], [file for file, is_last in files if is_last]


def _by_a_naive_script(paths: Sequence[Path]) -> Measured:
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        list(pool.map(naive, paths[: os.cpu_count()]))  # so that starting is not measured
        began = time.monotonic()
        list(pool.map(naive, paths))
    return Measured("naive script", len(paths), time.monotonic() - began, {}, 0, {}, 0)


if __name__ == "__main__":
    main()
