"""The release that the site shows: opened read-only, and changed for a new one while the site runs."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipelines.config import DATABASE_NAME
from pipelines.publish.releases import current_release

Row = dict[str, Any]

MEMORY = "128MB"
"""What DuckDB may use for one release."""

THREADS = 1
"""One, so that rows that a query does not order come in the same order each time: files of an export stay."""


class NothingPublishedError(Exception):
    """There is no release to show; the message says what to do."""


class Release:
    """A published release. Its methods may be called from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Open the database in ``folder``. Raises ``duckdb.Error`` when it is damaged."""
        self.name = folder.name
        self.database = folder / DATABASE_NAME
        self._con = duckdb.connect(str(self.database), read_only=True)
        self._con.execute(f"set memory_limit = '{MEMORY}'; set threads = {THREADS}")

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the same database."""
        return self._con.cursor()

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """The rows of a query, each by the names of its columns."""
        with self.cursor() as con:
            found = con.execute(sql, dict(parameters or {}))
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class Current:
    """The current release of a warehouse: looked for at each request, opened when it is another one."""

    def __init__(self, warehouse: Path) -> None:
        self._warehouse = warehouse
        self._lock = threading.Lock()
        self._opened: Release | None = None

    def release(self) -> Release:
        """The current release; the one before, where a new one cannot be opened.

        A request that still reads the one before keeps it open. Raises ``NothingPublishedError``.
        """
        folder = current_release(self._warehouse)
        with self._lock:
            if folder is not None and (self._opened is None or self._opened.database.parent != folder):
                try:
                    self._opened = Release(folder)
                except duckdb.Error as error:
                    if self._opened is None:
                        raise NothingPublishedError(f"{folder} cannot be opened: {error}") from None
            if self._opened is None:
                raise NothingPublishedError(
                    f"Nothing is published in {self._warehouse} yet: run `panelsocial refresh`."
                )
            return self._opened
