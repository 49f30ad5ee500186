"""The picture of a document's page with figures marked, drawn when it is asked for."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from pipelines.explain.model import Place, Report
from pipelines.explain.page_picture import NotDrawnError, picture_of_page
from pipelines.site.pages.documents import bytes_read, report_of
from pipelines.site.visit import Body, File, NoSuchPageError, TooBusyError, Visit

AT_ONCE = 2
"""Pages that are drawn at the same time."""

KEPT = 64
"""Pictures that are kept; each has about a hundred thousand bytes."""

MOST_MARKS = 20

WAIT_SECONDS = 5.0
"""For a turn to draw."""

_BOXES = """
    select x0, top, x1, bottom from raw.readings
    where report_id = $report and page = $page and x0 is not null
        and list_contains($readings, reading_no) order by reading_no
"""

_turn = threading.BoundedSemaphore(AT_ONCE)
_kept: OrderedDict[tuple[str, str, str], bytes | NotDrawnError] = OrderedDict()
_lock = threading.Lock()


def pictures_of(report: Report, places: Iterable[Place]) -> list[tuple[int, str]]:
    """Each page that ``places`` are on, with the path of its picture; none where nothing can be drawn."""
    if not report.source_file.lower().endswith(".pdf"):
        return []
    pages: dict[int, list[int]] = {}
    for place in places:
        if place.box and place.reading_no not in pages.setdefault(place.page, []):
            pages[place.page].append(place.reading_no)
    return [
        (page, picture_path(report.report_id, page, readings[:MOST_MARKS]))
        for page, readings in sorted(pages.items())
    ]


def picture_path(report_id: str, page: int, readings: Sequence[int]) -> str:
    """The path of the picture of a page with ``readings`` of it marked."""
    return f"documentos/{report_id}/{page}/{'-'.join(map(str, readings))}.png"


def content(visit: Visit, report_id: str, page: str, readings: str) -> Body:
    """The picture."""
    _ = visit.text
    with _lock:
        # A page that cannot be drawn is not tried again for other marks.
        picture = _kept.get((report_id, page, readings)) or _kept.get((report_id, page, ""))
    if picture is None:
        picture = _drawn(visit, report_id, page, readings)
        with _lock:
            _kept[report_id, page, "" if isinstance(picture, NotDrawnError) else readings] = picture
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    if isinstance(picture, NotDrawnError):
        raise NoSuchPageError(_("The page cannot be drawn; its document can be opened."))
    return Body(picture, "image/png")


def _drawn(visit: Visit, report_id: str, page: str, readings: str) -> bytes | NotDrawnError:
    _ = visit.text
    marks = readings.split("-")
    if not all(one.isdecimal() and len(one) < 8 for one in (page, *marks)) or len(marks) > MOST_MARKS:
        raise NoSuchPageError(_("There is no such picture."))
    report = report_of(visit, "report_id", report_id)
    boxes = visit.rows(_BOXES, report=report_id, page=int(page), readings=[int(one) for one in marks])
    if not boxes:
        raise NoSuchPageError(_("There is no such picture."))
    pdf = bytes_read(visit, report)
    if not _turn.acquire(timeout=WAIT_SECONDS):
        raise TooBusyError(_("Too many pages are being drawn. Come again in some seconds."))
    try:
        return picture_of_page(pdf, int(page), [tuple(box.values()) for box in boxes])
    except NotDrawnError as error:
        return error
    finally:
        _turn.release()


FILE = File("documentos/{report_id}/{page}/{readings}.png", content, needs_application=True)
