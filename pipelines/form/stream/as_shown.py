"""Places on a page that was read as if it were straight, as places on the page as it is shown."""

from collections.abc import Iterable
from dataclasses import replace

from pipelines.form.readings.reading import Reading
from pipelines.read.document import Matrix, Page


def as_shown(readings: Iterable[Reading], pages: Iterable[Page]) -> list[Reading]:
    """``readings`` with their places on ``pages`` as a reader sees these."""
    ways = {page.number: page.to_shown for page in pages if page.to_shown}
    return [_moved(one, ways[one.page]) if one.page in ways else one for one in readings]


def _moved(one: Reading, way: Matrix) -> Reading:
    if one.x0 is None or one.top is None or one.x1 is None or one.bottom is None:
        return one
    a, b, c, d, e, f = way
    corners = [(x, y) for x in (one.x0, one.x1) for y in (one.top, one.bottom)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return replace(one, x0=min(xs), top=min(ys), x1=max(xs), bottom=max(ys))
