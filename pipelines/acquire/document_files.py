"""Where fetched reports and their revisions are stored below the raw folder.

``bips/<year>/<id_programa>.pdf`` is the first revision, ``<id_programa>-2.pdf`` the second, and so on; a
web page ends in ``.html``. File names are built from numbers only. Files are never overwritten or removed.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = "bips"
_NAME = re.compile(r"([0-9]{1,12})(?:-([1-9][0-9]*))?\.(?:pdf|html)")


@dataclass(frozen=True, slots=True)
class Revision:
    """One stored file of a document; ``number`` counts from 1."""

    path: Path
    number: int

    @property
    def byte_count(self) -> int:
        """Its size in bytes."""
        return self.path.stat().st_size

    def sha256(self) -> str:
        """The sha256 of its bytes in hexadecimal digits; reads the file."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


class DocumentFiles:
    """The documents below ``raw``. A year's folder is listed once; ``add`` records later files."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        self._years: dict[int, dict[str, list[Revision]]] = {}

    def folder(self, year: int) -> Path:
        """The folder of a year's documents."""
        return self.raw / FOLDER / str(year)

    def of(self, year: int, id_programa: str) -> list[Revision]:
        """The stored revisions of a document, oldest first."""
        return self._year(year).get(id_programa, [])

    def ids(self, year: int) -> set[str]:
        """The ``id_programa`` of every stored document of a year."""
        return set(self._year(year))

    def next(self, year: int, id_programa: str, suffix: str) -> Revision:
        """The next revision of a document, whose name ends in ``suffix``; its file does not exist yet."""
        stored = self.of(year, id_programa)
        number = stored[-1].number + 1 if stored else 1
        name = f"{id_programa}-{number}" if stored else id_programa
        return Revision(self.folder(year) / f"{name}{suffix}", number)

    def add(self, year: int, id_programa: str, revision: Revision) -> None:
        """Record a revision that has just been stored."""
        self._year(year).setdefault(id_programa, []).append(revision)

    def source_file(self, revision: Revision) -> str:
        """The path below the raw folder, as in ``raw.files``."""
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
