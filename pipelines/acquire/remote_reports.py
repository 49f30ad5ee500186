"""Reports in a store: they are copied into the folder of reports, each again only when it has changed."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pipelines.acquire.inbox import (
    SAMPLE_MARKER,
    Inbox,
    NoReportsError,
    find_reports,
    is_report,
    nothing_found,
)
from pipelines.config import Settings
from pipelines.json_file import read_json, write_json
from pipelines.language import N_
from pipelines.store import Store

# Kept in the warehouse, so in English there.
_NO_NAME = N_("Its name cannot be that of a file on this machine")
_LONGEST_NAME = 255  # bytes of one part of a path, on Linux and macOS


def find_all(settings: Settings) -> Inbox:
    """Find every report file of the folder or the store of ``settings`` (see ``find_reports``).

    Raises ``NoReportsError``, and ``StoreError`` when the store cannot be read.
    """
    if settings.raw_store is None:
        return find_reports(settings.raw, settings.hashes)
    ignored, unopened = _copy(Store(settings.raw_store), settings.raw)
    try:
        inbox = find_reports(settings.raw, settings.hashes)
    except NoReportsError:
        raise NoReportsError(nothing_found(settings.raw_store, ignored, unopened)) from None
    return replace(
        inbox,
        ignored=inbox.ignored + ignored,
        unopened=tuple(sorted([*inbox.unopened, *unopened])),
    )


def _copy(store: Store, folder: Path) -> tuple[int, list[tuple[str, str]]]:
    """Make ``folder`` hold the reports of ``store`` and nothing else.

    Returns the number of files that are no reports, and those that can have no copy, with the reason.
    """
    place = folder.with_name(f"{folder.name}_copies.json")
    there = store.files()
    reports = {name for name in there if is_report(Path(name)) or Path(name).name == SAMPLE_MARKER}
    unopened = sorted((name, _NO_NAME) for name in reports if not _can_be_copied(name, reports))
    signs = {name: there[name] for name in sorted(reports - {name for name, _ in unopened})}
    _remove_others(folder, signs)
    copied = read_json(place)
    missing = [name for name in signs if copied.get(name) != signs[name] or not (folder / name).is_file()]
    store.fetch({name: folder / name for name in missing}, folder)
    if copied != signs:
        write_json(place, signs)
    return len(there) - len(reports), unopened


def _can_be_copied(name: str, names: set[str]) -> bool:
    """Whether ``name`` can be a path below a folder that has the other ``names``."""
    parts = name.split("/")
    return not any(
        part in {"", ".", ".."} or "\0" in part or len(os.fsencode(part)) > _LONGEST_NAME for part in parts
    ) and not any("/".join(parts[:count]) in names for count in range(1, len(parts)))


def _remove_others(folder: Path, names: Iterable[str]) -> None:
    """Remove what ``folder`` has besides the files ``names``, and empty folders."""
    paths = {folder / name for name in names}
    for where, _folders, files in os.walk(folder, topdown=False):
        for path in (Path(where) / file for file in files):
            if path not in paths:
                path.unlink(missing_ok=True)
        with suppress(OSError):  # it is not empty
            Path(where).rmdir()
