"""The program of a process that answers one question in SQL and ends (``console``).

It is given the open file of a database, and has no name for it. Before it reads the question, DuckDB loses every
way to a file, and the process every right but to read its own program and to write the answer.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb

from pipelines.limits import Limits
from pipelines.load.confinement import confine, hide_paths
from pipelines.load.process_limits import be_silent, limit, limit_processor_time

_CONFIGURATION = {
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


class _Refused(Exception):
    """The question has no answer. Its two arguments: a reason of ``console.REASONS``, and what DuckDB says."""


def main() -> None:
    """Answer the question of standard input, a line of JSON, in a line of JSON on standard output.

    The program's argument is the file descriptor of the database.
    """
    question = json.loads(sys.stdin.buffer.readline())
    with os.fdopen(os.dup(1), "wb") as pipe:
        be_silent()
        os.nice(10)  # pages go first
        answer = _answer(int(sys.argv[1]), **question)
        pipe.write(json.dumps(answer).encode())


def _answer(
    database: int, sql: str, rows: int, size: int, seconds: float, memory: int, address_space: int
) -> dict[str, Any]:
    hide_paths()
    con = duckdb.connect(f"/dev/fd/{database}", read_only=True, config=_CONFIGURATION)
    con.execute(f"set memory_limit = '{memory}B'")
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    limits = Limits(max_seconds=seconds, max_memory=address_space)
    limit(limits)
    confine(())
    limit_processor_time(limits)
    # Its signal ends the process, also in the middle of native code.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return _asked(con, sql, rows, size)
    except _Refused as refused:
        reason, detail = refused.args
    except (duckdb.OutOfMemoryException, MemoryError):
        reason, detail = "out_of_memory", ""
    except duckdb.Error as error:
        reason, detail = "error", str(error)
    return {"reason": reason, "detail": detail}


def _asked(con: duckdb.DuckDBPyConnection, sql: str, most: int, size: int) -> dict[str, Any]:
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        raise _Refused("one_question", "")
    if statements[0].type is not duckdb.StatementType.SELECT:
        raise _Refused("only_select", "")
    result = con.execute(statements[0])
    columns = [(str(name), str(kind)) for name, kind, *_ in result.description or ()]
    size -= sum(len(name) + len(kind) + _CELL for name, kind in columns)
    rows: list[list[object]] = []
    for row in _fetched(result, most + 1):
        cells = [_cell(value) for value in row]
        size -= sum(_CELL + (len(cell) if isinstance(cell, str) else 0) for cell in cells)
        if size < 0:
            raise _Refused("too_large", "")
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
