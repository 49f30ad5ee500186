"""Damaged and foreign files are read as a refresh reads them: by a process with limits, which may die."""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, quarantine
from pipelines.load.pool import extract_many
from pipelines.read.errors import Reason, Unreadable

Answer = TypeVar("Answer")

LIMITS = Limits(max_seconds=20, max_memory=512 << 20)
"""More than any report of a test needs, on a busy machine too."""


@dataclass(frozen=True, slots=True)
class _Answered(Extraction):
    answer: Any = None
    refusal: tuple[Reason, str] | None = None


def sandboxed(read: Callable[[Path], Answer], path: Path, limits: Limits = LIMITS) -> Answer:
    """What ``read``, a function of a module or a ``partial`` of one, makes of the file at ``path``.

    Raises the ``Unreadable`` that it raises, and ``AssertionError`` where it raises anything else, meets
    ``limits`` or takes its process with it.
    """
    ((_, (done,)),) = extract_many([path], 1, limits, partial(_answer, read))
    assert isinstance(done, _Answered), f"{path.name}: {done.reason}: {done.detail} {done.fault}"
    if done.refusal:
        raise Unreadable(*done.refusal)
    answer: Answer = done.answer
    return answer


def _answer(read: Callable[[Path], Any], path: Path, limits: Limits) -> Sequence[Extraction]:
    now = datetime.now(UTC)
    try:
        return (_Answered(now, answer=read(path)),)
    except Unreadable as error:
        return (_Answered(now, refusal=(error.reason, error.detail)),)
    except MemoryError:
        raise
    except Exception:
        return (quarantine("damaged_pdf", "The test's reader failed.", fault=traceback.format_exc()),)


def page_lines(path: Path) -> list[list[str]]:
    """The lines of every page as pdfplumber reads them; of a file that it cannot open, none."""
    try:
        with pdfplumber.open(path) as pdf:
            return [page.extract_text().splitlines() for page in pdf.pages]
    except PdfminerException:
        return []
