"""What a person is told when a stage fails: what it says, and faults of the machine in plain words."""

import logging
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pipelines.config import Settings
from pipelines.load import build_file

if TYPE_CHECKING:
    from dagster import DagsterEvent

logger = logging.getLogger(__name__)

# As the operating system, DuckDB and SQLite say it.
_FULL = ("No space left on device", "Disk quota exceeded", "database or disk is full", "File too large")


class DiskFullError(Exception):
    """A disk is full; the message says what is free where."""


class DamagedBuildError(Exception):
    """The build database was damaged and has been removed: the next run makes it anew."""


class ProjectError(Exception):
    """dbt cannot parse its project; the message is dbt's."""


@contextmanager
def plain_errors(settings: Settings) -> Iterator[None]:
    """Meanwhile a fault of the machine is raised as ``DiskFullError`` or ``DamagedBuildError``.

    Every stage runs inside, so that a person is told the same whatever started the run. Other errors pass.
    """
    try:
        yield
    except Exception as error:
        plain = plain_error(error, settings)
        if plain is None:
            raise
        logger.exception("a fault of the machine")
        raise plain from None


def plain_error(error: Exception, settings: Settings) -> DiskFullError | DamagedBuildError | None:
    """What ``error`` says about the machine; None where it is about something else.

    A damaged build database is removed: everything in it can be made again.
    """
    message = str(error)
    if any(words in message for words in _FULL):
        folders = (settings.warehouse, settings.extracted, settings.dbt_project)
        return DiskFullError(
            f"A disk is full. Free space: {', '.join(_spaces(folders))}."
            " Make room and run again: what has been read is kept."
        )
    if build_file.is_damage(message, settings.build_database):
        build_file.remove(settings.build_database)
        return DamagedBuildError(
            f"{settings.build_database} was damaged and has been removed. Run again: it is made anew."
        )
    return None


def _spaces(folders: Iterable[Path]) -> Iterable[str]:
    for folder in folders:
        there = next(path for path in (folder, *folder.parents) if path.exists())
        yield f"{folder} {shutil.disk_usage(there).free / 1e6:,.1f} MB"


@dataclass(frozen=True, slots=True)
class FailedStage:
    """A stage of a run that failed: its asset, the name of the error and what it says."""

    asset: str
    error: str
    message: str

    @classmethod
    def beside_the_stages(cls, error: Exception, settings: Settings) -> Self:
        """A run that failed before its first stage, or in Dagster's own storage.

        Raises ``error`` itself where it is neither the machine's nor the project's fault.
        """
        plain = plain_error(error, settings) or error
        if plain is error and not isinstance(error, OSError | ProjectError):
            raise error
        logger.error("refresh failed", exc_info=error)
        return cls("refresh", type(plain).__name__, str(plain))

    @classmethod
    def of(cls, event: "DagsterEvent") -> Self | None:
        """The stage of the failure of a step, or of a run that failed beside its steps.

        None where Dagster kept no error. The innermost cause counts.
        """
        data = event.step_failure_data if event.is_step_failure else event.job_failure_data
        error = data.error
        while error and error.cause:
            error = error.cause
        if error is None:
            return None
        # Dagster keeps a message as the last line of a traceback prints it, with the error's name before it.
        message = error.message.strip().split(": ", 1)[-1]
        return cls(event.step_key or "refresh", error.cls_name or "Error", message)
