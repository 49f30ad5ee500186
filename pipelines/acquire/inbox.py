"""Find the report files in the raw folder, at any depth."""

import errno
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.acquire.checksum_cache import ChecksumCache, look_at_file
from pipelines.language import N_, _, ngettext

SAMPLE_MARKER = ".panel-social-sample"
# Kept in the warehouse, so in English there.
_LEADS_OUT = N_("It is a link that leads out of the folder of reports")
SUFFIXES = frozenset({".pdf", ".txt", ".html", ".htm"})


class NoReportsError(Exception):
    """The raw folder is missing or holds no report; the message says what to do."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One report file. ``source_file`` is its path below the raw folder, with "/" between the parts.

    ``file_sha256`` is the sha256 of its bytes in hexadecimal digits, ``byte_count`` their number.
    ``is_sample``: the file ships with the project, and its figures may be invented.
    """

    path: Path
    source_file: str
    file_sha256: str
    byte_count: int
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """The contents of a raw folder.

    ``files`` are the reports to read, sorted by ``source_file``. ``ignored`` counts files whose name is
    not a report's, ``sample_left_out`` sample reports skipped because there are real ones. ``unopened``
    lists report files and folders that could not be opened, each with the reason; links that lead out of the
    raw folder are among them.
    """

    files: tuple[ReportFile, ...]
    ignored: int
    sample_left_out: int
    unopened: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        count = len(self.files)
        found = [ngettext("{count} report file", "{count} report files", count).format(count=count)]
        if count := self.ignored:
            said = ngettext("{count} other file ignored", "{count} other files ignored", count)
            found.append(said.format(count=count))
        if count := self.sample_left_out:
            said = ngettext("{count} sample report skipped", "{count} sample reports skipped", count)
            found.append(said.format(count=count))
        lines = [", ".join(found)]
        for source_file, why in self.unopened:
            said = _("NOT READ: {file!r} could not be opened: {reason}")
            lines.append("  " + said.format(file=source_file, reason=_(why)))
        return "\n".join(lines)


def find_reports(raw: Path, hashes: Path | None = None) -> Inbox:
    """Find every report file below ``raw``; sample reports count only where there are no others.

    Checksums of unchanged files come from the cache file ``hashes``, which is updated; without it every
    file is hashed.

    Raises ``NoReportsError`` when the folder is missing or holds no report.
    """
    if not raw.is_dir():
        said = _("There is no folder {folder}. Create it, or choose another with --raw.")
        raise NoReportsError(said.format(folder=raw))
    root = Path(os.path.realpath(raw))
    ignored = 0
    files: list[ReportFile] = []
    kept = ChecksumCache(hashes)
    unopened: list[tuple[str, str]] = []

    def not_opened(error: OSError) -> None:
        name = _printable(Path(os.fsdecode(error.filename)).relative_to(raw))
        unopened.append((name, error.strerror or str(error)))

    for path, is_sample in walk(raw, not_opened):
        if not is_report(path):
            ignored += path.name != SAMPLE_MARKER
            continue
        source_file = _printable(path.relative_to(raw))
        try:
            if path.is_symlink():
                _refuse_outside(path, root)
            file_sha256, byte_count = kept.of(path)
        except OSError as error:
            unopened.append((source_file, error.strerror or str(error)))
        else:
            files.append(ReportFile(path, source_file, file_sha256, byte_count, is_sample))
    kept.keep()
    real = [file for file in files if not file.is_sample]
    chosen = sorted(real or files, key=lambda file: file.source_file)
    if not chosen:
        raise NoReportsError(nothing_found(raw, ignored, unopened))
    return Inbox(tuple(chosen), ignored, len(files) - len(chosen), tuple(sorted(unopened)))


