"""What a release changes against the one before, down to the value."""

import csv
import json
from pathlib import Path

import duckdb
import pytest

from pipelines.build.table_keys import Keys
from pipelines.publish.changes import Changes, TableChanges, changes_of, fill_changes, write_changes

TABLES = """
create schema quality;
create table quality.release_changes (
    table_name varchar not null, change varchar not null, row_key varchar, column_name varchar,
    old_value varchar, new_value varchar, row_count bigint not null
);
create table dim_report (report_id varchar, extracted_at timestamp, mapped_share double);
insert into dim_report values ('r1', '2026-01-01', 1.0), ('r2', '2026-01-01', 1.0);
create table fct_spending (report_id varchar, reference_year integer, executed_clp bigint, item varchar);
insert into fct_spending values ('r1', 2020, 5, 'a'), ('r1', 2021, null, 'a'), ('r2', 2020, 7, null);
create table quality.notes (report_id varchar, item varchar, detail varchar);
insert into quality.notes values ('r1', null, 'x'), ('r1', 'i', '=1+1');
create table program_year (program_key varchar, report_id varchar, rank integer);
insert into program_year values ('p', 'r1', 1);
-- As quality.reconciliation_readings has them: names that the comparison needs too.
create table quality.bag (side varchar, balance integer);
insert into quality.bag values ('twice', 1), ('twice', 1), ('once', 1);
"""
KEYS = {
    ("main", "dim_report"): Keys(identity=("report_id",)),
    ("main", "fct_spending"): Keys(identity=("report_id", "reference_year")),
    ("quality", "notes"): Keys(identity=("report_id", "item")),
    ("main", "program_year"): Keys(identity=("program_key",)),
}
Row = tuple[str, str, str | None, str | None, str | None, str | None, int]


def _database(folder: Path, statements: str = "") -> Path:
    folder.mkdir()
    database = folder / "panel_social.duckdb"
    with duckdb.connect() as con:
        con.execute(f"attach '{database}' as release (storage_version 'v1.0.0')")
        con.execute("use release")
        con.execute(TABLES + statements)
        con.execute("use memory")
        con.execute("detach release")
    return database


def _written(database: Path, before: Path | None) -> Changes:
    """The changes of ``database`` against ``before``, in its folder and in its table."""
    changes = write_changes(database, before, database.parent, KEYS)
    fill_changes(database)
    return changes


def _differing(tmp_path: Path, statements: str) -> list[Row]:
    """The rows of quality.release_changes after ``statements`` have changed the tables."""
    before, after = _database(tmp_path / "before"), _database(tmp_path / "after", statements)
    _written(after, before)
    with duckdb.connect(str(after), read_only=True) as con:
        return con.execute("from quality.release_changes").fetchall()


def test_the_same_content_is_no_change(tmp_path: Path) -> None:
    assert _differing(tmp_path, "") == []
    changes = changes_of(tmp_path / "after" / "panel_social.duckdb")
    assert str(changes) == "nothing changed since before"


def test_a_changed_value_is_named_by_key_and_column(tmp_path: Path) -> None:
    statements = (
        "update fct_spending set executed_clp = 6, item = 'b' where executed_clp = 5;"
        "update fct_spending set executed_clp = 0 where executed_clp is null;"
        "update fct_spending set executed_clp = null where report_id = 'r2';"
    )
    r1, r2 = '{"report_id":"r1","reference_year":2020}', '{"report_id":"r2","reference_year":2020}'
    assert _differing(tmp_path, statements) == [
        ("fct_spending", "changed", r1, "executed_clp", "5", "6", 1),
        ("fct_spending", "changed", r1, "item", "a", "b", 1),
        ("fct_spending", "changed", r1.replace("2020", "2021"), "executed_clp", None, "0", 1),
        ("fct_spending", "changed", r2, "executed_clp", "7", None, 1),
    ]
    assert changes_of(tmp_path / "after" / "panel_social.duckdb") == Changes(
        "before", (TableChanges("fct_spending", added=0, removed=0, changed=3, values=4),)
    )


def test_rows_of_reports_that_both_have_come_and_go_one_by_one(tmp_path: Path) -> None:
    statements = (
        "insert into fct_spending values ('r1', 2022, 1, 'a');delete from quality.notes where item is null;"
    )
    assert _differing(tmp_path, statements) == [
        ("fct_spending", "added", '{"report_id":"r1","reference_year":2022}', None, None, None, 1),
        ("quality.notes", "removed", '{"report_id":"r1","item":null}', None, None, None, 1),
    ]


