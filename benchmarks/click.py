"""Measure a refresh by a click beside one by the command: ``python -m benchmarks.click --rounds 5``.

Starts Dagster's daemon and web server over a copy of the dbt project and the sample reports. In each round
one new report is published by a click (a run launched over GraphQL) and another by ``panelsocial refresh``;
then both are asked for with nothing new. Prints the seconds of every round: for a click from launch to
end, and of these Dagster's own start, which is the time until its first step begins.

Exit status 1 when a click with a new report takes, in the median and after Dagster's own start, more than 1.5
times the command.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from tests.assets.dumps import put_dump
from tests.corpus.sample import SAMPLE
from tests.crash.refreshes import Place
from tests.deploy.dagster_services import Services, services
from tests.warehouse import PROJECT

MOST_TIMES_COMMAND = 1.5
FIRST_YEAR = 2010
TIMES = """query($id: ID!) { runOrError(runId: $id) { ... on Run {
  creationTime endTime stepStats { startTime }
} } }"""


def main() -> None:
    """Start, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="default: %(default)s")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        place = Place(folder / "place", folder / "raw")
        shutil.copytree(SAMPLE, place.raw)
        by_dbt = shutil.ignore_patterns("target", "logs")
        shutil.copytree(PROJECT / "dbt_project", place.folder / "dbt_project", ignore=by_dbt)
        with services(folder, place) as running:
            _by_command(running)
            is_met = _measure(running, rounds)
    sys.exit(0 if is_met else 1)


def _measure(running: Services, rounds: int) -> bool:
    """Measure and print; return whether the target is met."""
    years = iter(range(FIRST_YEAR, date.today().year))

    def with_a_new_report(start: Callable[[Services], tuple[float, float]]) -> tuple[float, float]:
        year = next(years)
        put_dump(running.place.raw, f"{year}.txt", year)
        return start(running)

    new = [(with_a_new_report(_by_click), with_a_new_report(_by_command)) for _ in range(rounds)]
    nothing = [(_by_click(running), _by_command(running)) for _ in range(rounds)]
    for name, measured in (("One new report", new), ("Nothing new", nothing)):
        clicks, commands = zip(*measured, strict=True)
        print(
            f"{name}: click {_seconds([all for all, _ in clicks])},"
            f" of it Dagster's own start {_seconds([start for _, start in clicks])};"
            f" command {_seconds([all for all, _ in commands])}",
            flush=True,
        )
    ratio = median((all - start) / command for (all, start), (command, _) in new)
    is_met = ratio <= MOST_TIMES_COMMAND
    print(
        f"{'met' if is_met else 'MISSED'}: after Dagster's own start a click takes {ratio:.2f} times"
        f" the command (median; target at most {MOST_TIMES_COMMAND:g})"
    )
    return is_met


def _by_click(running: Services) -> tuple[float, float]:
    """Seconds from the launch to the end of a run, and to its first step."""
    run_id = running.launch({})
    assert running.wait(run_id) == ["SUCCESS"]
    run = running.ask(TIMES, id=run_id)["runOrError"]
    first = min(step["startTime"] for step in run["stepStats"] if step["startTime"])
    return run["endTime"] - run["creationTime"], first - run["creationTime"]


def _by_command(running: Services) -> tuple[float, float]:
    """Seconds of the command, and 0, because its own start counts."""
    before = time.monotonic()
    run = running.place.refresh()
    assert run.returncode == 0, run.stdout + run.stderr
    return time.monotonic() - before, 0.0


def _seconds(measured: Sequence[float]) -> str:
    """The median of seconds, and all of them."""
    return f"{median(measured):.1f} s ({', '.join(f'{one:.1f}' for one in measured)})"


if __name__ == "__main__":
    main()
