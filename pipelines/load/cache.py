"""The cache of extractions: one Parquet file per document, so that each document is read only once.

The file's name is the sha256 of the document's bytes and its suffix, which decides the medium; its folder is
named by extractor version and PDF reader. It has one row per report of the document, with the readings and
the witnessed pages as lists, and a checksum of all that.

A document that exceeded a limit is cached too, so that it does not slow down every refresh. Its row has the
limits, and it is read again when these have changed.
"""

import dataclasses
import hashlib
import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any

import duckdb

from pipelines.acquire.inbox import ReportFile
from pipelines.config import Settings
from pipelines.form import EXTRACTOR_VERSION
from pipelines.form.readings.reading import Reading
from pipelines.limits import Limits
from pipelines.load.extraction import Extraction
from pipelines.load.schema import (
    DIFFERENCE_COLUMNS,
    DOCUMENT_COLUMNS,
    GAP_COLUMNS,
    READING_COLUMNS,
    WITNESS_COLUMNS,
)
from pipelines.load.shared_cache import SharedCache
from pipelines.load.summaries import Summary, kept_documents
from pipelines.read import DEFAULT_READER, PdfReader
from pipelines.read.errors import Reason
from pipelines.store import Store


def _list_of(columns: dict[str, str]) -> str:
    """DuckDB's type of a list of rows with these columns."""
    return f"struct({', '.join(f'{name} {kind}' for name, kind in columns.items())})[]"


_LISTS = {
    "readings": _list_of(READING_COLUMNS),
    "gaps": _list_of(GAP_COLUMNS),
    "witness": _list_of(WITNESS_COLUMNS | {"differences": _list_of(DIFFERENCE_COLUMNS)}),
}
_TYPES = {"report_id": "varchar"} | DOCUMENT_COLUMNS | {"is_final": "boolean", "limits": "varchar"} | _LISTS
_CREATE = f"create or replace table kept ({', '.join(f'{name} {kind}' for name, kind in _TYPES.items())})"
_INSERT = f"insert into kept values ({', '.join(f'${name}::{kind}' for name, kind in _TYPES.items())})"
_CHECKSUM = f"sha256(struct_pack({', '.join(f'{name} := {name}' for name in _TYPES)})::varchar)"
_CELLS = attrgetter(*("column" if name == "column_id" else name for name in READING_COLUMNS))
_LIMITED: frozenset[Reason | None] = frozenset({"too_large", "timed_out", "out_of_memory"})


def cache_of(settings: Settings, *, fetches: bool = True) -> "Cache":
    """The cache of ``settings``; what it lacks is copied from the store, if one is set, if ``fetches``."""
    cache = Cache(settings.extracted, settings.limits, settings.reader)
    if settings.extracted_store:
        cache.shared = SharedCache(Store(settings.extracted_store), cache.folder, fetches=fetches)
    return cache


class Cache:
    """The cached extractions in one folder, for one set of limits and one PDF reader.

    Where they are ``shared``, the folder has copies of those in a store, and the store of those written here.
    """

    def __init__(
        self, extracted: Path, limits: Limits | None = None, reader: PdfReader = DEFAULT_READER
    ) -> None:
        self.root = extracted
        self.folder = extracted / f"{EXTRACTOR_VERSION}-{reader}"
        self._paths: dict[str, Path] = {}  # memoized: there are thousands, each used often
        self.limits = str(limits or Limits())
        self.reader = reader
        self.shared: SharedCache | None = None

    @cached_property
    def _con(self) -> duckdb.DuckDBPyConnection:
        """One for all documents: to open it takes longer than to write one."""
        return duckdb.connect(config={"threads": 1})

    def path(self, report: ReportFile) -> Path:
        """The path of this version's extraction of ``report``, whether it exists or not."""
        name = f"{report.file_sha256}{report.path.suffix.lower()}.parquet"
        if name not in self._paths:
            self._paths[name] = self.folder / name
        return self._paths[name]

    def summaries(self, reports: Iterable[ReportFile]) -> dict[Path, tuple[Summary, ...]]:
        """The reports of the documents that need not be read again, by the document's path in the cache.

        A cached file that cannot be read is removed: it can be made again.
        """
        paths = {path.name: path for path in map(self.path, reports)}
        if self.shared:
            self.shared.exchange(paths)
        return {
            paths[name]: kept.reports
            for name, kept in kept_documents(self.folder, paths.keys()).items()
            if kept.is_final and kept.limits <= {self.limits}
        }

    def write(self, report: ReportFile, extractions: Sequence[Extraction]) -> tuple[Summary, ...]:
        """Cache the extractions of a file atomically: written under another name, then renamed."""
        target = self.path(report)
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f".{target.name}.{os.getpid()}")
        summaries: list[Summary] = []
        try:
            self._con.execute(_CREATE)  # a table that is emptied keeps the memory of its rows
            for extraction in extractions:
                report_id = _report_id(report, extraction, is_part=len(extractions) > 1)
                self._con.execute(_INSERT, self._values(report_id, extraction))
                summaries.append(
                    Summary(
                        report_id,
                        extraction.report_year,
                        extraction.reason,
                        extraction.detail,
                        extraction.extracted_at,
                    )
                )
            self._con.execute(
                f"copy (select *, {_CHECKSUM} as checksum from kept)"
                f" to '{_quoted(unfinished)}' (format parquet)"
            )
            # Not synced to the disk: what a power cut leaves half written is found, and read again.
            unfinished.replace(target)
            if self.shared:
                self.shared.note(target.name)
        finally:
            unfinished.unlink(missing_ok=True)
        return tuple(summaries)

    def _values(self, report_id: str, extraction: Extraction) -> dict[str, Any]:
        values: dict[str, Any] = {name: getattr(extraction, name) for name in (*DOCUMENT_COLUMNS, "is_final")}
        values["report_id"] = report_id
        values["limits"] = self.limits if extraction.reason in _LIMITED else None
        values["readings"] = [_row(reading) for reading in extraction.readings]
        values["gaps"] = [dataclasses.asdict(gap) for gap in extraction.gaps]
        values["witness"] = [dataclasses.asdict(page) for page in extraction.witness]
        return values


def remove_damaged(paths: Sequence[Path]) -> list[Path]:
    """Remove the cached files whose content is not what was written; return them. They can be made again."""
    if not _has_damage(paths):
        return []
    found = [path for path in paths if _has_damage([path])]
    for path in found:
        path.unlink(missing_ok=True)
    return found


def _has_damage(paths: Sequence[Path]) -> bool:
    if not paths:
        return False
    with duckdb.connect() as con:
        try:
            rows = con.execute(
                f"select count(*) from read_parquet($paths) where {_CHECKSUM} is distinct from checksum",
                {"paths": [str(path) for path in paths]},
            ).fetchall()
        except duckdb.Error:
            return True
    return rows != [(0,)]


def _report_id(report: ReportFile, extraction: Extraction, *, is_part: bool) -> str:
    """The sha256 of the file's bytes; for one of several reports in a file, of that sha256 and its pages."""
    if not is_part:
        return report.file_sha256
    part = f"{report.file_sha256}#pages={extraction.first_page}-{extraction.last_page}"
    return hashlib.sha256(part.encode("ascii")).hexdigest()


def _row(reading: Reading) -> dict[str, Any]:
    return dict(zip(READING_COLUMNS, _CELLS(reading), strict=True))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
