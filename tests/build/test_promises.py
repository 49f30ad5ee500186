"""What a table promises is tested on every build, and a broken promise names its rows."""

from pathlib import Path

import duckdb
import pytest

from pipelines.config import Settings
from tests.build.dbt_builds import build_copy, project_copy, rebuild


@pytest.fixture
def database(sample_warehouse: Path, tmp_path: Path) -> Path:
    return build_copy(sample_warehouse, tmp_path)


# What breaks a promise, the check that finds it, what it says, and cells of the row that it names.
BROKEN: dict[str, tuple[str, str, dict[str, str]]] = {
    "insert into dim_sdg select * from dim_sdg where sdg_number = 4": (
        "sound_dim_sdg",
        "several rows of one sdg_number",
        {"sdg_number": "4", "row_count": "2"},
    ),
    "insert into seeds.ods_sdg values (99, 'Otro', null, 'a source')": (
        "sound_ods_sdg",
        "name_en is NULL",
        {"sdg_number": "99"},
    ),
    "delete from dim_report where report_id = (select min(report_id) from program_sdg)": (
        "sound_program_sdg",
        "report_id is not in main.dim_report",
        {},
    ),
    "update raw.readings set status = 'odd' where reading_no = 3": (
        "sound_raw_readings",
        "status is none of its values",
        {"status": "odd"},
    ),
    "update dim_year set deflator = -1 where year = 2020": (
        "sound_dim_year",
        "deflator < 0",
        {"year": "2020", "deflator": "-1.0"},
    ),
    "delete from seeds.regions": ("sound_regions", "no rows", {}),
}


def test_a_broken_promise_names_its_rows(database: Path) -> None:
    with duckdb.connect(str(database)) as con:
        for statement in BROKEN:
            con.execute(statement)
    checks = [check for check, _, _ in BROKEN.values()]
    # Tables are not looked at while what they are made of is broken: seeds and raw tables apart from models.
    sources = {"sound_ods_sdg", "sound_raw_readings", "sound_regions"}
    found = rebuild(database, Settings(), sorted(sources))
    found += rebuild(database, Settings(), sorted(set(checks) - sources))
    failed = {check.name: check for check in found}
    assert failed.keys() == {check for check, _, _ in BROKEN.values()}
    for check, promise, cells in BROKEN.values():
        assert failed[check].failures >= 1, check
        assert failed[check].rows, check
        for row in failed[check].rows:
            assert row["broken_promise"] == promise
            assert row.items() >= cells.items()


@pytest.mark.slow
def test_a_null_that_the_contract_excludes_is_not_written_and_its_rows_are_named(
    database: Path, tmp_path: Path
) -> None:
    project = project_copy(tmp_path)
    model = project / "models" / "dimensions" / "dim_sdg.sql"
    sql = model.read_text("utf-8")
    lost = sql.replace("name_en", "nullif(name_en, 'Climate action') as name_en", 1)
    assert lost != sql
    with duckdb.connect(str(database)) as con:
        before = con.execute("from dim_sdg order by all").fetchall()
        assert ("Climate action",) in con.execute("select name_en from dim_sdg").fetchall()
    model.write_text(lost, "utf-8")

    (failed,) = rebuild(database, Settings(dbt_project=project), ["dim_sdg"])

    assert failed.name == "dim_sdg"
    assert failed.message.endswith("NOT NULL constraint failed: dim_sdg.name_en")
    assert failed.failures == 1
    (row,) = failed.rows
    assert row["sdg_number"] == "13"
    with duckdb.connect(str(database), read_only=True) as con:
        assert con.execute("from dim_sdg order by all").fetchall() == before


@pytest.mark.slow
def test_a_contract_is_held_against_the_columns_of_its_query(database: Path, tmp_path: Path) -> None:
    project = project_copy(tmp_path)
    contract = project / "models" / "dimensions" / "dim_sdg.yml"
    text = contract.read_text("utf-8")
    other = text.replace("data_type: varchar", "data_type: date", 1)
    assert other != text
    contract.write_text(other, "utf-8")

    (failed,) = rebuild(database, Settings(dbt_project=project), ["dim_sdg"])

    assert failed.name == "dim_sdg"
    assert "This model has an enforced contract that failed." in failed.message
    assert "data type mismatch" in failed.message
