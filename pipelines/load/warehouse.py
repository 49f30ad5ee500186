"""Load extractions into the schema `raw`; loading twice has the same result as loading once."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from pipelines.durable import make_private
from pipelines.language import ngettext
from pipelines.load import build_file
from pipelines.load.cache import remove_damaged
from pipelines.load.omissions import (
    NUMBER_MARKER,
    omit_in,
    omit_in_file_names,
    omit_in_readings,
    reports_with_other_officials,
)
from pipelines.load.partitions import year_lists
from pipelines.load.schema import DOCUMENT_COLUMNS, GAP_COLUMNS, READING_COLUMNS, WITNESS_COLUMNS, prepare
from pipelines.memory import Engine

_COUNTED = ("files", "reports", "readings", "gaps", "witness_pages", "witness")


class MissingExtractionsError(Exception):
    """Listed reports of a year that is not being refreshed are neither cached nor loaded."""


class DamagedExtractionsError(Exception):
    """Cached extractions were damaged and have been removed: their documents must be read again."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Rows of the raw schema after a load, and how many reports were new or read again.

    ``differences`` counts the rows of raw.witness. ``remade``: the database was damaged, so everything was
    loaded again.
    """

    files: int
    reports: int
    readings: int
    gaps: int
    witness_pages: int
    differences: int
    changed_reports: int
    remade: bool = False


def load(
    database: Path,
    lists: Path,
    extracted: Path,
    *,
    keep_officials: bool = False,
    engine: Engine | None = None,
) -> Loaded:
    """Load the reports of the year lists in ``lists`` into the raw schema of ``database``.

    Reports that are already loaded stay untouched; those that are not listed any more are removed. Personal
    data is omitted (see ``pipelines.load.omissions``), officials unless ``keep_officials``. In one
    transaction: a load that fails changes nothing. A damaged database is removed and rebuilt. Raises
    ``MissingExtractionsError`` when a listed report is neither in the cache ``extracted`` nor loaded, and
    ``DamagedExtractionsError`` when a cached one is damaged.
    """
    make_private(database.parent)
    remade = build_file.discard_damaged(database, engine)
    load_all = partial(_load, database, lists, extracted, keep_officials=keep_officials, engine=engine or {})
    try:
        return load_all(remade=remade)
    except duckdb.Error as error:
        if not build_file.is_damage(str(error), database):
            raise
        build_file.remove(database)
        return load_all(remade=True)


def _load(
    database: Path, lists: Path, extracted: Path, *, remade: bool, keep_officials: bool, engine: Engine
) -> Loaded:
    with duckdb.connect(str(database), config=engine) as con:
        prepare(con)
        con.execute("begin")
        con.execute(
            "delete from raw.reports where list_contains($others, report_id)",
            {"others": reports_with_other_officials(con, keep_officials=keep_officials)},
        )
        _list_files(con, year_lists(lists))
        _find_changed(con, extracted)
        changed = _replace_reports(con, keep_officials)
        con.execute("delete from raw.files")
        con.execute(
            "insert into raw.files by name"
            " select * exclude (report_id, extraction, extracted_at, kept_aside, only_sample) from listed"
            " qualify row_number() over (partition by source_file order by last_seen desc) = 1"
            " order by source_file"
        )
        omit_in_file_names(con, "raw.files", "source_file", "file_sha256")
        con.execute("commit")
        con.execute("drop table listed")
        files, reports, readings, gaps, pages, differences = (
            _count(con, f"select count(*) from raw.{table}") for table in _COUNTED
        )
    return Loaded(files, reports, readings, gaps, pages, differences, changed, remade)


def _list_files(con: duckdb.DuckDBPyConnection, lists: list[str]) -> None:
    """Make the temporary table `listed`: the reports of every file.

    Sample reports are left out if there are others. The newest list that has a file counts. As a file can
    have reports of several years, an older list also counts if the file's bytes and its division into
    reports are the same.
    """
    con.execute(
        "create temp table listed as with all_lists as ("
        "  select *, bool_and(is_sample) over () as only_sample,"
        "    (file_sha256, report_id = file_sha256) as content from read_parquet($lists))"
        " select * exclude (content) from all_lists"
        " qualify content = arg_max(content, last_seen) over (partition by source_file)"
        " and row_number() over (partition by source_file, report_id order by last_seen desc) = 1",
        {"lists": lists},
    )
    con.execute("delete from listed where is_sample and not only_sample")


def _find_changed(con: duckdb.DuckDBPyConnection, extracted: Path) -> None:
    """Make the temporary table `changed`: the header of each listed extraction that is not loaded yet.

    The same bytes under two suffixes have two extractions: the one that could be read counts. Only these
    extractions are opened, so that a new report costs the same in a large archive.
    """
    con.execute(
        "create temp table candidates as select distinct report_id, listed.file_sha256, listed.byte_count,"
        "  extraction, kept_aside, reports.report_id is not null as is_loaded"
        " from listed left join raw.reports using (report_id, extracted_at)"
    )
    names = con.execute("select distinct extraction from candidates where not is_loaded").fetchall()
    there = [name for (name,) in names if (extracted / name).exists()]
    con.execute(
        "delete from candidates where not is_loaded and not list_contains($there, extraction)",
        {"there": there},
    )
    missing = con.execute(
        "select source_file from listed where report_id not in (select report_id from candidates)"
        " and report_id not in (select report_id from raw.reports) order by all"
    ).fetchall()
    if missing:
        raise MissingExtractionsError(
            ngettext(
                "{count} report is not in the cache any more, the first in {file}."
                " Refresh again without --year, which reads every year.",
                "{count} reports are not in the cache any more, the first in {file}."
                " Refresh again without --year, which reads every year.",
                len(missing),
            ).format(count=len(missing), file=missing[0][0])
        )
    con.execute(
        "delete from candidates where is_loaded or (report_id, extraction) not in ("
        "  select (report_id, extraction) from candidates"
        "  qualify row_number() over (partition by report_id order by kept_aside, extraction) = 1)"
    )
    wanted = con.execute("select distinct extraction from candidates").fetchall()
    paths = [str(extracted / name) for (name,) in wanted]
    if damaged := remove_damaged([Path(path) for path in paths]):
        raise DamagedExtractionsError(
            ngettext(
                "{count} cached extraction was damaged and has been removed, the first {file}."
                " Run again to read their files again.",
                "{count} cached extractions were damaged and have been removed, the first {file}."
                " Run again to read their files again.",
                len(damaged),
            ).format(count=len(damaged), file=damaged[0])
        )
    columns = ", ".join(DOCUMENT_COLUMNS)
    con.execute(
        f"create temp table changed as select report_id, file_sha256, path, byte_count, {columns}"
        f" from (select filename as path, report_id, {columns} from read_parquet($paths, filename = true))"
        " join (select *, $root || '/' || extraction as path from candidates) using (path, report_id)"
        if paths
        else "create temp table changed as select *, '' as path from raw.reports limit 0",
        {"paths": paths, "root": str(extracted)} if paths else None,
    )
    con.execute("drop table candidates")


def _replace_reports(con: duckdb.DuckDBPyConnection, keep_officials: bool) -> int:
    """Replace the reports and readings of what is in `changed`; return the number of reports."""
    for table in ("reports", "readings", "gaps", "witness_pages", "witness"):
        con.execute(
            f"delete from raw.{table} where report_id not in (select report_id from listed)"
            " or report_id in (select report_id from changed)"
        )
    count = _count(con, "select count(*) from changed")
    paths = [path for (path,) in con.execute("select distinct path from changed").fetchall()]
    if paths:
        con.execute(
            f"create temp table fresh as select report_id, reading_no, {', '.join(READING_COLUMNS)} from ("
            "  select report_id, generate_subscripts(readings, 1) as reading_no,"
            "    unnest(readings, recursive := true)"
            "  from read_parquet($paths, filename = true) join changed using (report_id)"
            "  where filename = path)",
            {"paths": paths},
        )
        omit_in_readings(con, "fresh", keep_officials=keep_officials)
        con.execute("insert into raw.readings by name from fresh order by report_id, reading_no")
        con.execute("drop table fresh")
        omit_in(con, "changed", ["title", "detail"])
        con.execute(
            "insert into raw.reports by name select report_id, file_sha256, byte_count,"
            f"  {', '.join(DOCUMENT_COLUMNS)},"
            "  coalesce(reading_count, 0) as reading_count, coalesce(unmapped_count, 0) as unmapped_count,"
            "  coalesce(mapped_words, 0) / nullif(word_count, 0) as mapped_share"
            " from changed left join ("
            "  select report_id, count(*) as reading_count,"
            "    count(*) filter (status = 'unmapped') as unmapped_count,"
            "    sum(words) filter (status <> 'unmapped') as mapped_words"
            "  from raw.readings group by all) using (report_id) order by report_id"
        )
        con.execute(
            f"insert into raw.gaps by name select report_id, {', '.join(GAP_COLUMNS)} from ("
            "  select report_id, unnest(gaps, recursive := true)"
            "  from read_parquet($paths, filename = true) join changed using (report_id)"
            "  where filename = path)"
            " order by all",
            {"paths": paths},
        )
        _insert_witness(con, paths)
    con.execute("drop table changed")
    return count


def _insert_witness(con: duckdb.DuckDBPyConnection, paths: list[str]) -> None:
    """Insert the pages that were compared with a second text, and the differences, of files ``paths``."""
    con.execute(
        "create temp table seen as select report_id, unnest(page) from ("
        "  select report_id, unnest(witness) as page"
        "  from read_parquet($paths, filename = true) join changed using (report_id) where filename = path)",
        {"paths": paths},
    )
    con.execute(
        f"insert into raw.witness_pages by name select report_id, {', '.join(WITNESS_COLUMNS)} from seen"
        " order by report_id, page"
    )
    con.execute(
        "insert into raw.witness by name select found.report_id, page,"
        "  if(omitted_numbers.number is null, difference.number, $marker) as number,"
        "  sum(difference.read_count) as read_count, sum(difference.witnessed_count) as witnessed_count"
        " from (select report_id, page, unnest(differences) as difference from seen) as found"
        " left join omitted_numbers"
        "  on found.report_id = omitted_numbers.report_id and difference.number = omitted_numbers.number"
        " group by all order by all",
        {"marker": NUMBER_MARKER},
    )
    con.execute("drop table seen")
    con.execute("drop table omitted_numbers")


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    assert row is not None
    return int(row[0])
