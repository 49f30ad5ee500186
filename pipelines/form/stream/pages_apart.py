"""Pages of a report's file that print nothing of the report: covers, annexes, and a page bound in twice."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence, Set

from pipelines.form.labels.printed import is_heading, is_label
from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Form
from pipelines.form.stream.lines import Line
from pipelines.form.stream.running_headers import is_in_margin
from pipelines.read.document import Page

_DIGITS = re.compile(r"\d+")

LEAST_WORDS = 8
"""Words of a page that is told to be another one again: a page of one answer may well come twice."""

ROOM = 0.15
"""Share of the page's height that is left blank where a text ends, not where it goes on overleaf."""

HEADING_SIZE = 1.2
"""How many times as high as the text before it a line is that begins something else."""

_AWAITS = ":"
"""What a label ends with whose value stands overleaf."""


def repeated_pages(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> set[int]:
    """The positions of pages with the same words at the same places as an earlier one, but for the numbers in
    the margins. In a text dump nothing is repeated but words.
    """
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for index, page in enumerate(pages):
        if page.height and len(page.words) >= LEAST_WORDS:
            alike[tuple(len(line.words) for line in lines[index])].append(index)
    found: set[int] = set()
    for indices in alike.values():
        if len(indices) > 1:
            prints = [tuple(_print_of(line, pages[index]) for line in lines[index]) for index in indices]
            found |= {index for at, index in enumerate(indices) if prints[at] in prints[:at]}
    return found


def _print_of(line: Line, page: Page) -> tuple[object, ...]:
    if is_in_margin(line, page):
        return (_DIGITS.sub("#", line.text), line.words[0].box and line.words[0].box.top)
    return tuple((word.text, word.box) for word in line.words)


def annex_start(
    pages: Sequence[Page], lines: Sequence[Sequence[Line]], running: Sequence[Set[int]], form: Form
) -> int | None:
    """The position of the first page behind the report, where something else begins; None where none does.

    Behind the form's last heading, a page begins an annex if it says so. Behind the last label too, a page
    does if its first line is larger than the text before it, or if the page before has room left that the
    text would have filled. ``running`` are the positions of the running headers among the lines.
    """
    bodies = [
        [line for position, line in enumerate(found) if position not in taken]
        for found, taken in zip(lines, running, strict=True)
    ]
    last_heading = _last(bodies, form, is_heading)
    if last_heading is None:
        return None
    for index in range(last_heading + 1, len(bodies)):
        if bodies[index] and fold(bodies[index][0].text).startswith(form.annexes):
            return index
    if last_heading + 1 == len(bodies):
        return None
    last_label = _last(bodies, form, is_label)
    assert last_label is not None, "a heading is a label"
    lowest = max((line.box.bottom for body in bodies for line in body if line.box), default=0.0)
    for index in range(last_label + 1, len(bodies)):
        if bodies[index] and bodies[index - 1] and _begins_anew(pages[index - 1], bodies, index, lowest):
            return index
    return None


def _last(bodies: Sequence[Sequence[Line]], form: Form, is_told: Callable[[str, Form], bool]) -> int | None:
    """The position of the last page with a line of the kind that ``is_told`` knows."""
    backwards = reversed(range(len(bodies)))
    return next((at for at in backwards if any(is_told(fold(line.text), form) for line in bodies[at])), None)


def _begins_anew(before: Page, bodies: Sequence[Sequence[Line]], index: int, lowest: float) -> bool:
    last, first = bodies[index - 1][-1], bodies[index][0]
    above, below = last.words[-1].box, first.words[0].box
    if above is None or below is None or before.height is None or last.text.endswith(_AWAITS):
        return False
    is_larger = below.bottom - below.top > HEADING_SIZE * (above.bottom - above.top)
    return is_larger or lowest - above.bottom > ROOM * before.height
