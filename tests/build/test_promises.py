"""What a table promises of all its rows is tested on every build; a broken promise stops the release."""

from pathlib import Path

import duckdb
import pytest

from pipelines.config import Settings
from tests.build.dbt_builds import build_copy, project_copy, rebuild


@pytest.fixture
def database(sample_warehouse: Path, tmp_path: Path) -> Path:
    return build_copy(sample_warehouse, tmp_path)


# What breaks a promise, the check that finds it, and cells of the row that it names.
BROKEN: dict[str, tuple[str, dict[str, str]]] = {
    "insert into dim_sdg select * from dim_sdg where sdg_number = 4": (
        "unique_dim_sdg_sdg_number",
        {"unique_field": "4", "n_records": "2"},
    ),
    "insert into program_year by name select * from program_year limit 1": (
        "unique_combination_of_columns_program_year_program_key__year",
        {"row_count": "2"},
    ),
    "delete from dim_report where report_id = (select min(report_id) from program_sdg)": (
        "relationships_program_sdg_report_id__report_id__ref_dim_report_",
        {},
    ),
    "update dim_year set uf_deflator = -1 where year = 2020": (
        "accepted_range_dim_year_uf_deflator__0",
        {"uf_deflator": "-1.0"},
    ),
    "delete from fct_beneficiaries_by_region where beneficiaries ="
    " (select max(beneficiaries) from fct_beneficiaries_by_region)": (
        "sums_are_what_the_page_prints",
        {"check_name": "regional_beneficiaries_equal_beneficiaries"},
    ),
}


def test_a_broken_promise_names_its_rows(database: Path) -> None:
    with duckdb.connect(str(database)) as con:
        for statement in BROKEN:
            con.execute(statement)
    checks = {check for check, _ in BROKEN.values()}
    # dbt does not look at what is made of a table with a broken promise: many are made of this one.
    first = "accepted_range_dim_year_uf_deflator__0"
    found = rebuild(database, Settings(), [first]) + rebuild(database, Settings(), sorted(checks - {first}))
    failed = {check.name: check for check in found}
    assert failed.keys() == checks
    for check, cells in BROKEN.values():
        assert failed[check].failures >= 1, check
        assert failed[check].rows, check
        for row in failed[check].rows:
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
