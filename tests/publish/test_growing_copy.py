"""The release's copy that is made while dbt builds holds what a copy of the finished build would."""

from pathlib import Path

import duckdb
import pytest

from pipelines.config import Settings
from pipelines.publish.dbt_build import Dbt
from pipelines.publish.growing_copy import growing_copy
from pipelines.publish.release_copy import copy_release
from tests.publish.dbt_builds import build_copy, kept_of, project_copy


@pytest.fixture
def database(sample_warehouse: Path, tmp_path: Path) -> Path:
    return build_copy(sample_warehouse, tmp_path)


@pytest.fixture
def dbt(tmp_path: Path) -> Dbt:
    return Dbt(Settings(dbt_project=project_copy(tmp_path)))


def _content(database: Path) -> dict[str, object]:
    """Every table's rows, and all that the catalogue says."""
    with duckdb.connect(str(database), read_only=True) as con:
        tables = con.execute(
            "select schema_name || '.' || table_name, sql, comment from duckdb_tables() order by all"
        ).fetchall()
        views = con.execute(
            "select schema_name, view_name, sql, comment from duckdb_views() where not internal order by all"
        ).fetchall()
        columns = con.execute(
            "select schema_name, table_name, column_name, data_type, is_nullable, comment"
            " from duckdb_columns() where not internal order by all"
        ).fetchall()
        rows = {name: con.execute(f"from {name} order by all").fetchall() for name, _, _ in tables}
    return {"tables": tables, "views": views, "columns": columns, "rows": rows}


def test_it_is_the_copy_of_the_finished_build(dbt: Dbt, database: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(database)) as con:
        # What is to be built anew is otherwise now, and what is kept is not.
        con.execute("update raw.files set last_seen = last_seen + interval 1 day")
        con.execute("delete from provenance; delete from dim_report where report_year = 2020")
    grown, afterwards = tmp_path / "grown.duckdb", tmp_path / "afterwards.duckdb"
    build = dbt.build(database, (), keep=kept_of(dbt), copy_to=grown)
    assert {result.status for result in build.results} == {"success", "pass"}
    copy_release(database, afterwards)
    content = _content(grown)
    assert content == _content(afterwards)
    assert content["rows"]["main.provenance"]  # type: ignore[index]
    assert not list(tmp_path.glob("*.wal"))


def test_a_build_with_a_failing_check_leaves_no_copy(dbt: Dbt, database: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(database)) as con:
        con.execute("update raw.readings set status = 'odd' where reading_no = 3")
    copy = tmp_path / "copy.duckdb"
    build = dbt.build(database, (), keep=kept_of(dbt), copy_to=copy)
    assert build.count("fail") > 0
    assert not copy.exists()


def test_a_check_that_only_warns_takes_nothing_back(dbt: Dbt, database: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(database)) as con:
        con.execute("update raw.reports set mapped_share = 0.5 where report_year = 2020")
    copy = tmp_path / "copy.duckdb"
    build = dbt.build(database, (), keep=kept_of(dbt), copy_to=copy)
    assert build.count("warn") == 1
    with duckdb.connect(str(copy), read_only=True) as con:
        assert con.execute("select count(*) > 0 from dim_report where mapped_share = 0.5").fetchone() == (
            True,
        )


def test_a_copy_that_cannot_be_made_stops_no_build(dbt: Dbt, database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "no folder" / "copy.duckdb"
    build = dbt.build(database, (), keep=kept_of(dbt), copy_to=copy)
    assert {result.status for result in build.results} == {"success", "pass"}
    assert not copy.exists()


def _two_tables(folder: Path) -> Path:
    database = folder / "build.duckdb"
    with duckdb.connect(str(database)) as con:
        con.execute("create table main.awaited as select 1 as n; create table main.there as select 2 as n")
    return database


def test_what_was_left_by_a_crash_is_replaced_and_the_last_told_rows_count(tmp_path: Path) -> None:
    database, copy = _two_tables(tmp_path), tmp_path / "copy.duckdb"
    copy.write_bytes(b"half a copy")
    with growing_copy(database, copy, [("main", "awaited")]) as made, duckdb.connect(str(database)) as con:
        con.execute("update awaited set n = 3")
        made(("main", "awaited"))
        made(("main", "a_private_one"))
    with duckdb.connect(str(copy), read_only=True) as con:
        assert con.execute("from awaited").fetchall() == [(3,)]
        assert con.execute("from there").fetchall() == [(2,)]


def test_what_nobody_told_of_is_copied_at_the_end(tmp_path: Path) -> None:
    database, copy = _two_tables(tmp_path), tmp_path / "copy.duckdb"
    with growing_copy(database, copy, [("main", "awaited")]), duckdb.connect(str(database)) as con:
        con.execute("update awaited set n = 3")
    with duckdb.connect(str(copy), read_only=True) as con:
        assert con.execute("from awaited").fetchall() == [(3,)]


def test_a_build_that_ends_by_an_error_leaves_no_copy(tmp_path: Path) -> None:
    database, copy = _two_tables(tmp_path), tmp_path / "copy.duckdb"
    with (
        pytest.raises(RuntimeError, match="no build"),
        growing_copy(database, copy, [("main", "awaited")]),
    ):
        raise RuntimeError("no build")
    assert not copy.exists()
    with duckdb.connect(str(database)) as con:  # nobody has it open any more
        con.execute("drop table awaited")
