"""A disk that fills up in any stage: a sentence, the release as it was, and all well once there is room."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.refreshes import STAGES, Place
from tests.crash.sabotage import fill

pytestmark = pytest.mark.slow


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)]
    mount = subprocess.run(command, capture_output=True, text=True, check=False)
    if mount.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {mount.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _failed_with_a_sentence(run: subprocess.CompletedProcess[str]) -> None:
    said = run.stdout + run.stderr
    assert run.returncode == 1, said
    assert "A disk is full. Free space: " in run.stderr, said
    assert "Traceback" not in said
    assert "Logging error" not in said


def test_full_in_every_stage(small_disk: Path, tmp_path: Path) -> None:
    place = Place.make(small_disk, tmp_path / "raw")
    place.put_report(2010)
    assert place.refresh().returncode == 0
    published = place.published()
    filler = small_disk / "filler"
    # Whatever was read or built before, each run has a new report to read, load and build.
    for number, (stage, moment) in enumerate(STAGES, start=1):
        place.put_report(2010 + number)
        run = place.disturbed("fill", stage, moment, str(filler))
        _failed_with_a_sentence(run)
        assert place.published() == published, stage
        filler.unlink()
    fill(filler)
    _failed_with_a_sentence(place.refresh())
    assert place.published() == published
    filler.unlink()

    completed = place.refresh()
    assert completed.returncode == 0, completed.stdout + completed.stderr
    fresh = Place.make(tmp_path / "fresh", place.raw)
    assert fresh.refresh().returncode == 0
    assert place.exports() == fresh.exports()
