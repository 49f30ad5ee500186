"""Find the file that a report was read from."""

import hashlib
from pathlib import Path

from pipelines.explain.model import NotFoundError, Report
from pipelines.language import _


def source_of(report: Report, raw: Path) -> Path:
    """The path of the report's file below ``raw``.

    Raises ``NotFoundError`` when it is missing, or when its bytes have changed since it was read, so that
    the places no longer fit.
    """
    path = raw / report.source_file
    if not path.is_file():
        said = _("There is no file {file}: choose the folder of the reports with --raw.")
        raise NotFoundError(said.format(file=path))
    if not _holds(path, report.file_sha256):
        said = _("{file} has changed since it was read: run `panelsocial refresh`, or restore the file.")
        raise NotFoundError(said.format(file=path))
    return path


def bytes_of(report: Report, raw: Path) -> bytes:
    """The very bytes that the report was read from. Raises as ``source_of``."""
    content = source_of(report, raw).read_bytes()
    if hashlib.sha256(content).hexdigest() != report.file_sha256:
        raise NotFoundError(f"{report.source_file} is being changed.")
    return content


def _holds(path: Path, sha256: str) -> bool:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
