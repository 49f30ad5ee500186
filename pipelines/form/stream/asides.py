"""Words that stand in no line of their page: watermarks, stamps, text along the margin, numbers of lines."""

from collections import Counter
from collections.abc import Sequence

from pipelines.form.readings.reading import Reading
from pipelines.form.readings.values import reading
from pipelines.read.document import Page, Word

NUMBERED_LINES = 5
"""So many numbers aside on one page are those of its lines."""


def words_aside(pages: Sequence[Page]) -> dict[int, list[Reading]]:
    """By page number a reading for each word aside: of the page where other pages print it too, or where it
    is the number of a line; else the form does not know it.
    """
    printed_on = Counter(text for page in pages for text in {word.text for word in page.aside})
    found: dict[int, list[Reading]] = {}
    for page in pages:
        numbers = sum(word.text.isdigit() for word in page.aside) >= NUMBERED_LINES
        found[page.number] = [
            _as_reading(word, is_known=printed_on[word.text] > 1 or (numbers and word.text.isdigit()))
            for word in page.aside
        ]
    return found


def _as_reading(word: Word, *, is_known: bool) -> Reading:
    if is_known:
        return reading("page", "overprint", (word,), near=word, status="value")
    return reading("page", "unmapped", (word,), near=word, status="unmapped")
