"""A refresh that is killed in any stage: readers have what they had, and the next one makes up for it."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.crash.refreshes import STAGES, Place
from tests.warehouse import PROJECT

pytestmark = pytest.mark.slow


def _removal_of_2019_reviewed(folder: Path) -> Path:
    guards = yaml.safe_load((PROJECT / "dbt_project" / "guards.yml").read_text("utf-8"))
    review = {"reason": "removed in this test", "reviewed_by": "the test", "until": "9999-12-31"}
    guards["overrides"] = [{"guard": "fewer_reports", "subject": "2019"} | review]
    path = folder / "guards.yml"
    path.write_text(yaml.safe_dump(guards), "utf-8")
    return path


def test_killed_in_every_stage_and_completed_to_the_content_of_a_fresh_build(tmp_path: Path) -> None:
    place = Place.make(tmp_path / "killed", tmp_path / "raw")
    place.put_report(2019)
    assert place.refresh().returncode == 0
    published = place.published()
    place.put_report(2020)
    place.put_report(2021)
    (place.raw / "2019.txt").unlink()
    place = replace(place, guards=_removal_of_2019_reviewed(tmp_path))

    # Each run gets past the stage in which the one before it died, and dies in the next.
    for stage, moment in STAGES:
        run = place.disturbed("kill", stage, moment)
        assert run.returncode == -9, f"{stage}, {moment}: {run.stdout} {run.stderr}"
        assert place.published() == published
    completed = place.refresh()
    assert completed.returncode == 0, completed.stdout + completed.stderr

    fresh = Place.make(tmp_path / "fresh", place.raw)
    assert fresh.refresh().returncode == 0
    assert place.exports() == fresh.exports()
    assert list((place.folder / "warehouse").glob(".*")) == []
    with duckdb.connect(str(place.folder / "warehouse/current/panel_social.duckdb"), read_only=True) as con:
        changes = con.execute(
            "select change, count(*) from quality.release_changes where table_name = 'dim_report'"
            " group by all"
        ).fetchall()
    assert dict(changes) == {"added": 2, "removed": 1}


def test_what_a_power_cut_left_half_written_is_made_anew(tmp_path: Path) -> None:
    place = Place.make(tmp_path / "cut", tmp_path / "raw")
    place.put_report(2019)
    place.put_report(2020)
    assert place.refresh().returncode == 0
    exports = place.exports()
    warehouse = place.folder / "warehouse"
    for path in (
        warehouse / "build" / "panel_social.duckdb",
        place.folder / "dbt_project" / "target" / "manifest.json",
        place.folder / "dbt_project" / "target" / "partial_parse.msgpack",
        next((place.folder / "extracted").rglob("*.parquet")),
        warehouse / "build" / "reports_by_year" / "2019.parquet",
    ):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
    run = place.refresh("--force")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "the build database was damaged and has been rebuilt" in run.stdout
    assert place.exports() == exports
