"""An index of the cached documents of a folder, without their readings, in one file.

Opening thousands of Parquet files takes seconds. Their sizes and times, which the operating system returns in
milliseconds, show which files are unchanged and need not be opened.
"""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb

from pipelines.file_memo import FileMemo, Look

INDEX_NAME = "summaries.sqlite"


@dataclass(frozen=True, slots=True)
class Summary:
    """A report without its readings: what a refresh needs to list it."""

    report_id: str
    report_year: int | None
    reason: str | None
    detail: str | None
    extracted_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """The reports of a cached document, at least one.

    ``is_final`` is False if reading it again may end differently; ``limits`` are those that it exceeded.
    """

    reports: tuple[Summary, ...]
    is_final: bool
    limits: frozenset[str]


def kept_documents(folder: Path, names: Collection[str]) -> dict[str, Kept]:
    """The content of those cached documents ``names`` of ``folder`` that exist, by name.

    A file that cannot be read is removed: it can be made again.
    """
    memo = FileMemo(folder / INDEX_NAME)
    there = {entry.name for entry in os.scandir(folder)} if folder.is_dir() else set()
    looks = {name: Look.at(folder / name) for name in names if name in there}
    known = {name: rows for name, look in looks.items() if (rows := memo.get(look)) is not None}
    fresh = _read(folder, sorted(looks.keys() - known))
    for name, rows in fresh.items():
        memo.put(looks[name], rows)
    memo.store()
    return {name: _kept(rows) for name, rows in {**known, **fresh}.items()}


def _kept(rows: list[list[Any]]) -> Kept:
    return Kept(
        tuple(
            Summary(report_id, year, reason, detail, datetime.fromisoformat(extracted_at))
            for report_id, year, reason, detail, extracted_at, *_ in rows
        ),
        all(is_final for *_, is_final, _ in rows),
        frozenset(limits for *_, limits in rows if limits is not None),
    )


def _read(folder: Path, names: list[str]) -> Mapping[str, list[list[Any]]]:
    """The rows of these files, as the index stores them."""
    try:
        return _rows(folder, names)
    except duckdb.Error:
        found: dict[str, list[list[Any]]] = {}
        for name in names:
            try:
                found |= _rows(folder, [name])
            except duckdb.Error:
                (folder / name).unlink()
        return found


def _rows(folder: Path, names: list[str]) -> dict[str, list[list[Any]]]:
    if not names:
        return {}
    with duckdb.connect() as con:
        rows = con.execute(
            "select filename, report_id, report_year, reason, detail, extracted_at, is_final, limits"
            " from read_parquet($paths, filename = true) order by filename, first_page",
            {"paths": [str(folder / name) for name in names]},
        ).fetchall()
    return {
        Path(path).name: [[*row[1:5], row[5].isoformat(), *row[6:]] for row in reports]
        for path, reports in groupby(rows, key=itemgetter(0))
    }
