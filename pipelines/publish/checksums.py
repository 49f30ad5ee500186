"""Checksums of a release: the file ``SHA256SUMS`` in its folder, which ``sha256sum --check`` reads too."""

import hashlib
from pathlib import Path

from pipelines.language import _

SUMS_NAME = "SHA256SUMS"


def write_checksums(release: Path) -> None:
    """Write the sha256 of every file of the folder ``release``, which is complete. Raises ``OSError``."""
    lines = [f"{_sha256(path)}  {path.relative_to(release).as_posix()}\n" for path in sorted(_files(release))]
    (release / SUMS_NAME).write_text("".join(lines), "utf-8")


def faults_of(release: Path) -> list[str]:
    """What is wrong with the files of the folder ``release``, a sentence each; empty if nothing is.

    A release without checksums, or whose checksums cannot be read, has a fault.
    """
    try:
        lines = (release / SUMS_NAME).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return [_("There is no readable {file}.").format(file=SUMS_NAME)]
    noted = {name: checksum for checksum, between, name in (line.partition("  ") for line in lines)}
    found = {path.relative_to(release).as_posix(): path for path in _files(release)}
    return [
        *(_("{file} is missing.").format(file=name) for name in sorted(noted.keys() - found.keys())),
        *(_("{file} has no checksum.").format(file=name) for name in sorted(found.keys() - noted.keys())),
        *(
            _("{file} is not what was published.").format(file=name)
            for name in sorted(found.keys() & noted.keys())
            if _readable_sha256(found[name]) != noted[name]
        ),
    ]


def _files(release: Path) -> list[Path]:
    return [path for path in release.rglob("*") if path.is_file() and path != release / SUMS_NAME]


def _readable_sha256(path: Path) -> str | None:
    try:
        return _sha256(path)
    except OSError:
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
