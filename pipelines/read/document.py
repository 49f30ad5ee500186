"""What every reader gives back: pages of words and ruling lines, whatever the file was.

Coordinates are PDF points from the page's top left corner. A text dump has no geometry: its words
carry the line they stand on instead, counted from 1 over the whole file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

Medium = Literal["pdf", "text", "page"]
"""A PDF, a text dump, or a saved web page."""

PdfReader = Literal["pdfium", "pdfplumber"]
DEFAULT_READER: PdfReader = "pdfium"
"""What reads the pages of PDFs: PDFium, fast, or plain pdfplumber, the reference."""


Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: a point (x, y) goes to (a x + c y + e, b x + d y + f)."""


# Boxes and words are never changed. They are not frozen, because that makes them three times as slow to make,
# and a document has tens of thousands.


@dataclass(slots=True, unsafe_hash=True)
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @classmethod
    def around(cls, boxes: "Sequence[Box]") -> "Box":
        """The smallest box that holds ``boxes``, of which there is one at least."""
        return cls(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )

    def holds_centre_of(self, other: "Box") -> bool:
        """Whether the middle of ``other`` lies inside; half open, so that neighbours never share one."""
        x = (other.x0 + other.x1) / 2
        y = (other.top + other.bottom) / 2
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom


@dataclass(slots=True, unsafe_hash=True)
class Word:
    """Printed characters without white space between them (Unicode NFC).

    ``page`` counts from 1. A word of a PDF has a ``box`` and no ``line_no``; a word of a text dump
    or of a web page has a ``line_no`` and no ``box``. ``indent`` is how many characters stand before it on
    its line, in a text dump that keeps the gaps of the page. ``marks`` are the superscripts and subscripts
    beside it, which are words of their own and in no other place of a document. ``goes_on`` says that the
    word was broken, at a soft hyphen or between two elements, and that the next one is its other half.
    """

    text: str
    page: int
    box: Box | None = None
    line_no: int | None = None
    indent: int | None = None
    marks: "tuple[Word, ...]" = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table: its borders and the words inside, in reading order."""

    box: Box
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table found by its ruling lines. ``rows[i][j]`` is None where a merged cell has no own borders."""

    page: int
    box: Box
    rows: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Element:
    """What a line of a web page stands in: its path (XPath), and the number of its paragraph, cell or list
    item, from 1. Lines of one ``block`` stand beside each other on the screen.
    """

    path: str
    block: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its words in reading order, and (PDF only) its size in points and its ruled tables.

    A page on its side, or askew, is read as if it were straight: its size and all places are those of the
    straight page, and ``to_shown`` leads from there to the page as it is shown.
    ``aside`` are the words that stand in no line of the page: watermarks, stamps, text along the margin, and
    the numbers of lines. ``wordless`` are areas that show something and hold no word: a scan, or letters that
    are drawn as outlines. ``rules`` are all strokes that rule the page, level or upright, each as it is
    drawn, those of the ``grids`` included. ``hidden`` are words that the file has and nobody sees; they count
    for nothing. ``elements`` has the place of each line of a web page; line 1 is the first.
    """

    number: int
    words: tuple[Word, ...]
    width: float | None = None
    height: float | None = None
    grids: tuple[Grid, ...] = ()
    aside: tuple[Word, ...] = ()
    wordless: tuple[Box, ...] = ()
    to_shown: Matrix | None = None
    rules: tuple[Box, ...] = ()
    hidden: tuple[Word, ...] = ()
    elements: tuple[Element, ...] = ()

    @property
    def word_count(self) -> int:
        """How many words are printed on the page."""
        return len(self.words) + len(self.aside)

    def texts(self) -> Iterator[str]:
        """The text of every word, also of those aside, and of every mark beside one."""
        for word in (*self.words, *self.aside):
            yield word.text
            yield from (mark.text for mark in word.marks)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read.

    ``reader`` names what read it: "text", "lxml", "pdfium" or "pdfplumber"; "pdfium, pdfplumber" where
    pages have letters that only the second one knows, and "pdfium, ocr layer" where pages are scans with a
    text that a program recognised. ``created_at`` is the PDF's own creation date (ISO 8601) or None.
    """

    medium: Medium
    reader: str
    pages: Sequence[Page] = field(default_factory=tuple)
    created_at: str | None = None
