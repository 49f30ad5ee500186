"""A file of reviewed decisions: a seed of the dbt project that people and programs add lines to."""

import csv
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

Row = Mapping[str, str]


class ReviewError(Exception):
    """A reviewed file cannot take the decision; the message says why."""


def read_rows(file: Path) -> list[Row]:
    """Every line as column → text. Raises ``ReviewError`` where there is no file."""
    if not file.exists():
        raise ReviewError(f"There is no file {file}: is PANELSOCIAL_DBT_PROJECT right?")
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def append_row(file: Path, row: Row) -> None:
    """Put the row at the end of the file: all of it or nothing, other lines as they are.

    Raises ``ReviewError`` where the file has no column for a part of it, ``OSError`` where it cannot be
    written.
    """
    before = file.read_text(encoding="utf-8")
    columns = next(csv.reader(io.StringIO(before)), [])
    if missing := row.keys() - set(columns):
        raise ReviewError(f"{file} has no column {', '.join(sorted(missing))}.")
    line = io.StringIO()
    csv.DictWriter(line, columns, lineterminator="\n").writerow(row)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(f"{before.rstrip()}\n{line.getvalue()}")
        Path(temporary).chmod(file.stat().st_mode)
        Path(temporary).replace(file)
    finally:
        Path(temporary).unlink(missing_ok=True)
