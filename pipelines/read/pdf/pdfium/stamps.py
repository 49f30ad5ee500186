"""Stamps: text that is printed over or beside the lines of a page when all the rest is done."""

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from pipelines.read.document import Box
from pipelines.read.pdf.frame import IDENTITY, Bounds, Frame
from pipelines.read.pdf.pdfium.drawing import DrawnText, letter_size

APART = 3.0
"""Times its size that a stamp stands away from the lines beside it."""

MARGIN = 0.08
"""Share of the page's height at either end in which running headers stand, which may be drawn last too."""

LEAST_BELOW = 3
"""Texts that were drawn before a stamp beside them and stand below it, at least."""

MOST_LINES = 4
"""Texts in the size of a stamp, on a page."""

_INNER = 0.2  # share of a letter's height that lines may touch each other
_THIN, _LARGE = 0.3, 2.2  # shares of a letter's height: lines to write on are lower, watermarks higher


def stamp_of(
    texts: Sequence[DrawnText], frame: Frame, places: Sequence[Bounds], fields: Sequence[Bounds]
) -> list[DrawnText]:
    """The last of ``texts``, which come in the order of drawing, where they stand on others, or beside one of
    their lines, apart and in another size; or in one of ``places``, those of notes that are stamps. What is
    filled in in one of ``fields`` is none.
    """
    noted = list(takewhile(lambda text: _is_in(text, places), reversed(texts)))
    texts = [text for text in texts if not _is_in(text, fields)] if fields else texts
    if noted or len(texts) <= LEAST_BELOW:
        return noted
    last = placed(texts[-1].bounds, frame)
    if not _is_in_body(last, frame):
        return []
    _, low, _, high = texts[-1].bounds
    is_among = sum(text.bounds[3] < low for text in texts) >= LEAST_BELOW
    level = [text for text in texts[:-1] if text.bounds[1] < high and text.bounds[3] > low]
    if not is_among and not any(_is_on(last, placed(text.bounds, frame)) for text in level):
        return []
    boxes = [placed(text.bounds, frame) for text in texts]
    sizes = [round(letter_size(text.handle, text.matrix), 2) for text in texts]
    rare = {size for size, times in Counter(sizes).items() if times <= MOST_LINES}
    first = len(texts) - 1
    while first and sizes[first - 1] in rare and _is_near(boxes[first - 1], boxes[first:], 2 * sizes[-1]):
        first -= 1
    place, before = Box.around(boxes[first:]), boxes[:first]
    if sizes[-1] not in rare or not _is_in_body(place, frame):
        return []
    if any(_is_on(box, other) for box in boxes[first:] for other in before):
        return list(texts[first:])
    beside = [box for box in before if min(box.bottom, place.bottom) > max(box.top, place.top)]
    is_apart = all(max(place.x0 - box.x1, box.x0 - place.x1) > APART * sizes[-1] for box in beside)
    return list(texts[first:]) if beside and is_apart and is_among else []


def _is_in(text: DrawnText, places: Sequence[Bounds]) -> bool:
    """Whether a text stands in one of ``places``, and in a form, as which PDFium draws a note."""
    if text.matrix is IDENTITY:
        return False
    x, y = (text.bounds[0] + text.bounds[2]) / 2, (text.bounds[1] + text.bounds[3]) / 2
    return any(left <= x <= right and low <= y <= high for left, low, right, high in places)


def placed(bounds: Bounds, frame: Frame) -> Box:
    """The place on the visible page of ``bounds`` in the file's coordinates."""
    left, low, right, high = bounds
    across, down = frame.to_visible[4:]  # of an upright page, as all are when their drawing is read
    return Box(left + across, down - high, right + across, down - low)


def _is_in_body(place: Box, frame: Frame) -> bool:
    return place.top >= MARGIN * frame.height and place.bottom <= (1 - MARGIN) * frame.height


def _is_near(box: Box, block: Sequence[Box], most: float) -> bool:
    place = Box.around(block)
    return (
        max(box.x0 - place.x1, place.x0 - box.x1) < most
        and max(box.top - place.bottom, place.top - box.bottom) < most
    )


def _is_on(box: Box, other: Box) -> bool:
    """Whether ``box`` stands on another text, of another line."""
    height, under = box.bottom - box.top, other.bottom - other.top
    shared = min(box.bottom, other.bottom) - max(box.top, other.top)
    return (
        _THIN * height < under < _LARGE * height
        and shared > _INNER * min(height, under)
        and abs(box.top - other.top) > 1
        and min(box.x1, other.x1) - max(box.x0, other.x0) > 1
    )
