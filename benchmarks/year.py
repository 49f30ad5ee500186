"""What grows while nobody looks: ``python -m benchmarks.year --days 365``.

Runs the job `refresh` once a day in one process, as the schedule does. Two reports change each week; the dbt
project is a small one, so that a day takes seconds. In the middle the newest release gets a name of the year
2999, as if the clock had been wrong. Prints, for each quarter, the size of what is kept on disk and the
memory of the process at its end.

Exit status 1 when a refresh fails, or the last quarter ends with more than a tenth more on disk, or of
memory, than the one before.
"""

import argparse
import os
import resource
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from tests.crash.refreshes import Place

QUARTERS = 4
TOLERATED = 1.1
CHANGES = (1, 4)  # days of the week on which a report changes
YEARS = (2017, 2018, 2019, 2020)
VARIANTS = 3


def main() -> None:
    """Run the days and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=365, help="default: %(default)s")
    days = parser.parse_args().days
    with tempfile.TemporaryDirectory() as temporary:
        ends = _run(Path(temporary), days)
    grown = [name for name in ends[-1] if ends[-1][name] > ends[-2][name] * TOLERATED]
    print(
        f"\nGrew in the last quarter: {', '.join(grown)}." if grown else "\nNothing grew in the last quarter."
    )
    sys.exit(1 if grown else 0)


def _run(folder: Path, days: int) -> list[dict[str, float]]:
    """The sizes in MB at the end of each quarter, by what they are of."""
    place = Place.make(folder / "place", folder / "raw")
    os.environ |= place.environment() | {"DAGSTER_HOME": str(folder / "history")}
    # Read when these are imported.
    from pipelines.config import Settings  # noqa: PLC0415
    from pipelines.progress import Progress  # noqa: PLC0415
    from pipelines.refresh import run_refresh  # noqa: PLC0415

    settings = Settings()
    place.put_report(YEARS[0])
    ends: list[dict[str, float]] = []
    for day in range(1, days + 1):
        if day % 7 in CHANGES:
            _change(place, day)
        if day == days // 2:
            _set_clock_wrong(settings.warehouse)
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
            failed = run_refresh(settings, [], Progress())
        if failed:
            sys.exit(f"day {day}: {failed}")
        if day * QUARTERS // days > len(ends):
            ends.append(_sizes(folder))
            print(f"day {day}: {', '.join(f'{name} {size:.1f} MB' for name, size in ends[-1].items())}")
    return ends


def _change(place: Place, day: int) -> None:
    """One of a few reports is published for the first time, or again with other bytes."""
    year = YEARS[day % len(YEARS)]
    place.put_report(year)
    with (place.raw / f"{year}.txt").open("a", encoding="utf-8") as report:
        report.write("\n" * (day // len(YEARS) % VARIANTS))


def _set_clock_wrong(warehouse: Path) -> None:
    current = (warehouse / "current").resolve()
    wrong = current.rename(current.with_name("29990101T000000.000000Z"))
    (warehouse / "current").unlink()
    (warehouse / "current").symlink_to(wrong.relative_to(warehouse.resolve()))


def _sizes(folder: Path) -> dict[str, float]:
    kept = {
        "history of runs": folder / "history",
        "releases": folder / "place" / "warehouse" / "releases",
        "build": folder / "place" / "warehouse" / "build",
        "extractions": folder / "place" / "extracted",
    }
    sizes = {
        name: sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
        for name, path in kept.items()
    }
    return sizes | {"memory": _resident() / 1e6}


def _resident() -> int:
    """The memory of this process that is in use, in bytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
