"""Pages read with pdfplumber: slow, and independent of PDFium until letters become words."""

import math
from collections.abc import Iterable, Iterator
from contextlib import closing
from io import BytesIO
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF

from pipelines.read.pdf.content import Content
from pipelines.read.pdf.fonts import forget_numbers
from pipelines.read.pdf.frame import SLANT, bounds_of, frame_of
from pipelines.read.pdf.letters import on_its_line, printed_letter
from pipelines.read.pdf.overprint import Print, apart
from pipelines.read.pdf.rules import Edge, Point, line_edge, outline_edges, rectangle_edges
from pipelines.read.pdf.structure import Structure
from pipelines.read.pdf.turned_words import by_right_angle, turned_words
from pipelines.read.pdf.words import Letters, group_words, rounded


class PlumberDocument:
    """A PDF opened with pdfplumber, which takes the file's objects from ``structure``."""

    def __init__(self, structure: Structure, data: bytes) -> None:
        self._structure, self._data = structure, data
        self._pdf: PDF | None = None
        self._watermarks: set[Print] = set()

    def read(self, number: int, page: PDFPage) -> Content:
        """The words and the ruling lines of page ``number``, counted from 1, in points from the visible
        page's top left corner.
        """
        if self._pdf is None:  # it is asked for few files, and takes a while
            self._pdf = PDF(BytesIO(self._data))
            self._pdf.doc = self._structure
        frame = frame_of(page)
        forget_numbers(page)
        page.mediabox = page.cropbox = bounds_of(page)
        page.attrs |= {
            "MediaBox": list(page.mediabox),
            "CropBox": list(page.mediabox),
            "Rotate": page.rotate,
        }
        with closing(PlumberPage(self._pdf, page, number)) as drawn:
            left, top, _, _ = drawn.cropbox
            level, slanted = _by_direction(drawn.chars)
            sideways, others = by_right_angle(slanted)
            in_lines, across = apart(_runs(level, (left, top)), frame.height, self._watermarks)
            return Content(
                group_words(in_lines, number),
                list(_rules(drawn, (left, top))),
                frame.width,
                frame.height,
                "pdfplumber",
                [*group_words(across, number), *turned_words(others, number)],
                turned_words(sideways, number),
            )

    def close(self) -> None:
        """Free what was read."""
        if self._pdf is not None:
            self._pdf.flush_cache()


def _by_direction(letters: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The letters that stand level, and the others."""
    level: list[dict[str, Any]] = []
    slanted: list[dict[str, Any]] = []
    for letter in letters:
        a, b, _, _, _, _ = letter["matrix"]  # fonts of drawings (Type 3) may stand on their heads in it
        degrees = math.degrees(math.atan2(b, a))
        if abs(degrees) < SLANT:
            level.append(on_its_line(letter))
        else:
            slanted.append({**letter, "degrees": degrees, "size": _height(letter)})
    return level, slanted


def _height(letter: dict[str, Any]) -> float:
    """The height of a letter across its own line, however that is turned."""
    return float(max(letter["x1"] - letter["x0"], letter["bottom"] - letter["top"]))


def _runs(letters: Iterable[dict[str, Any]], origin: Point) -> list[Letters]:
    """``letters`` as runs, in the order of printing; the parts of a ligature share its sides."""
    left, down = origin
    runs: list[Letters] = []
    for letter in letters:
        text, top, size = printed_letter(letter), rounded(letter["top"] - down), _size(letter)
        x0, x1 = letter["x0"] - left, letter["x1"] - left
        last = runs[-1] if runs else None
        if not text:
            continue
        if last is None or (last.top, last.size) != (top, size) or not last.go_on_at(x0):
            last = Letters("", [], [], top, size)
            runs.append(last)
        last.add(text, [x0] * len(text), [x1] * len(text))
    return runs


def _size(letter: dict[str, Any]) -> float:
    return rounded(letter["bottom"] - letter["top"])


def _rules(page: PlumberPage, origin: Point) -> Iterator[Edge]:
    left, top = origin
    for line in page.lines:
        yield from line_edge(*_place(line, origin))
    for rect in page.rects:
        yield from rectangle_edges(*_place(rect, origin), stroked=rect["stroke"])
    for curve in page.curves:
        if curve["stroke"]:
            yield from outline_edges([(x - left, y - top) for x, y in curve["pts"]])


def _place(drawn: dict[str, Any], origin: Point) -> tuple[float, float, float, float]:
    left, top = origin
    return drawn["x0"] - left, drawn["top"] - top, drawn["x1"] - left, drawn["bottom"] - top
