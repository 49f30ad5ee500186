"""What a person is told when the machine is at fault and not the data."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from pipelines.config import Settings
from pipelines.load.build_file import is_damage

DISK_FULL = "DiskFullError"
DAMAGED = "DamagedBuildError"

# As the operating system, DuckDB and SQLite say it.
_FULL = ("No space left on device", "Disk quota exceeded", "database or disk is full", "File too large")


def fault_of(message: str, settings: Settings) -> str | None:
    """The machine's fault that an error's ``message`` tells of; None where it tells of none."""
    if any(words in message for words in _FULL):
        return DISK_FULL
    return DAMAGED if is_damage(message, settings.build_database) else None


def in_plain_words(fault: str, settings: Settings) -> str:
    """What has happened and what to do about ``fault``, with the folders of ``settings``."""
    if fault == DAMAGED:
        return f"{settings.build_database} was damaged and has been removed. Run again: it is made anew."
    folders = (settings.warehouse, settings.extracted, settings.dbt_project)
    return (
        f"A disk is full. Free space: {', '.join(_spaces(folders))}."
        " Make room and run again: what has been read is kept."
    )


def _spaces(folders: Iterable[Path]) -> Iterable[str]:
    for folder in folders:
        there = next(path for path in (folder, *folder.parents) if path.exists())
        yield f"{folder} {shutil.disk_usage(there).free / 1e6:,.1f} MB"
