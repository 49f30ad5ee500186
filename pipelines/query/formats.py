"""Write an answer as a table for people, as Markdown, as CSV or as JSON."""

import csv
import io
import json
import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rich.table import Table

from pipelines.exports.files import FORMULA_STARTS, NUMBER
from pipelines.language import spoken
from pipelines.numbers import number
from pipelines.query.answer import Answer
from pipelines.terminal import Terminal, visible, visible_lines

_YEAR = re.compile(r"(?i)year|años?\b|anio|_no\b|_id\b")
"""Names of columns whose numbers are no amounts: they have no separators."""


def write_table(terminal: Terminal, answer: Answer) -> None:
    """Print a table: numbers as the terminal's language writes them, NULL as nothing."""
    table = Table(box=None, pad_edge=False)
    for column, name in enumerate(answer.names):
        table.add_column(visible(name), justify="right" if answer.is_number(column) else "left")
    for row in answer.rows:
        table.add_row(*_as_shown(answer, row))
    terminal.show(table)


def write_markdown(terminal: Terminal, answer: Answer) -> None:
    """Print a table in Markdown, with the same values as ``write_table``."""
    sides = ["---:" if answer.is_number(column) else "---" for column in range(len(answer.names))]
    names = [visible(name) for name in answer.names]
    for cells in (names, sides, *(_as_shown(answer, row) for row in answer.rows)):
        terminal.say(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")


def write_csv(terminal: Terminal, answer: Answer) -> None:
    """Print CSV for programs, as the exports have it.

    Times are UTC, NULL is an empty cell, the elements of a list are joined by "; ", and text that a
    spreadsheet would run as a formula gets a leading apostrophe.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(answer.names)
    writer.writerows([_in_csv(value) for value in row] for row in answer.rows)
    # Another program gets every character; a terminal is not to obey them.
    written = lines.getvalue()
    terminal.write(visible_lines(written) if terminal.is_terminal else written)


def write_json(terminal: Terminal, answer: Answer) -> None:
    """Print a JSON list of objects, one a line; numbers are numbers, times are ISO 8601."""
    lines = [
        json.dumps(
            dict(zip(answer.names, map(_in_json, row), strict=True)),
            ensure_ascii=False,
            default=_unknown_to_json,
        )
        for row in answer.rows
    ]
    # Escapes of JSON for what a terminal could obey: any reader of JSON undoes them.
    terminal.write("[" + ",\n ".join(map(visible, lines)) + "]\n")


FORMATS: dict[str, Callable[[Terminal, Answer], None]] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
    "markdown": write_markdown,
}


def _as_shown(answer: Answer, row: Sequence[Any]) -> list[str]:
    return [
        _number(value, answer.names[column]) if answer.is_number(column) else _text(value)
        for column, value in enumerate(row)
    ]


def _number(value: Any, name: str) -> str:
    if value is None:
        return ""
    if _YEAR.search(name) or (isinstance(value, float) and not math.isfinite(value)):
        return str(value)
    return number(value, spoken())


def _text(value: Any) -> str:
    if isinstance(value, list):
        return visible("; ".join(_text(one) for one in value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else visible(str(value))


def _in_csv(value: Any) -> Any:
    match value:
        case str() if value.startswith(tuple(FORMULA_STARTS)) and not re.match(NUMBER, value):
            return f"'{value}"
        case bool():
            return str(value).lower()
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case list():
            return "; ".join(map(str, value))
        case _:
            return value


def _in_json(value: Any) -> Any:
    """``value`` as json writes it; what it does not know goes to ``_unknown_to_json``."""
    match value:
        case float() if not math.isfinite(value):
            return None
        case list():
            return [_in_json(one) for one in value]
        case dict():
            return {str(key): _in_json(one) for key, one in value.items()}
        case _:
            return value


def _unknown_to_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value.isoformat() if isinstance(value, date) else str(value)
