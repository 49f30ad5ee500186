"""Draw a page of a PDF in a process of its own, which the document may kill and cannot leave.

Neither PDFium nor the PNG library has limits of its own, and a document may come from anywhere. The process
gets the document's bytes, no file and no network, and answers with the bytes of a picture.
"""

import json
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict

from pipelines.explain.model import Box
from pipelines.explain.page_image import MAX_PIXELS
from pipelines.limits import Limits
from pipelines.load.process_limits import environment

LIMITS = Limits(max_seconds=15, max_memory=512 << 20)
"""A page takes half a second and 150 MB of address space."""

MAX_PICTURE = 16 << 20
"""Bytes of a picture; that of a page has about a hundred thousand."""

_PROGRAM = "from pipelines.explain.drawing_process import main; main()"

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class NotDrawnError(Exception):
    """The page was not drawn; the message says why."""


def picture_of_page(pdf: bytes, page: int, boxes: Sequence[Box], limits: Limits = LIMITS) -> bytes:
    """Page number ``page`` as a PNG with each of ``boxes`` framed. Raises ``NotDrawnError``."""
    request = {"page": page, "boxes": [list(box) for box in boxes], "limits": asdict(limits)}
    with subprocess.Popen(
        [sys.executable, "-P", "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        deadline = threading.Timer(limits.max_seconds, process.kill)
        deadline.start()
        try:
            with suppress(BrokenPipeError), process.stdin:
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.write(pdf)
            picture = process.stdout.read(MAX_PICTURE + 1)
        finally:
            is_late = not deadline.is_alive()
            deadline.cancel()
            process.kill()
    if is_late:
        raise NotDrawnError(f"Drawing the page takes longer than {limits.max_seconds:g} seconds.")
    if not _is_picture(picture):
        raise NotDrawnError("The page cannot be drawn: its document is damaged, or it is too large.")
    return picture


def _is_picture(answer: bytes) -> bool:
    """Whether it is a PNG of a size that a page has: the process may have been taken over."""
    if not answer.startswith(_SIGNATURE) or not len(_SIGNATURE) + 16 <= len(answer) <= MAX_PICTURE:
        return False
    width, height = map(int, struct.unpack(">II", answer[16:24]))
    return 0 < width * height <= 2 * MAX_PIXELS
