"""What is told about a published warehouse."""

from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.build.open_proposals import open_proposals
from pipelines.display import show_summary
from pipelines.exports.write import Exports
from pipelines.load.schema import prepare
from pipelines.publish.summary import LEAST_MAPPED_SHARE, LittleMapped, Summary, summarise
from pipelines.terminal import Terminal
from tests.warehouse import PROJECT


@pytest.fixture
def summary(tmp_path: Path) -> Summary:
    """Reports with a word that the form does not know, the first one part of a file, and one unsupported."""
    database = tmp_path / "panel_social.duckdb"
    with duckdb.connect(str(database)) as con:
        prepare(con)
        con.execute("create table fct as select 1 as amount union all select 2")
        con.execute("create schema quality; create table quality.checks (name text)")
        con.execute("create table quality.program_matches as from range(3)")
        con.execute(
            "create table quality.quarantined_files as select 'c.pdf' as source_file, 'c' as report_id,"
            " 'unsupported_form' as reason, null::varchar as detail, 3 as first_page"
            " union all select 'e.pdf', 'e', 'words_lost', 'The readings hold 1 word.', 1"
        )
        for report_id, file_sha256, year, reason, share in (
            ("part of a", "a", 2021, None, 0.99),
            ("b", "b", 2019, None, 0.995),
            ("c", "c", 2017, "unsupported_form", 0.0),
            ("d", "d", 2019, None, 0.99),
            ("e", "e", 2015, None, 0.5),  # read, and put aside by dbt
        ):
            con.execute(
                "insert into raw.reports by name select ? as report_id, ? as file_sha256,"
                " ? as report_year, ? as reason, ? as mapped_share, 3 as first_page, 4 as last_page,"
                " '1' as reader_version, 9 as byte_count, 2 as reading_count, 1 as unmapped_count,"
                " now()::timestamp as extracted_at",
                [report_id, file_sha256, year, reason, share],
            )
            con.execute(
                "insert into raw.files values (?, ?, 9, ?, now()::timestamp, now()::timestamp)",
                [f"{file_sha256}.pdf", file_sha256, file_sha256 == "a"],
            )
            for number, (status, words) in enumerate((("value", 99), ("unmapped", 1)), start=1):
                con.execute(
                    "insert into raw.readings by name select ? as report_id, ? as reading_no, '1' as section,"
                    " 'i' as item, 'value' as column_id, '' as label, 't' as text, ? as status, 1 as page,"
                    " ? as words",
                    [report_id, number, status, words],
                )
    return summarise(database)


def test_reports_kept_aside_are_counted_apart(summary: Summary) -> None:
    assert summary.reports == 3
    assert summary.years == (2019, 2021)
    assert [(file.source_file, file.reason) for file in summary.quarantined] == [
        ("c.pdf", "unsupported_form"),
        ("e.pdf", "words_lost"),
    ]


def test_the_mapped_share_is_that_of_the_supported_form(summary: Summary) -> None:
    assert (summary.words, summary.unmapped_words) == (300, 3)
    assert summary.mapped_share == 0.99


def test_reports_with_too_many_unknown_words_are_named(summary: Summary) -> None:
    assert summary.little_mapped == (LittleMapped("a.pdf", 0.99, (3, 4)), LittleMapped("d.pdf", 0.99, None))


def test_the_least_share_is_that_of_the_dbt_check() -> None:
    project = yaml.safe_load((PROJECT / "dbt_project" / "dbt_project.yml").read_text("utf-8"))
    assert project["vars"]["least_mapped_share"] == LEAST_MAPPED_SHARE


def test_what_counts_programmes_says_how_many_proposals_are_open(
    summary: Summary, capsys: pytest.CaptureFixture[str]
) -> None:
    show_summary(Terminal(), summary)
    with duckdb.connect(str(summary.database), read_only=True) as con:
        assert open_proposals(con) in capsys.readouterr().out


def test_sample_reports_are_counted(summary: Summary) -> None:
    assert summary.sample_reports == 1


def test_files_beside_the_database_are_named_with_their_sizes(summary: Summary) -> None:
    assert summary.exports is None
    folder = summary.database.parent / "exports"
    for kind, size in (("csv", 7), ("parquet", 5)):
        (folder / kind).mkdir(parents=True)
        (folder / kind / f"fct.{kind}").write_bytes(b"x" * size)
    assert summarise(summary.database).exports == Exports(folder, csv_bytes=7, parquet_bytes=5)


def test_public_tables_are_listed_with_their_rows(summary: Summary) -> None:
    assert summary.tables == (
        ("main", "fct", 2),
        ("quality", "checks", 0),
        ("quality", "program_matches", 3),
        ("quality", "quarantined_files", 2),
    )