def look_again(raw: Path, inbox: Inbox, files: Collection[ReportFile]) -> Inbox:
    """``inbox`` of ``raw`` with those ``files`` of it as they are now, or unopened."""
    now: list[ReportFile] = []
    unopened = list(inbox.unopened)
    for file in inbox.files:
        if file not in files:
            now.append(file)
            continue
        try:
            file_sha256, byte_count = hash_of(file.path, raw)
        except OSError as error:
            unopened.append((file.source_file, error.strerror or str(error)))
        else:
            now.append(replace(file, file_sha256=file_sha256, byte_count=byte_count))
    return replace(inbox, files=tuple(now), unopened=tuple(sorted(unopened)))


def without(inbox: Inbox, files: Collection[ReportFile], why: str) -> Inbox:
    """``inbox`` with those ``files`` of it unopened for the reason ``why``."""
    unopened = [*inbox.unopened, *((file.source_file, why) for file in files)]
    there = tuple(file for file in inbox.files if file not in files)
    return replace(inbox, files=there, unopened=tuple(sorted(unopened)))


def hash_of(path: Path, raw: Path) -> tuple[str, int]:
    """The sha256 of a file in hexadecimal digits, and its size in bytes.

    Raises ``OSError`` when it cannot be opened, is not a regular file or is not in the folder ``raw``.
    """
    _refuse_outside(path, Path(os.path.realpath(raw)))
    return ChecksumCache(None).of(path)


def content_of(file: ReportFile, raw: Path) -> bytes | None:
    """The bytes that were found in ``file``; None when it has others now, or cannot be opened any more."""
    try:
        _refuse_outside(file.path, Path(os.path.realpath(raw)))
        look_at_file(file.path)
        with file.path.open("rb") as stream:
            content = stream.read(file.byte_count + 1)
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == file.file_sha256 else None


def is_report(path: Path) -> bool:
    """Whether a file's name is a report's: ``.pdf`` or ``.txt``, and not hidden, as unfinished files are."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def walk(raw: Path, not_opened: Callable[[OSError], None] | None = None) -> Iterator[tuple[Path, bool]]:
    """Yield every file below ``raw`` and whether it is in a sample folder; each folder is visited once.

    Links to folders are followed within ``raw``. One to a folder elsewhere, and a folder that cannot be
    opened, is skipped and its error passed to ``not_opened``.
    """
    root = Path(os.path.realpath(raw))
    sample_folders = {raw} if any((up / SAMPLE_MARKER).exists() for up in (raw, *raw.parents)) else set()
    seen: set[tuple[int, int]] = set()
    for name, folders, names in os.walk(raw, onerror=not_opened, followlinks=True):
        folder = Path(name)
        folders.sort()  # of several links to one folder, always follow the same one
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        for child in list(folders):
            try:
                _refuse_outside(folder / child, root)
            except OSError as error:
                folders.remove(child)
                if not_opened:
                    not_opened(error)
        is_sample = SAMPLE_MARKER in names or folder in sample_folders
        if is_sample:
            sample_folders.update(folder / child for child in folders)
        for file_name in names:
            yield folder / file_name, is_sample


def _refuse_outside(path: Path, root: Path) -> None:
    if not Path(os.path.realpath(path)).is_relative_to(root):
        raise OSError(errno.EINVAL, _LEADS_OUT, str(path))


def _printable(path: Path) -> str:
    """The path as valid UTF-8: other bytes are written as ``\\xNN``."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def nothing_found(raw: Path | str, ignored: int, unopened: Iterable[tuple[str, str]]) -> str:
    """The message about a folder or store without reports (see ``Inbox``)."""
    message = _(
        "There is no report in {folder}: put PDF files, text dumps or saved pages (.pdf, .txt, .html)"
        " anywhere below it."
    ).format(folder=raw)
    if ignored:
        said = ngettext(
            "It contains {count} other file, which is ignored.",
            "It contains {count} other files, which are ignored.",
            ignored,
        )
        message += " " + said.format(count=ignored)
    for source_file, why in unopened:
        said = _("{file} could not be opened: {reason}.")
        message += "\n  " + said.format(file=source_file, reason=_(why))
    return message
