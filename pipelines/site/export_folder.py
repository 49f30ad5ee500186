"""The folder of an export: which files are ours, what is written, what is removed.

``export.json`` lists every file with its checksum. While an export writes, it names no release, and
``.export.journal`` gets the path of each new file before the file: so the next export knows what one that was
killed has left.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock, Timeout

from pipelines.durable import replace_durably
from pipelines.json_file import read_json

LIST = "export.json"
JOURNAL = ".export.journal"
LOCK = ".export.lock"

MADE_BY = "panelsocial site --export"


class ExportError(Exception):
    """The folder cannot be written to; the message says why."""


@dataclass(frozen=True)
class Exported:
    """What ``export.json`` says: ``files`` are the checksums (SHA-256) of the written files by their paths.

    ``release`` and ``program`` are empty after an export that has not ended.
    """

    release: str = ""
    program: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def is_whole(self, folder: Path) -> bool:
        """Whether every listed file is there."""
        return all((folder / path).is_file() for path in self.files)


@dataclass(frozen=True)
class Written:
    """A file of the export, and whether its bytes are others than before.

    ``sha256`` is None where there is none, because the release no longer has what it is made of.
    """

    path: str
    sha256: str | None
    is_changed: bool


class Writer:
    """Writes files into the folder; ``ours`` are the paths that earlier exports wrote.

    May work in several processes at once, on different paths.
    """

    def __init__(self, folder: Path, ours: Mapping[str, str]) -> None:
        self.folder = folder
        self.ours = ours
        self._journal = os.open(folder / JOURNAL, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def write(self, path: str, content: bytes) -> Written:
        """Write the file if its bytes change. Raises ``ExportError`` where a file of somebody else is."""
        target = _inside(self.folder, path)
        checksum = hashlib.sha256(content).hexdigest()
        if path in self.ours:
            if self.same(path) == checksum:
                return Written(path, checksum, is_changed=False)
        elif target.exists():
            raise ExportError(f"{target} is not from an export: move it away, or choose another folder.")
        else:
            os.write(self._journal, f"{path}\n".encode())
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = _unfinished(target)
        unfinished.write_bytes(content)
        unfinished.replace(target)
        return Written(path, checksum, is_changed=True)

    def same(self, path: str) -> str | None:
        """The checksum of the file as it is on the disk; None if it is not there or not ours."""
        target = _inside(self.folder, path)
        if path not in self.ours or not target.is_file():
            return None
        return hashlib.sha256(target.read_bytes()).hexdigest()


@contextmanager
def opened(folder: Path) -> Iterator[Exported]:
    """What earlier exports left in ``folder``, which is made where it is missing and locked meanwhile.

    Raises ``ExportError`` where another export is writing, or where files are that no export made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / LIST).exists() and {one.name for one in folder.iterdir()} - {LOCK}:
        raise ExportError(
            f"{folder} has files and no {LIST}: it is not from an export. Choose a new or empty folder."
        )
    lock = FileLock(folder / LOCK, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ExportError(f"Another export is writing to {folder}: try again when it has ended.") from None
    try:
        yield _read(folder)
    finally:
        lock.release()


def begin(folder: Path, before: Exported) -> None:
    """Note that an export is writing: what was whole before no longer counts as that."""
    _write_list(folder, Exported(files=before.files))


def finish(folder: Path, before: Exported, after: Exported) -> int:
    """Remove the files of ``before`` that are not in ``after``, and list ``after``. Returns how many went."""
    gone = [path for path in before.files if path not in after.files and (folder / path).is_file()]
    for path in gone:
        _inside(folder, path).unlink()
    for parent in sorted({parent for path in gone for parent in PurePosixPath(path).parents}, reverse=True):
        if parent.parts and not any((folder / parent).iterdir()):
            (folder / parent).rmdir()
    os.sync()  # the files are on the disk before the list says so
    _write_list(folder, after)
    (folder / JOURNAL).unlink(missing_ok=True)
    return len(gone)


def _read(folder: Path) -> Exported:
    """The list, with what a killed export has left: its files are ours, without a checksum."""
    listed = read_json(folder / LIST)
    if (folder / LIST).exists() and listed.get("made_by") != MADE_BY:
        raise ExportError(f"{folder / LIST} is not from an export. Choose a new or empty folder.")
    journal = folder / JOURNAL
    left = journal.read_text("utf-8").splitlines() if journal.exists() else []
    release = listed.get("release", "")
    files: dict[str, str] = dict.fromkeys(left, "") | listed.get("files", {})
    for path in files:
        target = _inside(folder, path)
        if not release:
            _unfinished(target).unlink(missing_ok=True)
    return Exported(release, listed.get("program", ""), files)


def _write_list(folder: Path, exported: Exported) -> None:
    content: dict[str, Any] = {
        "made_by": MADE_BY,
        "release": exported.release,
        "program": exported.program,
        "files": dict(sorted(exported.files.items())),
    }
    unfinished = _unfinished(folder / LIST)
    unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=0), "utf-8")
    replace_durably(unfinished, folder / LIST)


def _unfinished(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def _inside(folder: Path, path: str) -> Path:
    """The file ``path`` below ``folder``. Raises ``ExportError`` where it would be elsewhere or hidden."""
    if not path or any(part.startswith(".") or not part for part in path.split("/")) or "\n" in path:
        raise ExportError(f"{path!r} is no address of a file below {folder}.")
    return folder / path
