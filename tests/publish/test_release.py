"""Releases: what analysts have open stays whole, whatever happens beside it."""

import stat
from pathlib import Path

import duckdb
import pytest

from pipelines.publish.release import publish

WAREHOUSE_SQL = """
create schema raw; create schema staging; create schema quality; create schema seeds;
create schema dbt_test__audit; create schema intermediate;
create table raw.reports as select 'a' as report_id, 2021 as report_year;
create view staging.stg_reports as select * from raw.reports;
create table main.program_year (program_key varchar not null, executed_clp bigint);
insert into main.program_year values ('p1', 262482000);
comment on table main.program_year is 'One row per programme and year.';
comment on column main.program_year.executed_clp is 'Whole pesos, nominal.';
create table quality.missing_values (reason varchar);
create table seeds.regions (code varchar);
create table dbt_test__audit.not_null_x (x integer);
create table intermediate.int_cells (x integer);
create view intermediate.int_readings as select * from intermediate.int_cells;
"""


def _build(folder: Path) -> Path:
    database = folder / "build" / "panel_social.duckdb"
    database.parent.mkdir()
    with duckdb.connect(str(database)) as con:
        con.execute(WAREHOUSE_SQL)
    return database


def _set_executed(build: Path, pesos: int) -> None:
    with duckdb.connect(str(build)) as con:
        con.execute("update program_year set executed_clp = ?", [pesos])


def _executed(con: duckdb.DuckDBPyConnection) -> object:
    return con.execute("select executed_clp from program_year").fetchone()


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return _build(tmp_path)


def test_a_release_answers_through_the_link(build: Path, tmp_path: Path) -> None:
    release = publish(build, tmp_path)
    current = tmp_path / "current" / "panel_social.duckdb"
    assert current.resolve() == release
    with duckdb.connect(str(current), read_only=True) as con:
        assert _executed(con) == (262482000,)


def test_only_what_is_published_and_its_comments_are_in_it(build: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(publish(build, tmp_path)), read_only=True) as con:
        schemas = con.execute(
            "select distinct schema_name from duckdb_schemas()"
            " where database_name = 'panel_social' and not internal"
        ).fetchall()
        assert {name for (name,) in schemas} == {"quality", "raw"}
        assert con.execute("select comment from duckdb_tables() where comment is not null").fetchall() == [
            ("One row per programme and year.",)
        ]
        assert con.execute("select comment from duckdb_columns() where comment is not null").fetchall() == [
            ("Whole pesos, nominal.",)
        ]


def test_the_file_is_alone_read_only_and_opens_in_older_clients(build: Path, tmp_path: Path) -> None:
    release = publish(build, tmp_path)
    assert {path.name for path in release.parent.iterdir()} == {"panel_social.duckdb", "SHA256SUMS"}
    assert stat.S_IMODE(release.stat().st_mode) == 0o444
    # Bytes 12 to 20 of a DuckDB file are its storage version; 64 is what 0.9 to 1.1 write (v1.0.0).
    assert int.from_bytes(release.read_bytes()[12:20], "little") == 64


def test_a_reader_keeps_the_release_it_has_open(build: Path, tmp_path: Path) -> None:
    publish(build, tmp_path)
    current = str(tmp_path / "current" / "panel_social.duckdb")
    with duckdb.connect(current, read_only=True) as reader:
        for pesos in range(1, 6):
            _set_executed(build, pesos)
            publish(build, tmp_path)
        assert _executed(reader) == (262482000,)
    with duckdb.connect(current, read_only=True) as reader:
        assert _executed(reader) == (5,)


def test_three_releases_are_kept(build: Path, tmp_path: Path) -> None:
    published = [publish(build, tmp_path).parent for _ in range(5)]
    assert sorted((tmp_path / "releases").iterdir()) == published[-3:]
    assert (tmp_path / "current").resolve() == published[-1]


def test_a_build_that_does_not_answer_leaves_the_release_as_it_was(build: Path, tmp_path: Path) -> None:
    first = publish(build, tmp_path)
    with duckdb.connect(str(build)) as con:
        con.execute("create view quality.broken as select * from seeds.regions")
    with pytest.raises(duckdb.Error, match="regions"):
        publish(build, tmp_path)
    assert (tmp_path / "current").resolve() == first.parent
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [first.parent.name]


def _write_note(folder: Path) -> None:
    (folder / "exports").mkdir()
    (folder / "exports" / "note.txt").write_text("beside", "utf-8")


def _write_content(release: Path) -> None:
    assert (release.parent / "exports" / "note.txt").exists()
    (release.parent / "content.txt").write_text(str(_published(release)), "utf-8")


def _published(release: Path) -> object:
    with duckdb.connect(str(release), read_only=True) as con:
        return _executed(con)


def test_what_is_written_beside_the_file_is_published_with_it(build: Path, tmp_path: Path) -> None:
    publish(build, tmp_path, _write_note, _write_content)
    note = tmp_path / "current" / "exports" / "note.txt"
    assert note.read_text("utf-8") == "beside"
    assert (tmp_path / "current" / "content.txt").read_text("utf-8") == "(262482000,)"
    assert stat.S_IMODE(note.stat().st_mode) == 0o444


def test_no_release_without_what_belongs_beside_it(build: Path, tmp_path: Path) -> None:
    first = publish(build, tmp_path, _write_note)

    def fail(folder: Path) -> None:
        _write_note(folder)
        raise OSError("No space left on device")

    def refuse(release: Path) -> None:
        raise OSError(f"No space left on device for {release.name}")

    with pytest.raises(OSError, match=r"No space left on device$"):
        publish(build, tmp_path, fail)
    with pytest.raises(OSError, match=r"panel_social\.duckdb"):
        publish(build, tmp_path, _write_note, refuse)
    assert (tmp_path / "current").resolve() == first.parent
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [first.parent.name]


def test_what_a_crash_left_does_not_stop_the_next_release(build: Path, tmp_path: Path) -> None:
    unfinished = tmp_path / "releases" / ".unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "panel_social.duckdb").write_bytes(b"half a file")
    (unfinished / "panel_social.duckdb.wal").write_bytes(b"half a log")
    publish(build, tmp_path)
    assert not unfinished.exists()


def test_quotes_and_spaces_in_the_folder_do_not_matter(tmp_path: Path) -> None:
    folder = tmp_path / "l'hôte et \"l'autre\""
    folder.mkdir()
    assert publish(_build(folder), folder).exists()
