"""What a guard holds back is not published, and neither is a build that was not checked."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest
from dagster import AssetsDefinition, ExecuteInProcessResult, materialize

from pipelines.assets.extracted_reports import extracted_reports
from pipelines.assets.published_warehouse import published_warehouse
from pipelines.assets.raw_reports import raw_reports
from pipelines.assets.raw_tables import raw_tables
from pipelines.assets.run_lock import run_lock
from pipelines.build.inputs import begin_build
from pipelines.config import Settings
from pipelines.progress import Progress
from pipelines.watch.run_tags import all_years
from tests.assets.dumps import put_dump
from tests.corpus.sample import SAMPLE
from tests.warehouse import panelsocial


def _refresh(folder: Path) -> tuple[int, str]:
    run = panelsocial("refresh", *(f"--{name}={folder / name}" for name in ("raw", "warehouse", "extracted")))
    return run.returncode, run.stdout + run.stderr


def _years(folder: Path) -> list[tuple[int]]:
    with duckdb.connect(str(folder / "warehouse/current/panel_social.duckdb"), read_only=True) as con:
        return con.execute("select year from dim_report order by all").fetchall()


@pytest.mark.slow
def test_a_lost_report_is_refused_and_published_once_it_is_back(tmp_path: Path) -> None:
    lost = put_dump(tmp_path / "raw", "2018.txt", 2018)
    put_dump(tmp_path / "raw", "2019.txt", 2019)
    code, said = _refresh(tmp_path)
    assert code == 0, said
    current = (tmp_path / "warehouse" / "current").readlink()

    text = lost.read_text("utf-8")
    lost.unlink()
    code, said = _refresh(tmp_path)
    assert code == 1
    assert "fewer_reports" in said
    assert "Traceback" not in said
    assert (tmp_path / "warehouse" / "current").readlink() == current
    assert _years(tmp_path) == [(2018,), (2019,)]
    assert [path.name for path in (tmp_path / "warehouse" / "releases").iterdir()] == [current.name]

    lost.write_text(text, "utf-8")
    put_dump(tmp_path / "raw", "2020.txt", 2020)
    code, said = _refresh(tmp_path)
    assert code == 0, said
    assert _years(tmp_path) == [(2018,), (2019,), (2020,)]


def _materialized(settings: Settings, *assets: AssetsDefinition) -> ExecuteInProcessResult:
    """A run that Dagster starts, of these assets only."""
    return materialize(
        assets,
        resources={"settings": settings, "progress": Progress(), "run_lock": run_lock},
        tags=all_years(date.today()),
        raise_on_error=False,
    )


def test_a_build_that_was_not_checked_is_not_published_by_its_asset_alone(
    sample_warehouse: Path, tmp_path: Path
) -> None:
    warehouse = shutil.copytree(sample_warehouse.parents[1], tmp_path / "warehouse", symlinks=True)
    settings = Settings(warehouse=warehouse)
    before = (warehouse / "current").readlink()
    begin_build(settings.build_database, "another project")  # and a check stopped it
    result = _materialized(settings, published_warehouse)
    assert not result.success
    (failure,) = (event for event in result.all_events if event.is_step_failure)
    assert "has no complete, checked build" in str(failure.step_failure_data.error)
    assert (warehouse / "current").readlink() == before
    assert len(list((warehouse / "releases").iterdir())) == 1


def test_a_run_of_dagster_materializes_nothing_where_nothing_is_new(
    sample_warehouse: Path,
) -> None:
    folder = sample_warehouse.parents[2]
    settings = Settings(raw=SAMPLE, warehouse=folder / "warehouse", extracted=folder / "extracted")
    result = _materialized(settings, raw_reports, extracted_reports, raw_tables)
    assert result.success
    assert result.get_asset_materialization_events() == []
    skipped = {event.step_key for event in result.all_events if event.is_step_skipped}
    assert skipped == {"extracted_reports", "raw_tables"}
