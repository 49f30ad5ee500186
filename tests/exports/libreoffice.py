"""Opens files in LibreOffice Calc as a desktop set to Chile does, and reads the cells back."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from pipelines.exports.workbook import SHEET_NAME_LENGTH
from tests.corpus.commands import run

PROGRAM = "localc"
START_SECONDS, FILE_SECONDS = 120.0, 20.0

# The profile of a desktop whose language and region are Spanish (Chile).
CHILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>es-CL</value></prop></item>
</oor:items>
"""

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

Cell = tuple[str, str]
"""Kind of value in OpenDocument (float, string, boolean, date …; "" for an empty cell), and the value."""


def available() -> bool:
    return shutil.which(PROGRAM) is not None


def opened(files: Sequence[Path], folder: Path, filter_options: str = "") -> dict[str, list[list[Cell]]]:
    """Every sheet of ``files`` by its name, cut as in a workbook, as rows of cells.

    ``folder`` is for what LibreOffice writes.
    ``filter_options`` as LibreOffice documents them for ``--infilter``.
    """
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(CHILE, "utf-8")
    command = [PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += [f"--infilter={filter_options}"] if filter_options else []
    command += ["--convert-to", "fods", "--outdir", str(folder), *map(str, files)]
    run(command, START_SECONDS + FILE_SECONDS * len(files))
    sheets = {}
    for file in files:
        document = ElementTree.parse(folder / f"{file.stem}.fods")
        for table in document.iter(f"{TABLE}table"):
            sheets[table.get(f"{TABLE}name", "")[:SHEET_NAME_LENGTH]] = _rows(table)
    return sheets


def _rows(table: ElementTree.Element) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for row in table.iter(f"{TABLE}table-row"):
        cells = [cell for element in row for cell in [_cell(element)] * _repeated(element, "columns")]
        rows += [cells] * (_repeated(row, "rows") if any(kind for kind, _ in cells) else 1)
    return rows


def _repeated(element: ElementTree.Element, what: str) -> int:
    # A sheet ends with thousands of empty columns.
    return min(int(element.get(f"{TABLE}number-{what}-repeated", "1")), 1000)


def _cell(element: ElementTree.Element) -> Cell:
    kind = element.get(f"{OFFICE}value-type", "")
    if kind == "string":
        return kind, "\n".join(_text(part) for part in element.findall(f"{TEXT}p"))
    for name in ("value", "date-value", "time-value", "boolean-value"):
        if (value := element.get(f"{OFFICE}{name}")) is not None:
            return kind, value
    return "", ""


def _text(element: ElementTree.Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" " * int(child.get(f"{TEXT}c", "1")))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        else:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
