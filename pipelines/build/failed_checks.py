"""Which checks failed in a build of dbt, and the rows that made them fail."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.language import _, ngettext

SHOWN_ROWS = 5
SHOWN_CELLS = 8

NOT_NULL = re.compile(r"NOT NULL constraint failed: \w+\.(?P<column>\w+)")
"""DuckDB's message when a row violates a table's contract."""


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A check that found something, or a table that could not be built.

    ``name`` is dbt's name, ``path`` its file in the dbt project, ``message`` dbt's message; for a violated
    contract it names table and column. ``failures`` is the number of rows that the check found, ``rows``
    are the first of them, each with its first cells that are not NULL.
    """

    name: str
    path: str
    message: str
    failures: int
    rows: tuple[dict[str, str], ...]

    def __str__(self) -> str:
        lines = [f"{self.name} ({self.path}): {self.message}"]
        for row in self.rows:
            lines.append("    " + ", ".join(f"{column}={value}" for column, value in row.items()))
        if self.failures > len(self.rows) > 0:
            more = self.failures - len(self.rows)
            said = ngettext("and {count} more row", "and {count} more rows", more).format(count=more)
            lines.append(f"    {said}")
        return "\n".join(lines)


class FailedChecksError(Exception):
    """The build cannot be published; the message names each failed check and its first rows."""

    def __init__(self, failed: Sequence[FailedCheck]) -> None:
        super().__init__("\n".join(str(check) for check in failed))
        self.failed = tuple(failed)


class BuildResults:
    """How every node of a build ended.

    ``run_results`` is the content of dbt's ``run_results.json``, ``nodes`` the manifest's nodes by their ids,
    ``database`` the build database: no other process may have it open for writing while rows are read.
    """

    def __init__(
        self, run_results: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]], database: Path
    ) -> None:
        self._results: list[dict[str, Any]] = run_results["results"]
        self._nodes = nodes
        self._database = database
        self._counts = Counter(str(result["status"]) for result in self._results)

    def count(self, status: str) -> int:
        """How many nodes ended with dbt's ``status``: success, pass, fail, error, skipped, warn."""
        return self._counts[status]

    def failed(self) -> list[FailedCheck]:
        """The failed checks that stop a release, and the tables that could not be built."""
        return self._checks({"fail", "error", "runtime error"})

    def warned(self) -> list[FailedCheck]:
        """The failed checks that do not stop a release."""
        return self._checks({"warn"})

    def _checks(self, statuses: Set[str]) -> list[FailedCheck]:
        found = [result for result in self._results if result["status"] in statuses]
        if not found:
            return []
        with duckdb.connect(str(self._database), read_only=True) as con:
            return [_failed_check(con, result, self._nodes[result["unique_id"]]) for result in found]


def _failed_check(
    con: duckdb.DuckDBPyConnection, result: Mapping[str, Any], node: Mapping[str, Any]
) -> FailedCheck:
    # DuckDB's message has the temporary name under which dbt builds a table.
    message = " ".join((result["message"] or _("failed")).replace("__dbt_tmp", "").split())
    failures = result["failures"] or 0
    query = result["compiled_code"]
    rows: tuple[dict[str, str], ...] = ()
    if result["status"] in {"fail", "warn"} and query:
        rows = _rows(con, f"from ({query})")
    elif query and (refused := NOT_NULL.search(message)):
        # The table was not written, so its rows are taken from its query.
        query = f'from ({query}) where "{refused["column"]}" is null'
        failures = con.execute(f"select count(*) {query}").fetchall()[0][0]
        rows = _rows(con, query)
    return FailedCheck(node["name"], node["original_file_path"], message, failures, rows)


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> tuple[dict[str, str], ...]:
    found = con.execute(f"select * {query} limit {SHOWN_ROWS}")
    columns = [column[0] for column in found.description or ()]
    return tuple(_filled(columns, row) for row in found.fetchall())


def _filled(columns: list[str], row: Sequence[Any]) -> dict[str, str]:
    filled = [(name, str(value)) for name, value in zip(columns, row, strict=True) if value is not None]
    return dict(filled[:SHOWN_CELLS])
