"""The file that a report was read from."""

import hashlib
from pathlib import Path

from pipelines.explain.model import NotFoundError, Report


def source_of(report: Report, raw: Path) -> Path:
    """The file below the raw folder that has the bytes that were read.

    Raises ``NotFoundError`` when it is gone or has other bytes by now: what it shows at a place would not
    be what was read there.
    """
    path = raw / report.source_file
    if not path.is_file():
        raise NotFoundError(f"There is no file {path}: name the folder of the reports with --raw.")
    if not _holds(path, report.file_sha256):
        raise NotFoundError(f"{path} has other bytes than the report that was read: refresh, or restore it.")
    return path


def _holds(path: Path, sha256: str) -> bool:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
