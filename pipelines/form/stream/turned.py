"""Header cells whose words are turned on their side: words aside that stand beside each other in a row."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.form.stream.baselines import Span, bands, box_of
from pipelines.read.document import Page, Word

UPRIGHT = 1.2
"""How many times higher than wide the box of a turned word is at least."""

ROOM = 12.0
"""Points by which a word goes on from the words before it at most."""

LETTERS = 4
"""A word of fewer letters may be higher than wide though it is not turned."""


def is_turned(word: Word) -> bool:
    """Whether a word stands on its side, as far as its box shows that."""
    box = word.box
    return (
        box is not None and len(word.text) >= LETTERS and box.bottom - box.top > UPRIGHT * (box.x1 - box.x0)
    )


def in_turned_order(words: Sequence[Word]) -> list[Word]:
    """The words of a cell as they are read: lines from left to right, each from the foot upwards."""
    lines = bands(((box_of(word).x0, box_of(word).x1) for word in words), 0.0)
    return sorted(words, key=lambda word: (_place(word, lines), -box_of(word).bottom))


def with_turned_headers(page: Page) -> Page:
    """``page`` with its turned words among the others, where several columns of them stand in one row.

    A single column of them is text along the margin, a stamp or a watermark, unless it stands beside another
    header cell and above a figure.
    """
    turned = [word for word in page.aside if is_turned(word)]
    taken: list[Word] = []
    for top, bottom in bands(((box_of(word).top, box_of(word).bottom) for word in turned), ROOM / 2):
        row = [word for word in turned if top <= box_of(word).top and box_of(word).bottom <= bottom]
        columns = bands(((box_of(word).x0, box_of(word).x1) for word in row), 0.0)
        is_header = len(columns) > 1 or _heads_figures(page, columns[0], (top, bottom))
        if not (is_header and _is_within(page, columns, bottom)):
            continue
        taken += _beside(page.aside, columns, (top, bottom))
    if not taken:
        return page
    ids = set(map(id, taken))
    words = list(page.words)
    for word in sorted(taken, key=lambda word: (box_of(word).x0, -box_of(word).bottom)):
        bottom = box_of(word).bottom
        at = next(
            (place for place, one in enumerate(words) if one.box and _is_below(one, bottom)), len(words)
        )
        words.insert(at, word)
    aside = tuple(word for word in page.aside if id(word) not in ids)
    return replace(page, words=tuple(words), aside=aside)


def _beside(words: Sequence[Word], columns: Sequence[Span], span: Span) -> list[Word]:
    """Those of ``words`` that stand in ``columns`` within ``span``, or go on from there."""
    top, bottom = span
    inside = [
        word
        for word in words
        if word.box and any(left - 1 <= word.box.x0 and word.box.x1 <= right + 1 for left, right in columns)
    ]
    found: list[Word] = []
    while True:
        more = [
            word for word in inside if top - ROOM <= box_of(word).top and box_of(word).bottom <= bottom + ROOM
        ]
        if len(more) == len(found):
            return found
        found = more
        top = min(top, *(box_of(word).top for word in found))
        bottom = max(bottom, *(box_of(word).bottom for word in found))


def _heads_figures(page: Page, column: Span, span: Span) -> bool:
    """Whether a column of turned words stands directly above a figure, and beside words."""
    (left, right), (top, bottom) = column, span
    beside = any(word.box and top <= word.box.top and word.box.bottom <= bottom for word in page.words)
    below = [
        word
        for word in page.words
        if word.box and word.box.top >= bottom - 1 and word.box.x0 < right and word.box.x1 > left
    ]
    first = min(below, key=lambda word: box_of(word).top, default=None)
    return beside and first is not None and any(letter.isdigit() for letter in first.text)


def _is_within(page: Page, columns: Sequence[Span], bottom: float) -> bool:
    """Whether words of the page stand below, and none of the columns is beside all of them."""
    boxes = [box_of(word) for word in page.words if word.box]
    below = [box for box in boxes if box.top >= bottom - 1]
    if not below:
        return False
    return min(box.x0 for box in boxes) <= columns[0][0] and columns[-1][1] <= max(box.x1 for box in boxes)


def _is_below(word: Word, bottom: float) -> bool:
    return not is_turned(word) and (box_of(word).top + box_of(word).bottom) / 2 > bottom


def _place(word: Word, lines: Sequence[Span]) -> int:
    return next(place for place, (left, right) in enumerate(lines) if left <= box_of(word).x0 <= right)
