"""Messages for a failed stage; errors of the machine (full disk, damaged build) get plain messages."""

import logging
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Self

from pipelines.config import Settings
from pipelines.language import _, spoken
from pipelines.load import build_file
from pipelines.numbers import number

if TYPE_CHECKING:
    from dagster import DagsterEvent

logger = logging.getLogger(__name__)

# Messages of DuckDB when its own limit is reached, and when the system gives it no more.
_NO_MEMORY = ("Out of Memory Error", "OutOfMemoryException", "bad_alloc", "Failed to allocate block")
# Messages of the operating system, DuckDB and SQLite about a full disk.
_FULL = ("No space left on device", "Disk quota exceeded", "database or disk is full", "File too large")


class DiskFullError(Exception):
    """A disk is full; the message lists the free space of each folder."""


class NotEnoughMemoryError(Exception):
    """DuckDB or the machine ran out of memory; the message names the settings to change."""


class DamagedBuildError(Exception):
    """The build database was damaged and has been removed: the next run rebuilds it."""


class ProjectError(Exception):
    """dbt cannot parse its project; the message is dbt's."""


@contextmanager
def plain_errors(settings: Settings) -> Iterator[None]:
    """A context in which an error of the machine is raised as the one of this module that says what to do.

    Every stage uses it, so that the message is the same however the run was started. Other errors are raised
    unchanged.
    """
    try:
        yield
    except Exception as error:
        plain = plain_error(error, settings)
        if plain is None:
            raise
        logger.exception("an error of the machine")
        raise plain from None


def plain_error(
    error: Exception, settings: Settings
) -> DiskFullError | NotEnoughMemoryError | DamagedBuildError | None:
    """``error`` as an error of the machine with a plain message; None if it is of another kind.

    A damaged build database is removed: the next run rebuilds it.
    """
    message = str(error)
    if any(words in message for words in _FULL):
        # A document lies in the system's temporary folder while it is read.
        folders = (settings.warehouse, settings.extracted, settings.dbt_project, Path(gettempdir()))
        return DiskFullError(
            _(
                "A disk is full. Free space: {spaces}."
                " Free some space and run again; reports that have been read are cached."
            ).format(spaces=", ".join(_spaces(folders)))
        )
    if isinstance(error, MemoryError) or any(words in message for words in _NO_MEMORY):
        needed = _("DuckDB needed more than {memory} MB of memory.").format(memory=_megabytes(settings))
        return NotEnoughMemoryError(f"{needed} {_less_at_once(settings)}")
    if build_file.is_damage(message, settings.build_database):
        build_file.remove(settings.build_database)
        said = _("{database} was damaged and has been removed. Run again to rebuild it.")
        return DamagedBuildError(said.format(database=settings.build_database))
    return None


def killed_by_the_system(settings: Settings) -> NotEnoughMemoryError:
    """The error of a process that was killed, which the system does where memory runs out."""
    return NotEnoughMemoryError(
        _(
            "dbt was killed while it built tables, probably because the machine ran out of memory."
            " Set PANELSOCIAL_WORKERS=1 and PANELSOCIAL_MEMORY to less than {memory} MB, and run again;"
            " reports that have been read are cached."
        ).format(memory=_megabytes(settings))
    )


def _less_at_once(settings: Settings) -> str:
    if settings.workers > 1:
        return _(
            "Set PANELSOCIAL_WORKERS=1, which needs less, or PANELSOCIAL_MEMORY to more, and run again;"
            " reports that have been read are cached."
        )
    return _("Set PANELSOCIAL_MEMORY to more and run again; reports that have been read are cached.")


def _megabytes(settings: Settings) -> str:
    return number(settings.memory / 1e6, spoken(), 0)


def _spaces(folders: Iterable[Path]) -> Iterable[str]:
    for folder in folders:
        there = next(path for path in (folder, *folder.parents) if path.exists())
        yield f"{folder} {number(shutil.disk_usage(there).free / 1e6, spoken(), 1)} MB"


@dataclass(frozen=True, slots=True)
class FailedStage:
    """A failed stage of a run: its asset, the name of the error and its message."""

    asset: str
    error: str
    message: str

    @classmethod
    def outside_the_stages(cls, error: Exception, settings: Settings) -> Self:
        """A failure before the first stage or in Dagster's storage.

        Raises ``error`` itself if it is neither an error of the machine nor of the dbt project.
        """
        plain = plain_error(error, settings) or error
        if plain is error and not isinstance(error, OSError | ProjectError):
            raise error
        logger.error("refresh failed", exc_info=error)
        return cls("refresh", type(plain).__name__, str(plain))

    def in_plain_words(self, settings: Settings) -> "FailedStage":
        """The same stage, with a fault of the machine told as ``plain_error`` tells it."""
        plain = plain_error(Exception(self.message), settings)
        return self if plain is None else FailedStage(self.asset, type(plain).__name__, str(plain))

    @classmethod
    def of(cls, event: "DagsterEvent") -> Self | None:
        """The failed stage of ``event``, the failure of a step or of a whole run, with its innermost cause.

        None if Dagster recorded no error.
        """
        data = event.step_failure_data if event.is_step_failure else event.job_failure_data
        error = data.error
        while error and error.cause:
            error = error.cause
        if error is None:
            return None
        # Dagster records the last line of the traceback: the error's name, then its message.
        message = error.message.strip().split(": ", 1)[-1]
        return cls(event.step_key or "refresh", error.cls_name or "Error", message)
