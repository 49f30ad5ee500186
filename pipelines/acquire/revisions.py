"""The documents of the source below the raw folder, and their revisions.

``bips/<year>/<id_programa>.pdf`` is what came first, ``<id_programa>-2.pdf`` what replaced it at the source,
and so on. Names come from numbers alone, and nothing is ever overwritten or removed.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = "bips"
_NAME = re.compile(r"([0-9]{1,12})(?:-([1-9][0-9]*))?\.pdf")


@dataclass(frozen=True, slots=True)
class Revision:
    """A document as it lies on the disk; ``number`` counts from 1."""

    path: Path
    number: int

    @property
    def byte_count(self) -> int:
        """Its size in bytes."""
        return self.path.stat().st_size

    def sha256(self) -> str:
        """The sha256 of its bytes, read now."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


class Revisions:
    """The documents below ``raw``."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw

    def folder(self, year: int) -> Path:
        """Where the documents of a year's index lie."""
        return self.raw / FOLDER / str(year)

    def of(self, year: int, id_programa: str) -> list[Revision]:
        """The revisions of a document that are on the disk, oldest first."""
        return sorted(
            (one for name, one in self._all(year) if name == id_programa), key=lambda one: one.number
        )

    def ids(self, year: int) -> set[str]:
        """The ``id_programa`` of every document of a year that is on the disk."""
        return {name for name, _ in self._all(year)}

    def next_path(self, year: int, id_programa: str) -> Path:
        """Where a new revision goes."""
        held = self.of(year, id_programa)
        suffix = f"-{held[-1].number + 1}" if held else ""
        return self.folder(year) / f"{id_programa}{suffix}.pdf"

    def source_file(self, path: Path) -> str:
        """The path below the raw folder, as ``raw.files`` has it."""
        return path.relative_to(self.raw).as_posix()

    def _all(self, year: int) -> Iterator[tuple[str, Revision]]:
        folder = self.folder(year)
        if folder.is_dir():
            for path in folder.iterdir():
                if found := _NAME.fullmatch(path.name):
                    yield found[1], Revision(path, int(found[2] or 1))
