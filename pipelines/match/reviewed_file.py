"""Read and append to a CSV file of reviewed decisions (a seed of the dbt project)."""

import csv
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipelines.config import IS_INSTALLED, PROJECT_ROOT
from pipelines.language import _

Row = Mapping[str, str]


class ReviewError(Exception):
    """The decision cannot be written to the file; the message says why."""


def read_rows(file: Path) -> list[Row]:
    """Every row as column → text. Raises ``ReviewError`` when there is no file."""
    if not file.exists():
        said = _("There is no file {file}: set PANELSOCIAL_DBT_PROJECT to the dbt project.")
        raise ReviewError(said.format(file=file))
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def append_row(file: Path, row: Row) -> None:
    """Append the row to the file atomically; other lines stay as they are.

    Raises ``ReviewError`` when the file lacks a column of the row or belongs to an installed package, and
    ``OSError`` when it cannot be written.
    """
    if IS_INSTALLED and file.is_relative_to(PROJECT_ROOT):
        raise ReviewError(
            _(
                "{file} belongs to the installed package, and an upgrade would replace it: copy"
                " {project} and set PANELSOCIAL_DBT_PROJECT to the copy."
                " The wordings of labels can be changed in a clone only."
            ).format(file=file, project=PROJECT_ROOT / "dbt_project")
        )
    before = file.read_text(encoding="utf-8")
    columns = next(csv.reader(io.StringIO(before)), [])
    if missing := row.keys() - set(columns):
        said = _("{file} has no column {columns}.")
        raise ReviewError(said.format(file=file, columns=", ".join(sorted(missing))))
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
