"""Two refreshes at once: the second waits, looks again and finds its work done."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.crash.refreshes import Place

pytestmark = pytest.mark.slow


def test_the_second_of_two_waits_and_leaves_one_release(tmp_path: Path) -> None:
    place = replace(Place.make(tmp_path / "place", tmp_path / "raw"), lock_wait=300)
    place.put_report(2019)
    with ThreadPoolExecutor(2) as pool:
        first, second = [pool.submit(place.refresh) for _ in range(2)]
        runs = [first.result(), second.result()]
    assert [run.returncode for run in runs] == [0, 0], [run.stdout + run.stderr for run in runs]
    assert len(list((place.folder / "warehouse" / "releases").iterdir())) == 1

    assert sum("nothing has changed since release" in run.stdout.lower() for run in runs) == 1
