"""The whole job in process: from raw files to a published warehouse, and what stops it."""

import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.config import Settings
from pipelines.refresh import run_refresh
from tests.assets.dumps import put_dump
from tests.assets.test_stages import Told
from tests.warehouse import PROJECT, panelsocial

PLANTED = """
-- Fails on purpose: every programme is wrong.
select program_key, program_name from {{ ref('dim_program') }}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", extracted=tmp_path / "extracted", workers=1
    )


@pytest.mark.slow
def test_the_job_publishes_and_years_that_are_not_neighbours_refresh_in_one_go(settings: Settings) -> None:
    for year in (2018, 2019, 2021):
        put_dump(settings.raw, f"{year}.txt", year)
    told = Told()
    assert run_refresh(settings, ["2018", "2021"], told) == []
    with duckdb.connect(str(settings.published_database), read_only=True) as con:
        assert con.execute("select year from dim_report order by all").fetchall() == [(2018,), (2021,)]
    assert told.read[:3] == ["2018.txt", "2019.txt", "2021.txt"]


@pytest.mark.slow
def test_a_failing_check_leaves_the_release_as_it_was_and_names_check_and_rows(
    sample_warehouse: Path, tmp_path: Path
) -> None:
    warehouse = tmp_path / "warehouse"
    shutil.copytree(sample_warehouse.parents[1], warehouse, symlinks=True)
    before = (warehouse / "current").resolve()
    content = (before / "panel_social.duckdb").read_bytes()
    project = tmp_path / "dbt_project"
    shutil.copytree(PROJECT / "dbt_project", project, ignore=shutil.ignore_patterns("target", "logs"))
    (project / "tests" / "planted_check.sql").write_text(PLANTED)

    run = panelsocial(
        "refresh",
        "--raw",
        str(PROJECT / "data" / "raw" / "sample"),
        "--warehouse",
        str(warehouse),
        "--extracted",
        str(sample_warehouse.parents[2] / "extracted"),
        env={"PANELSOCIAL_DBT_PROJECT": str(project)},
    )

    assert run.returncode == 1, run.stdout + run.stderr
    assert f"Changed since release {before.name}: dbt project.\n" in run.stdout
    assert "0 read, 13 unchanged" in run.stdout
    assert "planted_check (tests/planted_check.sql)" in run.stderr
    assert "program_name=Redes de Oportunidades de Negocios" in run.stderr
    assert f"The published release is unchanged: {before}" in run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    assert (warehouse / "current").resolve() == before
    assert (before / "panel_social.duckdb").read_bytes() == content
    assert list((warehouse / "releases").iterdir()) == [before]
