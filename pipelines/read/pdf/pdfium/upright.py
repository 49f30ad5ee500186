"""A page set upright before it is read, in PDFium's own copy of it.

Whatever way a page is turned, scaled or skewed, the letters and rules that are read from it then stand level.
"""

import ctypes

from pypdfium2 import raw

from pipelines.read.document import Matrix
from pipelines.read.errors import Unreadable
from pipelines.read.pdf.frame import Frame, around, combined, frame_around, turned
from pipelines.read.pdf.pdfium import api


def set_upright(
    document: api.Handle, number: int, page: api.Handle, frame: Frame, *, degrees: float = 0, scale: float = 1
) -> tuple[api.Handle, Frame, Matrix]:
    """Page ``number``, of which ``frame`` is visible, drawn anew: ``page`` is closed.

    What stands at ``degrees`` (against the clock, as the reader sees the page) stands level then, and a unit
    of the file is ``scale`` points. Returns the page, its frame, and the way from its visible corner to that
    of the page as it was; both count in points downwards.
    """
    shown = combined(frame.to_visible, (scale, 0, 0, -scale, 0, scale * frame.height))
    width, height = scale * frame.width, scale * frame.height
    moved = combined(shown, turned(-degrees))
    corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)]
    left, low, right, high = (round(side, 3) for side in around(corners, turned(-degrees)))
    moved = combined(moved, (1, 0, 0, 1, -left, -low))
    api.transform_page(page, ctypes.byref(raw.FS_MATRIX(*moved)), None)
    api.set_rotation(page, 0)
    for set_box in (api.set_media_box, api.set_crop_box):
        set_box(page, 0, 0, right - left, high - low)
    down: Matrix = (1, 0, 0, -1, 0, high - low)
    back = combined(combined(down, (1, 0, 0, 1, left, low)), turned(degrees))
    upright = frame_around((0, 0, right - left, high - low), 0)
    return _loaded_again(document, number, page), upright, combined(back, (1, 0, 0, -1, 0, height))


def _loaded_again(document: api.Handle, number: int, page: api.Handle) -> api.Handle:
    api.close_page(page)
    return load(document, number)


def load(document: api.Handle, number: int) -> api.Handle:
    """Page ``number``, counted from 1. Raises ``Unreadable`` (damaged_pdf)."""
    page: api.Handle = api.load_page(document, number - 1)
    if not page:
        raise Unreadable("damaged_pdf", f"page {number} cannot be loaded. Download the report again.")
    return page
