"""What a published warehouse contains, in a few numbers."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.build.open_proposals import open_proposals
from pipelines.exports.write import Exports, exports_of
from pipelines.publish.changes import Changes, changes_of
from pipelines.publish.highlights import Highlights, highlights_of

_READ = "report_id not in (select report_id from quality.quarantined_files)"

LEAST_MAPPED_SHARE = 0.995
"""Reports with a smaller share are listed; equal to the dbt project's variable of this name."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file that was put aside, and why."""

    source_file: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A report that lacks parts that every report of its form prints.

    They are named as in quality.incomplete_reports: ``pages`` without text, ``sections`` and ``tables`` that
    are missing, ``labels`` in unknown words; None where it lacks none of the kind.
    """

    source_file: str
    pages: str | None
    sections: str | None
    tables: str | None
    labels: str | None


@dataclass(frozen=True, slots=True)
class LittleMapped:
    """A report with too many printed words that the form's specification does not know.

    ``pages`` are its first and last page if other reports are in the same file.
    """

    source_file: str
    mapped_share: float
    pages: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """``tables`` are (schema, table, rows) of the schemas for analysts.

    ``release`` is the folder that the link `current` names. ``years`` are those of yearly reports, ``pages``
    counts the evaluation pages of each year. ``sample_reports`` counts reports whose figures may be invented.
    ``words`` counts the printed words of the reports that were not put aside, ``unmapped_words`` those that
    the form's specification does not know. ``little_mapped`` has the reports with a share of known words
    under ``LEAST_MAPPED_SHARE``, lowest first. ``open_proposals`` is the sentence of the function of that
    name. ``highlights`` are the figures that a person cares about first, None if no report has figures.
    ``exports`` are the tables as files, ``changes`` the differences from the previous release; None if
    the release has none.
    """

    database: Path
    release: str
    tables: tuple[tuple[str, str, int], ...]
    reports: int
    years: tuple[int, ...]
    pages: tuple[tuple[int, int], ...]
    sample_reports: int
    open_proposals: str
    words: int
    unmapped_words: int
    little_mapped: tuple[LittleMapped, ...]
    quarantined: tuple[Quarantined, ...]
    incomplete: tuple[Incomplete, ...]
    highlights: Highlights | None
    exports: Exports | None
    changes: Changes | None

    @property
    def mapped_share(self) -> float:
        """The share of printed words that the form's specification knows, 0 to 1."""
        return 1 - self.unmapped_words / self.words if self.words else 1.0


def summarise(database: Path) -> Summary:
    """Summarise the published ``database``. Raises ``duckdb.Error`` when it cannot be opened."""
    with duckdb.connect(str(database), read_only=True) as con:
        names = con.execute(
            "select schema_name, table_name from duckdb_tables()"
            " where schema_name in ('main', 'quality') order by all"
        ).fetchall()
        tables = tuple(
            (schema, table, _number(con, f'select count(*) from "{schema}"."{table}"'))
            for schema, table in names
        )
        years = con.execute(
            "select distinct report_year from raw.reports"
            f" where {_READ} and report_year is not null order by all"
        ).fetchall()
        words = (
            "select coalesce(sum(words), 0) from raw.readings"
            f" join raw.reports using (report_id) where {_READ}"
        )
        sample = "file_sha256 in (select file_sha256 from raw.files where is_sample)"
        return Summary(
            database=database,
            release=database.resolve().parent.name,
            tables=tables,
            reports=_number(con, f"select count(*) from raw.reports where {_READ}"),
            years=tuple(year for (year,) in years),
            pages=_pages(con) if ("quality", "documents") in names else (),
            sample_reports=_number(con, f"select count(*) from raw.reports where {_READ} and {sample}"),
            open_proposals=open_proposals(con),
            words=_number(con, words),
            unmapped_words=_number(con, f"{words} and status = 'unmapped'"),
            little_mapped=tuple(
                LittleMapped(*row)
                for row in con.execute(
                    "select min(source_file), mapped_share,"
                    "  if(report_id = file_sha256, null, (first_page, last_page))"
                    " from raw.files join raw.reports using (file_sha256)"
                    f" where {_READ} and mapped_share < ?"
                    " group by report_id, file_sha256, mapped_share, first_page, last_page"
                    " order by mapped_share, min(source_file), first_page",
                    [LEAST_MAPPED_SHARE],
                ).fetchall()
            ),
            quarantined=tuple(
                Quarantined(*row)
                for row in con.execute(
                    "select source_file, reason, coalesce(detail, '') from quality.quarantined_files"
                    " order by source_file, first_page"
                ).fetchall()
            ),
            incomplete=_incomplete(con) if ("quality", "incomplete_reports") in names else (),
            highlights=highlights_of(con) if ("main", "program_year") in names else None,
            exports=exports_of(database),
            changes=changes_of(database),
        )


def _incomplete(con: duckdb.DuckDBPyConnection) -> tuple[Incomplete, ...]:
    rows = con.execute(
        "select source_file, pages, sections, tables, labels from quality.incomplete_reports order by all"
    ).fetchall()
    return tuple(Incomplete(*row) for row in rows)


def _pages(con: duckdb.DuckDBPyConnection) -> tuple[tuple[int, int], ...]:
    rows = con.execute(
        "select year, count(*) from quality.documents where form = 'evaluation_page'"
        " group by all order by all"
    ).fetchall()
    return tuple((year, count) for year, count in rows)


def _number(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    assert row is not None
    return int(row[0])
