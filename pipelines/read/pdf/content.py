"""What a page holds, whichever library reads it."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.read.characters import UNKNOWN
from pipelines.read.document import Box, Matrix, Word
from pipelines.read.pdf.rules import Edge


class Content(NamedTuple):
    """The words and the ruling lines of a page of ``width`` by ``height`` points, in points from its top left
    corner. ``aside``, ``wordless``, ``to_shown``, ``hidden``: see ``Page``; ``sideways`` are words at a
    right angle to the lines, in the order of printing, of which some may fill cells.

    ``reader`` names who read them: "pdfium", "pdfplumber", or "pdfium, ocr layer" where words are the
    invisible text of a scan, from a program that recognised them.
    """

    words: list[Word]
    rules: list[Edge]
    width: float
    height: float
    reader: str
    aside: Sequence[Word] = ()
    sideways: Sequence[Word] = ()
    wordless: tuple[Box, ...] = ()
    to_shown: Matrix | None = None
    hidden: Sequence[Word] = ()

    @property
    def known(self) -> int:
        """How many of its letters are known."""
        return sum(len(word.text) - word.text.count(UNKNOWN) for word in (*self.words, *self.aside))

    @property
    def is_whole(self) -> bool:
        """Whether there are words, and each letter is known."""
        found = (*self.words, *self.aside)
        return bool(found) and not any(UNKNOWN in word.text for word in found)
