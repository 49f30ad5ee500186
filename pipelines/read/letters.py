"""What has to be put right about single letters of a PDF before they become words."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

Letter = dict[str, Any]
"""One of pdfplumber's ``chars``."""

SAME_PLACE = 0.5
"""Points. Two equal letters of a word, even "ll" in small print, stand more than this apart."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""A glyph whose Unicode value the file does not give. Something is printed there, but not what."""

_GLYPH_NUMBER = re.compile(r"\(cid:\d+\)")  # how pdfminer writes such a glyph


def printed_letters(letters: Iterable[Letter]) -> Iterator[Letter]:
    """The letters as the reader of the page sees them: bold by double printing is one letter.

    Does what pdfplumber's ``dedupe_chars`` does in time that grows with the number of letters, not with
    its square.
    """
    seen: dict[tuple[str, int, int], tuple[float, float]] = {}
    for letter in letters:
        text, x, y = letter["text"], letter["x0"], letter["top"]
        column, row = int(x // SAME_PLACE), int(y // SAME_PLACE)
        near = (seen.get((text, column + right, row + down)) for right in (-1, 0, 1) for down in (-1, 0, 1))
        if any(at and abs(at[0] - x) < SAME_PLACE and abs(at[1] - y) < SAME_PLACE for at in near):
            continue
        seen[text, column, row] = (x, y)
        yield {**letter, "text": UNKNOWN} if _GLYPH_NUMBER.fullmatch(text) else letter
