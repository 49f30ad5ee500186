"""The sensor on the raw folder: one refresh per change, once the files have stopped changing."""

import os
from pathlib import Path

import pytest
from dagster import RunRequest, SkipReason, build_sensor_context

from pipelines.config import Settings
from pipelines.watch.inbox import inbox


class Sensor:
    """Looks at one raw folder again and again, remembering between two looks what the daemon keeps."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        self.cursor: str | None = None

    def look(self) -> RunRequest | SkipReason:
        context = build_sensor_context(
            cursor=self.cursor, resources={"settings": Settings(raw=self.raw)}, sensor_name="inbox"
        )
        answer = inbox(context)
        self.cursor = context.cursor
        assert isinstance(answer, RunRequest | SkipReason)
        return answer

    def key(self) -> str:
        """The run key of the refresh that a look asks for."""
        answer = self.look()
        assert isinstance(answer, RunRequest), answer
        assert answer.run_key
        return answer.run_key

    def skips(self, because: str) -> bool:
        answer = self.look()
        return isinstance(answer, SkipReason) and because in (answer.skip_message or "")


@pytest.fixture
def sensor(tmp_path: Path) -> Sensor:
    (tmp_path / "raw").mkdir()
    return Sensor(tmp_path / "raw")


def test_a_folder_that_is_missing_or_empty_is_left_alone(sensor: Sensor) -> None:
    assert sensor.skips("There is no report in")
    (sensor.raw / "notes.md").write_text("no report")
    assert sensor.skips("There is no report in")
    sensor.raw = sensor.raw / "missing"
    assert sensor.skips("There is no report in")


def test_one_refresh_once_the_files_have_stopped_changing(sensor: Sensor) -> None:
    report = sensor.raw / "2021" / "informe.pdf"
    report.parent.mkdir()
    report.write_bytes(b"%PDF-1.7 half")
    assert sensor.skips("may still be arriving")
    report.write_bytes(b"%PDF-1.7 half, and the rest")
    assert sensor.skips("may still be arriving")
    request = sensor.look()
    assert isinstance(request, RunRequest)
    assert request.tags["dagster/asset_partition_range_start"] == "undated"
    assert sensor.skips("No file has changed")


def test_adding_removing_renaming_and_writing_start_a_refresh(sensor: Sensor) -> None:
    first, second = sensor.raw / "a.pdf", sensor.raw / "b.txt"
    first.write_text("one")
    keys = []

    def settles() -> None:
        assert sensor.skips("may still be arriving")
        keys.append(sensor.key())

    settles()
    second.write_text("two")
    settles()
    second.rename(sensor.raw / "c.txt")
    settles()
    (sensor.raw / "c.txt").unlink()
    settles()
    os.utime(first, ns=(1, 1))  # other bytes of the same length
    settles()
    assert len(set(keys)) == 5  # also where the folder is again what it was: Dagster drops a known key


def test_hidden_files_and_other_kinds_are_not_waited_for(sensor: Sensor) -> None:
    (sensor.raw / "a.pdf").write_text("one")
    sensor.look()
    sensor.key()
    (sensor.raw / ".b.pdf.part").write_text("unfinished")
    (sensor.raw / "README.md").write_text("no report")
    assert sensor.skips("No file has changed")


def test_an_invalid_cursor_is_reset(sensor: Sensor) -> None:
    (sensor.raw / "a.pdf").write_text("one")
    sensor.cursor = "{not json"
    assert sensor.skips("may still be arriving")
    sensor.key()
