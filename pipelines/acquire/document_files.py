"""The documents of the source below the raw folder, and their revisions.

``bips/<year>/<id_programa>.pdf`` is what came first, ``<id_programa>-2.pdf`` what replaced it at the source,
and so on. Names come from numbers alone, and nothing is ever overwritten or removed.
"""

import hashlib
import re
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


class DocumentFiles:
    """The documents below ``raw``, as they lay there when a year was first looked at, and what was added."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        self._years: dict[int, dict[str, list[Revision]]] = {}

    def folder(self, year: int) -> Path:
        """Where the documents of a year's index lie."""
        return self.raw / FOLDER / str(year)

    def of(self, year: int, id_programa: str) -> list[Revision]:
        """The revisions of a document that are on the disk, oldest first."""
        return self._year(year).get(id_programa, [])

    def ids(self, year: int) -> set[str]:
        """The ``id_programa`` of every document of a year that is on the disk."""
        return set(self._year(year))

    def next(self, year: int, id_programa: str) -> Revision:
        """The revision after the last one; it is not there yet."""
        held = self.of(year, id_programa)
        number = held[-1].number + 1 if held else 1
        suffix = f"-{number}" if held else ""
        return Revision(self.folder(year) / f"{id_programa}{suffix}.pdf", number)

    def add(self, year: int, id_programa: str, revision: Revision) -> None:
        """Take note of a revision that has been put there."""
        self._year(year).setdefault(id_programa, []).append(revision)

    def source_file(self, revision: Revision) -> str:
        """The path below the raw folder, as ``raw.files`` has it."""
        return revision.path.relative_to(self.raw).as_posix()

    def _year(self, year: int) -> dict[str, list[Revision]]:
        if year not in self._years:
            found: dict[str, list[Revision]] = {}
            folder = self.folder(year)
            for path in folder.iterdir() if folder.is_dir() else ():
                if name := _NAME.fullmatch(path.name):
                    found.setdefault(name[1], []).append(Revision(path, int(name[2] or 1)))
            for revisions in found.values():
                revisions.sort(key=lambda one: one.number)
            self._years[year] = found
        return self._years[year]
