"""The program of a process that answers one question in SQL and ends (``console``).

It is given the open file of a database, and no name of it. Before the question is asked, DuckDB loses every
way to a file, and the process every right but to read its own program and to write the answer.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import duckdb

from pipelines.limits import Limits
from pipelines.load.confinement import confine, hide_paths
from pipelines.load.process_limits import be_silent, limit, limit_processor_time

_CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    # Without threads of its own: what the kernel refuses, it refuses to the thread that asked for it.
    "threads": 1,
    "async_threads": 0,
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}

_ROWS_AT_ONCE = 50

_CELL = 20
"""Characters that a cell counts at least: its place in the answer and on the page."""


class _RefusedError(Exception):
    """The question has no answer; the message is a ``console.Reason``."""


def main() -> None:
    """Answer the question of standard input, a line of JSON, in a line of JSON on standard output.

    The program's argument is the file descriptor of the database.
    """
    question = json.loads(sys.stdin.buffer.readline())
    with os.fdopen(os.dup(1), "wb") as pipe:
        be_silent()
        os.nice(10)  # pages go first
        answer = _answer(int(sys.argv[1]), question)
        pipe.write(json.dumps(answer).encode())


def _answer(database: int, question: Mapping[str, Any]) -> dict[str, Any]:
    limits = Limits(max_seconds=question["seconds"], max_memory=question["address_space"])
    hide_paths()
    con = duckdb.connect(f"/dev/fd/{database}", read_only=True, config=_CONFIGURATION)
    con.execute(f"set memory_limit = '{int(question['memory'])}B'")
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    limit(limits)
    confine(())
    limit_processor_time(limits)
    # Its signal ends the process, also in the middle of native code.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.max_seconds)
    try:
        return _asked(con, question["sql"], question["rows"], question["size"])
    except _RefusedError as refused:
        reason, detail = str(refused), ""
    except (duckdb.OutOfMemoryException, MemoryError):
        reason, detail = "out_of_memory", ""
    except duckdb.Error as error:
        reason, detail = "error", str(error)
    return {"reason": reason, "detail": detail}


def _asked(con: duckdb.DuckDBPyConnection, sql: str, most: int, size: int) -> dict[str, Any]:
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        raise _RefusedError("one_question")
    if statements[0].type is not duckdb.StatementType.SELECT:
        raise _RefusedError("only_select")
    result = con.execute(statements[0])
    columns = [(str(name), str(kind)) for name, kind, *_ in result.description or ()]
    size -= sum(len(name) + len(kind) + _CELL for name, kind in columns)
    rows: list[list[object]] = []
    for row in _fetched(result, most + 1):
        cells = [_cell(value) for value in row]
        size -= sum(_CELL + (len(cell) if isinstance(cell, str) else 0) for cell in cells)
        if size < 0:
            raise _RefusedError("too_large")
        rows.append(cells)
    return {"columns": columns, "rows": rows[:most], "is_cut": len(rows) > most}


def _fetched(result: duckdb.DuckDBPyConnection, most: int) -> Iterator[tuple[Any, ...]]:
    while most > 0 and (found := result.fetchmany(min(most, _ROWS_AT_ONCE))):
        yield from found
        most -= len(found)


def _cell(value: Any) -> object:
    """As JSON has it: a number, a text, yes or no, nothing."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list):
        return "; ".join(str(_cell(one)) for one in value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)
