"""The files beside a release: complete, described, and the same for the same content."""

import csv
import json
import shutil
from pathlib import Path

import duckdb
import pytest
from frictionless import validate

from pipelines.build.table_keys import ForeignKey, Keys
from pipelines.exports.write import RUN_TIMES, exports_of, write_exports

REPORTS = (
    "('b2', 'p', 2020, 'b.pdf', 7, true)",
    "('a1', 'p', 2019, 'a.pdf', 5, true)",
)
AMOUNTS = ("('p', 2020, 262482000, '=1+1')", "('p', 2019, null, 'N/A')")
TABLES_SQL = """
create schema quality; create schema raw;
create table main.dim_report (
    report_id varchar, program_key varchar, year integer, source_file varchar, page_count integer,
    is_sample boolean
);
insert into main.dim_report values {reports};
alter table main.dim_report add column extracted_at timestamp default now();
comment on table main.dim_report is 'Documents that were read.';
comment on column main.dim_report.source_file is 'Path below the folder of raw reports.';
create table quality.documents as from main.dim_report;
comment on column quality.documents.source_file is 'Path below the folder of raw reports.';
create table main.program_year (
    program_key varchar, year integer, executed_clp bigint, remark varchar
);
insert into main.program_year values {amounts};
comment on column main.program_year.executed_clp is 'Executed, pesos.';
create table quality.quarantined_files as
    select 'c.pdf' as source_file, 'c3' as report_id, 'no_text_layer' as reason, 2018 as year;
create table quality.program_matches (program_key varchar);
create table raw.readings as select 'not exported' as text;
"""
SEEDS_SQL = """
create schema seeds;
create table main.dictionary (
    "table" varchar, "column" varchar, unit varchar, price_basis varchar, description_es varchar,
    spanish_label varchar
);
create table seeds.dictionary_terms as
    select distinct if(schema_name = 'main', '', schema_name || '.') || table_name as table_name,
        null::varchar as column_name, 'De la tabla.' as description_es
    from duckdb_columns() where schema_name in ('main', 'quality');
insert into main.dictionary
    select if(schema_name = 'main', '', schema_name || '.') || table_name as "table", column_name as "column",
        if(column_name = 'executed_clp', 'pesos', null), null, 'De la columna.',
        if(column_name = 'executed_clp', 'Recursos ejecutados (a)', null)
    from duckdb_columns() where schema_name in ('main', 'quality');
create table seeds.regions as
    select unnest(['13', '08']) as region_code, 'Census' as source, 'not a source' as note;
"""
KEYS = {
    ("main", "dim_report"): Keys(primary=("report_id",)),
    ("main", "program_year"): Keys(primary=("program_key", "year")),
    ("quality", "quarantined_files"): Keys(foreign=(ForeignKey("year", ("raw", "readings"), "text"),)),
}


def _exported(folder: Path, reports: tuple[str, ...] = REPORTS, amounts: tuple[str, ...] = AMOUNTS) -> Path:
    """The exports of a small release in ``folder``."""
    folder.mkdir()
    with duckdb.connect(str(folder / "build.duckdb")) as con:
        con.execute(TABLES_SQL.format(reports=", ".join(reports), amounts=", ".join(amounts)))
        con.execute(SEEDS_SQL)
    return write_exports(folder / "build.duckdb", folder, KEYS)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    return _exported(tmp_path / "one")


def _errors(folder: Path) -> list[str]:
    report = validate(str(folder / "datapackage.json"))
    return [str(error) for (error,) in report.flatten(["type"])]


def test_every_public_table_is_there_in_every_format(exports: Path) -> None:
    quality = {"documents", "program_matches", "quarantined_files"}
    public = {"dictionary", "dim_report", "program_year", *(f"quality.{name}" for name in quality)}
    for folder in ("csv", "csv-es", "parquet"):
        assert {path.stem for path in (exports / folder).iterdir()} == public
    assert {path.name for path in exports.iterdir() if path.is_file()} == {
        "README.txt",
        "datapackage.json",
        "panel_social.xlsx",
        "sources.csv",
    }


def test_rows_stand_in_the_order_of_the_key(exports: Path) -> None:
    assert [row["report_id"] for row in _rows(exports / "csv" / "dim_report.csv")] == ["a1", "b2"]


