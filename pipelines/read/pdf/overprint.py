"""Upright text that is printed across or beside the lines of a page: watermarks, stamps, numbers of lines.

Text of a page never stands on other text of it. What does is told by its size, or because it is printed again
and again, or because it is read when the rest of the page is done.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median

from pipelines.read.document import Box
from pipelines.read.pdf.words import Letters

LARGE = 2.2
"""Times the usual size: text so large that stands on other text is a watermark."""

HUGE = 4.0
"""Times the usual size: no heading is so large."""

HUGE_SIZE = 36.0
"""Points: a page of fine print has headings of four times its size."""

TILES = 3
"""A text that stands on others, and comes so often on a page, is a watermark in the size of print."""

LEAST_LETTERS = 4
"""Letters of such a text, and of a stamp: figures are as often the same, and stand where they like."""

APART = 3.0
"""Times its size that a stamp stands away from the lines beside it."""

MARGIN = 0.08
"""Share of the page's height at either end in which running headers stand, which may be drawn last too."""

LEAST_BELOW = 3
"""Texts that were drawn before a stamp and stand below it, at least."""

MOST_LINES = 4
"""Texts in the size of a stamp that stands on others, on a page."""

NUMBERED = 5
"""Lines with a number in the margin, at least."""

Print = tuple[str, float]
"""A text and the size of its letters."""

_top = attrgetter("top")

_INNER = 0.2  # share of a letter's height that lines may touch each other


def apart(
    runs: Sequence[Letters], height: float, known: set[Print], fields: Sequence[Box] = ()
) -> tuple[list[Letters], list[Letters]]:
    """``runs`` of a page of ``height`` points, in the order of printing, as those of its lines and those that
    stand in none. ``known`` are the watermarks of the pages before; those of this page are added. What is
    filled in in one of ``fields`` is no stamp.
    """
    printed = [run for run in runs if run.text.strip()]
    if not printed:
        return list(runs), []
    known |= {(run.text, run.size) for run in [*_large(printed), *_tiles(printed)]}
    found = {id(run) for run in printed if (run.text, run.size) in known} if known else set()
    found |= {id(run) for run in _line_numbers(printed)}
    filled = {id(run) for run in printed if any(field.holds_centre_of(_box(run)) for field in fields)}
    found |= {id(run) for run in _stamp([run for run in printed if id(run) not in found | filled], height)}
    if not found:
        return list(runs), []
    return [run for run in runs if id(run) not in found], [run for run in runs if id(run) in found]


def _large(runs: Sequence[Letters]) -> list[Letters]:
    sizes = [run.size for run in runs]
    if max(sizes) <= LARGE * min(sizes):
        return []
    usual = _usual_size(runs)
    large = [run for run in runs if run.size > LARGE * usual]
    if not large:
        return []
    others = [_box(run) for run in runs if run.size <= LARGE * usual]
    crossing = {(run.text, run.size) for run in large if any(_is_on(_box(run), other) for other in others)}
    return [
        run for run in large if (run.text, run.size) in crossing or run.size > max(HUGE * usual, HUGE_SIZE)
    ]


def _usual_size(runs: Iterable[Letters]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[run.size] += len(run.text)
    return sizes.most_common(1)[0][0]


def _tiles(runs: Sequence[Letters]) -> list[Letters]:
    times = Counter([run.text for run in runs])
    often = {text for text, count in times.items() if count >= TILES and _letters(text) >= LEAST_LETTERS}
    if not often:
        return []
    by_top = sorted(runs, key=_top)
    tallest = max(run.size for run in runs)
    found: set[str] = set()
    # The most frequent first: what only a watermark stands on is none.
    for run in sorted(runs, key=lambda run: -times[run.text]):
        if run.text in often and run.text not in found:
            first = bisect_left(by_top, run.top - tallest, key=_top)
            near = by_top[first : bisect_left(by_top, run.top + run.size, key=_top)]
            others = (other for other in near if other.text != run.text and other.text not in found)
            if any(_is_on(_box(run), _box(other)) for other in others):
                found.add(run.text)
    return [run for run in runs if run.text in found]


def _line_numbers(runs: Sequence[Letters]) -> list[Letters]:
    """Numbers in a column of their own beside all lines, that count on by the same step."""
    numbers = [run for run in runs if run.text[0].isdigit() and run.text.strip().isdigit()]
    text = [run for run in runs if not run.text.strip().isdigit()] if len(numbers) >= NUMBERED else []
    if not text:
        return []
    found: list[Letters] = []
    for is_left in (True, False):
        edge = min(run.lefts[0] for run in text) if is_left else max(run.rights[-1] for run in text)
        column = sorted(
            (run for run in numbers if (run.rights[-1] < edge if is_left else run.lefts[0] > edge)),
            key=lambda run: run.top,
        )
        values = [int(run.text) for run in column]
        steps = {after - before for before, after in pairwise(values)}
        if len(column) >= NUMBERED and len(steps) == 1 and steps.pop() > 0:
            found += column
    return found


def _stamp(runs: Sequence[Letters], height: float) -> list[Letters]:
    """The last text that is drawn, where it stands on the others, or beside one of their lines and apart."""
    last = runs[-1] if runs else None
    if last is None or _letters(last.text) < LEAST_LETTERS or last.text.rstrip().endswith(":"):
        return []
    if not _is_among(last.top, last.bottom, runs, height):
        return []
    usual = median(run.size for run in runs)
    block, place = [last], _box(last)
    for run in reversed(runs[:-1]):
        if run.size == usual or not _is_near(_box(run), place, 2 * last.size):
            break
        block.append(run)
        place = Box.around([place, _box(run)])
    others = runs[: len(runs) - len(block)]
    if not _is_among(place.top, place.bottom, others, height):
        return []
    before = [_box(run) for run in others]
    is_rare = sum(run.size == last.size for run in runs) <= MOST_LINES
    if is_rare and any(_is_on(_box(run), other) for run in block for other in before):
        return block
    beside = [box for box in before if min(box.bottom, place.bottom) - max(box.top, place.top) > 0]
    is_apart = all(max(place.x0 - box.x1, box.x0 - place.x1) > APART * last.size for box in beside)
    is_table = others[-1].size == last.size  # whose last cell may stand apart
    return block if beside and is_apart and not is_table and all(run.size != usual for run in block) else []


def _is_among(top: float, bottom: float, runs: Sequence[Letters], height: float) -> bool:
    """Whether a text stands outside of the margins, with others below it."""
    if top < MARGIN * height or bottom > (1 - MARGIN) * height:
        return False
    return sum(run.top > bottom for run in runs) >= LEAST_BELOW


def _is_near(box: Box, place: Box, most: float) -> bool:
    return (
        max(box.x0 - place.x1, place.x0 - box.x1) < most
        and max(box.top - place.bottom, place.top - box.bottom) < most
    )


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _box(run: Letters) -> Box:
    return Box(run.lefts[0], run.top, run.rights[-1], run.top + run.size)


def _is_on(box: Box, other: Box) -> bool:
    """Whether two texts of different lines stand on each other."""
    shared = min(box.bottom, other.bottom) - max(box.top, other.top)
    least = _INNER * min(box.bottom - box.top, other.bottom - other.top)
    return (
        shared > least and abs(box.top - other.top) > 1 and min(box.x1, other.x1) - max(box.x0, other.x0) > 1
    )
