"""Read and append to a CSV file of reviewed decisions (a seed of the dbt project)."""

import csv
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipelines.config import IS_INSTALLED, PROJECT_ROOT

Row = Mapping[str, str]


class ReviewError(Exception):
    """The decision cannot be written to the file; the message says why."""


def read_rows(file: Path) -> list[Row]:
    """Every row as column → text. Raises ``ReviewError`` when there is no file."""
    if not file.exists():
        raise ReviewError(f"There is no file {file}: set PANELSOCIAL_DBT_PROJECT to the dbt project.")
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def append_row(file: Path, row: Row) -> None:
    """Append the row to the file atomically; other lines stay as they are.

    Raises ``ReviewError`` when the file lacks a column of the row or belongs to an installed package, and
    ``OSError`` when it cannot be written.
    """
    if IS_INSTALLED and file.is_relative_to(PROJECT_ROOT):
        raise ReviewError(
            f"{file} belongs to the installed package, and an upgrade would replace it: copy"
            f" {PROJECT_ROOT / 'dbt_project'} and set PANELSOCIAL_DBT_PROJECT to the copy."
            " The wordings of labels can be changed in a clone only."
        )
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