def test_formulas_are_escaped_in_csv_only(exports: Path) -> None:
    in_csv = [row["remark"] for row in _rows(exports / "csv" / "program_year.csv")]
    parquet = exports / "parquet" / "program_year.parquet"
    in_parquet = duckdb.execute("select remark from read_parquet(?)", [str(parquet)]).fetchall()
    assert in_csv == ["N/A", "'=1+1"]
    assert in_parquet == [("N/A",), ("=1+1",)]


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, exports: Path) -> None:
    again = _exported(tmp_path / "another", REPORTS[::-1], AMOUNTS[::-1])
    files = sorted(path.relative_to(exports) for path in exports.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert [file for file in files if (exports / file).read_bytes() != (again / file).read_bytes()] == []


def test_the_time_of_the_run_stays_in_the_database(exports: Path) -> None:
    assert "extracted_at" not in _rows(exports / "csv" / "dim_report.csv")[0]
    parquet = duckdb.read_parquet(str(exports / "parquet" / "dim_report.parquet"))
    assert "extracted_at" not in parquet.columns
    assert "extracted_at of dim_report" in (exports / "README.txt").read_text("utf-8")


def test_other_content_is_another_version(tmp_path: Path, exports: Path) -> None:
    other = _exported(tmp_path / "other", amounts=AMOUNTS[:1])
    versions = [
        json.loads((folder / "datapackage.json").read_text())["version"] for folder in (exports, other)
    ]
    assert versions[0] != versions[1]
    for folder, version in zip((exports, other), versions, strict=True):
        assert f"Version {version}." in (folder / "README.txt").read_text("utf-8")


def test_comments_in_both_languages_are_in_the_parquet_files(exports: Path) -> None:
    rows = duckdb.execute(
        "select decode(key), decode(value) from parquet_kv_metadata(?)",
        [str(exports / "parquet" / "program_year.parquet")],
    ).fetchall()
    comments = dict(rows)
    assert comments["comment.executed_clp"] == "Executed, pesos.\nDe la columna."
    assert comments["comment"].endswith("\nDe la tabla.")


def test_the_sources_are_documents_read_and_kept_aside_and_seeds(exports: Path) -> None:
    rows = _rows(exports / "sources.csv")
    assert [(row["kind"], row["source_file"], row["report_id"], row["origin"]) for row in rows] == [
        ("kept_aside", "c.pdf", "c3", ""),
        ("reference", "dbt_project/seeds/regions.csv", "", "Census"),
        ("report", "a.pdf", "a1", ""),
        ("report", "b.pdf", "b2", ""),
    ]
    assert [row["page_count"] for row in rows] == ["", "", "5", "7"]


def test_the_data_package_says_types_keys_and_labels(exports: Path) -> None:
    package = json.loads((exports / "datapackage.json").read_text("utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert resources["program_year"]["schema"]["primaryKey"] == ["program_key", "year"]
    executed = resources["program_year"]["schema"]["fields"][2]
    assert executed["type"] == "integer"
    assert executed["spanishLabel"] == "Recursos ejecutados (a)"
    # A key into a table that is not published is left out.
    assert "foreignKeys" not in resources["quality.quarantined_files"]["schema"]


def test_the_readme_names_years_tables_and_sample_data(exports: Path) -> None:
    readme = (exports / "README.txt").read_text("utf-8")
    assert "Reports: 2, closing years 2019 to 2020\nProgrammes: 1.\n" in readme
    assert "SAMPLE DATA" in readme
    assert "  dim_report (2 rows)\n    Documents that were read.\n    De la tabla.\n" in readme
    assert "$" not in readme


def test_beside_the_number_of_programmes_it_says_how_many_proposals_are_open(exports: Path) -> None:
    build = exports.parent / "build.duckdb"
    with duckdb.connect(str(build)) as con:
        con.execute("insert into quality.program_matches values ('p')")
    readme = (write_exports(build, exports.parent / "again", KEYS) / "README.txt").read_text("utf-8")
    assert "Programmes: 1. Until a person decides, two names are two programmes: 1 proposal is open" in readme


def test_the_library_of_the_standard_finds_a_changed_file(exports: Path) -> None:
    assert _errors(exports) == []
    file = exports / "csv" / "program_year.csv"
    file.write_bytes(file.read_bytes().replace(b"262482000", b"262482001"))
    assert _errors(exports) == ["hash-count"]


def test_the_exports_of_a_release_without_any_are_none(exports: Path, tmp_path: Path) -> None:
    found = exports_of(exports.parent / "release.duckdb")
    assert found is not None
    assert found.csv_bytes == sum(len(path.read_bytes()) for path in (exports / "csv").iterdir())
    shutil.rmtree(exports)
    assert exports_of(exports.parent / "release.duckdb") is None


def test_the_sample_is_a_valid_data_package(sample_warehouse: Path) -> None:
    folder = sample_warehouse.parent / "exports"
    assert _errors(folder) == []
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert schemas["program_year"]["primaryKey"] == ["program_key", "year"]
    targets = {
        (key["fields"], key["reference"]["resource"]) for key in schemas["fct_spending"]["foreignKeys"]
    }
    assert {("program_key", "dim_program"), ("report_id", "dim_report")} <= targets


def test_the_sample_files_hold_what_the_release_holds(sample_warehouse: Path) -> None:
    folder = sample_warehouse.parent / "exports" / "parquet"
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        tables = con.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ('main', 'quality')"
            " and table_name <> 'release_changes'"
        ).fetchall()
        for schema, table in tables:
            file = folder / (f"{table}.parquet" if schema == "main" else f"{schema}.{table}.parquet")
            differing = con.execute(
                f"with exported as (from read_parquet('{file}')), published as ("
                f"  select columns(lambda name: not list_contains($run_times, name)) from {schema}.{table})"
                " select count(*) from ((from exported except all from published)"
                " union all (from published except all from exported))",
                {"run_times": sorted(RUN_TIMES)},
            ).fetchone()
            assert differing == (0,), table
    assert len(tables) == len(list(folder.iterdir()))
