"""The partitions (report years), and per partition the list of reports that are to be loaded.

A list is a Parquet file below the private build. Extraction writes the lists of the refreshed years;
loading reads all of them, so that the warehouse keeps the other years as they are.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from pipelines.acquire.inbox import ReportFile
from pipelines.durable import replace_durably, sync
from pipelines.load.summaries import Summary

logger = logging.getLogger(__name__)

FIRST_YEAR = 2010  # the state's index of monitored programmes begins in 2012
UNDATED = "undated"


def partition_keys(today: date) -> list[str]:
    """The partitions up to the year of ``today``: ``undated``, then one per year from 2010."""
    return [UNDATED, *(str(year) for year in range(FIRST_YEAR, today.year + 1))]


def partition_of(report_year: int | None, keys: Collection[str]) -> str:
    """The partition of a report: the one of ``keys`` for ``report_year``, else ``undated``."""
    key = str(report_year)
    return key if key in keys else UNDATED


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report of a list: its file, and the path of the file's extraction below the cache's folder."""

    file: ReportFile
    extraction: str
    report: Summary


_COLUMNS = {
    "source_file": "varchar",
    "file_sha256": "varchar",
    "byte_count": "bigint",
    "is_sample": "boolean",
}
_TYPES = _COLUMNS | {
    "partition": "varchar",
    "report_id": "varchar",
    "extraction": "varchar",
    "extracted_at": "timestamp",
    "kept_aside": "boolean",
}


def write_year_lists(folder: Path, years: Mapping[str, Sequence[ListedReport]], seen_at: datetime) -> None:
    """Replace the lists in ``folder`` of the partitions that are the keys of ``years``.

    An empty list removes the partition's file. ``first_seen`` of a file that any list had before with the
    same bytes is kept; ``last_seen`` is ``seen_at``. Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {name: getattr(one.file, name) for name in _COLUMNS}
        | {
            "partition": key,
            "report_id": one.report.report_id,
            "extraction": one.extraction,
            "extracted_at": one.report.extracted_at,
            "kept_aside": one.report.reason is not None,
        }
        for key, listed in years.items()
        for one in listed
    ]
    kind = f"struct({', '.join(f'{name} {kind}' for name, kind in _TYPES.items())})[]"
    with duckdb.connect() as con:
        con.execute(f"create table files as select unnest($rows::{kind}, recursive := true)", {"rows": rows})
        con.execute("create table before (source_file varchar, file_sha256 varchar, first_seen timestamp)")
        if lists := year_lists(folder):
            con.execute(
                "insert into before select source_file, file_sha256, min(first_seen)"
                " from read_parquet($lists) group by all",
                {"lists": lists},
            )
        con.execute(
            "create table listed as select files.*, coalesce(first_seen, $now::timestamp) as first_seen,"
            " $now::timestamp as last_seen from files left join before using (source_file, file_sha256)",
            {"now": seen_at},
        )
        for key, listed in years.items():
            target = folder / f"{key}.parquet"
            if listed:
                _write(con, key, target)
            elif target.exists():
                target.unlink()
                sync(folder)


def _write(con: duckdb.DuckDBPyConnection, key: str, target: Path) -> None:
    unfinished = target.with_name(f".{key}")  # a fixed name, so that a crash leaves one file at most
    con.execute(
        "copy (select * exclude (partition) from listed where partition = $key"
        " order by source_file, report_id)"
        f" to '{str(unfinished).replace(chr(39), chr(39) * 2)}' (format parquet)",
        {"key": key},
    )
    replace_durably(unfinished, target)


def year_lists(folder: Path) -> list[str]:
    """The paths of the existing lists."""
    return sorted(str(path) for path in folder.glob("[!.]*.parquet"))


def remove_damaged(folder: Path, keys: Iterable[str]) -> None:
    """Remove unreadable lists of the partitions ``keys``; the caller must write these partitions again."""
    with duckdb.connect() as con:
        for path in (folder / f"{key}.parquet" for key in keys):
            try:
                if path.exists():
                    con.execute("from read_parquet(?)", [str(path)]).fetchall()
            except duckdb.Error as error:
                logger.warning("%s is damaged and is written again: %s", path, error)
                path.unlink()
