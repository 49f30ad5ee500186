"""Tables that grow by report hold what a build from nothing would put there."""

from pathlib import Path

import duckdb

from pipelines.build.dbt import manifest_of
from pipelines.config import Settings
from tests.build.dbt_builds import build_copy, rebuild


def _growing() -> list[str]:
    nodes = manifest_of(Settings())["nodes"].values()
    return sorted(node["name"] for node in nodes if node["config"].get("materialized") == "incremental")


def _rows(database: Path, tables: list[str], where: str = "true") -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(database), read_only=True) as con:
        return {
            table: con.execute(f"from intermediate.{table} where {where} order by all").fetchall()
            for table in tables
        }


def test_they_lose_reports_that_are_gone_and_gain_those_that_came(
    sample_warehouse: Path, tmp_path: Path
) -> None:
    tables = _growing()
    assert {"int_cells_parsed", "int_figures_selected"} <= set(tables)
    database = build_copy(sample_warehouse, tmp_path)
    whole = _rows(database, tables)
    with duckdb.connect(str(database)) as con:
        (gone,), (again,), (stays,) = con.execute(
            "select report_id from raw.reports order by all limit 3"
        ).fetchall()
        con.execute("create table raw.kept as from raw.reports where report_id = ?", [gone])
        con.execute("delete from raw.reports where report_id = ?", [gone])
        # What was read again is looked at again; the rest stays as it is, here of another section.
        con.execute(
            "update raw.reports set extracted_at = extracted_at + interval 1 day where report_id = ?", [again]
        )
        con.execute("update intermediate.int_cells_parsed set section = 'kept'")
    assert rebuild(database, Settings(), tables) == []
    assert all(rows == [] for rows in _rows(database, tables, f"report_id = '{gone}'").values())
    with duckdb.connect(str(database)) as con:
        sections = "select distinct section = 'kept' from intermediate.int_cells_parsed where report_id = ?"
        assert con.execute(sections, [again]).fetchall() == [(False,)]
        assert con.execute(sections, [stays]).fetchall() == [(True,)]
        con.execute("insert into raw.reports from raw.kept")
        con.execute(
            "update raw.reports set extracted_at = extracted_at - interval 1 day where report_id = ?", [again]
        )
        con.execute("delete from intermediate.int_cells_parsed where section = 'kept'")
    assert rebuild(database, Settings(), tables) == []
    assert _rows(database, tables) == whole