def test_a_report_that_is_new_or_gone_stands_for_all_its_rows(tmp_path: Path) -> None:
    statements = (
        "update dim_report set report_id = 'r3' where report_id = 'r1';"
        "update fct_spending set report_id = 'r3' where report_id = 'r1';"
        "update program_year set report_id = 'r3';"
        "delete from quality.notes;"
    )
    gone, fresh = '{"report_id":"r1"}', '{"report_id":"r3"}'
    assert _differing(tmp_path, statements) == [
        ("dim_report", "added", fresh, None, None, None, 1),
        ("dim_report", "removed", gone, None, None, None, 1),
        ("fct_spending", "added", fresh, None, None, None, 2),
        ("fct_spending", "removed", gone, None, None, None, 2),
        # Its key is the programme, and its row is of another report all the same.
        ("program_year", "added", fresh, None, None, None, 1),
        ("program_year", "removed", gone, None, None, None, 1),
        ("quality.notes", "removed", gone, None, None, None, 2),
    ]


def test_rows_without_a_key_are_counted(tmp_path: Path) -> None:
    statements = (
        "update quality.bag set side = 'thrice' where side = 'once';"
        "insert into quality.bag values ('twice', 1);"
    )
    assert _differing(tmp_path, statements) == [
        ("quality.bag", "added", '{"side":"thrice","balance":1}', None, None, None, 1),
        ("quality.bag", "added", '{"side":"twice","balance":1}', None, None, None, 1),
        ("quality.bag", "removed", '{"side":"once","balance":1}', None, None, None, 1),
    ]


def test_times_of_reading_are_not_compared(tmp_path: Path) -> None:
    statements = (
        "update dim_report set extracted_at = '2026-02-02', mapped_share = 0.5 where report_id = 'r1';"
    )
    assert [row[3] for row in _differing(tmp_path, statements)] == ["mapped_share"]


def test_tables_and_columns_that_come_go_or_change_their_type(tmp_path: Path) -> None:
    statements = (
        "drop table quality.bag; create table dim_year as select unnest([1, 2]) as year;"
        "alter table fct_spending drop column item; alter table fct_spending add column ratio double;"
        "alter table fct_spending alter executed_clp type varchar;"
        "update fct_spending set executed_clp = 'five' where executed_clp = '5';"
    )
    key = '{"report_id":"r1","reference_year":2020}'
    assert _differing(tmp_path, statements) == [
        ("dim_year", "table_added", None, None, None, None, 2),
        ("fct_spending", "changed", key, "executed_clp", "5", "five", 1),
        ("fct_spending", "column_added", None, "ratio", None, None, 0),
        ("fct_spending", "column_removed", None, "item", None, None, 0),
        ("quality.bag", "table_removed", None, None, None, None, 3),
    ]


def test_a_first_release_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    database = _database(tmp_path / "first")
    assert _written(database, None) == Changes(None, ())


def test_a_release_before_that_does_not_open_stops_nothing(tmp_path: Path) -> None:
    damaged = tmp_path / "panel_social.duckdb"
    damaged.write_bytes(b"half a file")
    assert _written(_database(tmp_path / "next"), damaged).previous is None


def test_the_files_hold_what_the_table_holds_and_are_the_same_each_time(tmp_path: Path) -> None:
    statements = (
        "update quality.notes set detail = '=2+2' where item = 'i'; update fct_spending set item = 'z';"
    )
    before = _database(tmp_path / "before")
    written = [_database(tmp_path / name, statements) for name in ("one", "two")]
    for database in written:
        _written(database, before)
    one, two = (database.parent for database in written)
    for name in ("changes.csv", "changes.parquet", "changes.json"):
        assert (one / name).read_bytes() == (two / name).read_bytes()
    with duckdb.connect(str(written[0]), read_only=True) as con:
        table = con.execute("from quality.release_changes").fetchall()
        assert con.execute("from read_parquet(?)", [str(one / "changes.parquet")]).fetchall() == table
    with (one / "changes.csv").open(encoding="utf-8", newline="") as file:
        assert [row["new_value"] for row in csv.DictReader(file)] == ["z", "z", "z", "'=2+2"]
    assert json.loads((one / "changes.json").read_text("utf-8"))["previous"] == "before"
    # Nothing is left beside the file, and older clients still open it.
    assert sorted(path.suffix for path in one.iterdir()) == [".csv", ".duckdb", ".json", ".parquet"]
    assert int.from_bytes(written[0].read_bytes()[12:20], "little") == 64


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((1200, 0, 0, 0), "1,200 added"),
        ((0, 2, 3, 4), "2 removed, 3 changed (4 values)"),
        ((0, 0, 0, 0), "only columns added or removed"),
    ],
)
def test_in_words(counts: tuple[int, int, int, int], words: str) -> None:
    assert str(TableChanges("t", *counts)) == words
