"""Letters that a page draws, noted by pdfminer's interpreter as they are drawn, one after the other.

Only the characters of numbers are noted one by one; what stands between them in a string is one letter.

What nobody sees is left out by rules of its own: text without paint, white text on white, and what a filled
rectangle covers later. Everything else counts, wherever it stands and however it is turned.
"""

from collections.abc import Callable, Iterator, Sequence
from inspect import signature
from math import dist, hypot
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, num_value, resolve1, stream_value
from pdfminer.psparser import literal_name
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, decode_text, mult_matrix

from pipelines.read.content_stream import operators
from pipelines.read.pdf.fonts import forget_numbers
from pipelines.read.pdf.frame import bounds_of
from pipelines.read.pdf.notes import notes_switched_off
from pipelines.read.pdf.structure import Structure

LEAST_COVER = 2.0
"""Points. A filled rectangle that is thinner is a rule, and covers no letter."""

OF_NUMBERS = frozenset("0123456789.,%")
"""The characters that are noted one by one."""

_EM = 10.0  # points
_SPACE = 32  # the character that word spacing is added to (9.3.3)
_WITHOUT_PAINT = frozenset({3, 7})  # text rendering modes (ISO 32000-1, 9.3.6)
_WITHOUT_PRINT = frozenset({"Link", "Popup", "Text"})  # annotations that show no text of their own
_NOT_SHOWN = 2 | 32  # their flags: hidden, no view


class Letter(NamedTuple):
    """A letter as drawn: what it is, where its origin stands (in points) and how large it is.

    Or letters of no number that one string has beside each other, with the place of the first.
    """

    text: str
    x: float
    y: float
    em: float


class Fill(NamedTuple):
    """Four corners that are painted, one after the other, and whether they are white."""

    corners: Sequence[tuple[float, float]]
    is_white: bool


class Pen(PDFTextDevice):
    """Takes down what pdfminer's interpreter draws."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.letters: list[Letter] = []
        self.unpainted: list[Letter] = []
        self.page_ctm: Any = None
        self._size = 0.0, 0.0
        self._mode = 0
        self._is_white = False
        self._fills: list[Fill] = []
        self._glyphs: dict[PDFFont, dict[int, tuple[str, float]]] = {}

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Note the letters of a string, with the paint that they have."""
        self._mode, self._is_white = textstate.render, _is_white(graphicstate.ncolor)
        if textstate.font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)
        else:
            self._render_line(textstate, seq)

    def _render_line(self, state: Any, parts: Sequence[object]) -> None:
        """What pdfminer does for a string from left to right, with the glyphs of a font looked up once."""
        a, b, c, d, e, f = mult_matrix(state.matrix, self.ctm or MATRIX_IDENTITY)
        x, y = state.linematrix
        left, low = c * (y + state.rise) + e, d * (y + state.rise) + f
        font, em, scaling = state.font, state.fontsize * hypot(a, b), state.scaling * 0.01
        size, between = state.fontsize * scaling, state.charspace * scaling
        after_space = 0 if font.is_multibyte() else state.wordspace * scaling
        glyphs = self._glyphs.setdefault(font, {})
        others, others_at = "", 0.0
        is_first = True
        for part in parts:
            if isinstance(part, int | float):
                x -= part * 0.001 * size
                is_first = False
            for cid in font.decode(part) if isinstance(part, bytes) else ():
                x += 0 if is_first else between
                is_first = False
                text, width = glyphs.get(cid) or self._glyph(font, cid, glyphs)
                if text in OF_NUMBERS:
                    if others:
                        self._note(others, left + a * others_at, low + b * others_at, em)
                        others = ""
                    self._note(text, left + a * x, low + b * x, em)
                else:
                    others, others_at = others + text, others_at if others else x
                x += width * size + (after_space if cid == _SPACE else 0)
        if others:
            self._note(others, left + a * others_at, low + b * others_at, em)
        state.linematrix = x, y

    def _glyph(self, font: PDFFont, cid: int, known: dict[int, tuple[str, float]]) -> tuple[str, float]:
        """What glyph ``cid`` of ``font`` is, and its width for a size of one point."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = "\N{REPLACEMENT CHARACTER}"
        known[cid] = text, font.char_width(cid)
        return known[cid]

    def _note(self, text: str, x: float, y: float, em: float) -> None:
        width, height = self._size
        if 0 <= x <= width and 0 <= y <= height:
            letter = Letter(text, x, y, em)
            if self._mode in _WITHOUT_PAINT:
                self.unpainted.append(letter)
            elif not self._is_white or self._is_on_colour(letter):
                self.letters.append(letter)

    def render_char(  # noqa: PLR0917 - pdfminer's signature
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, *_: Any
    ) -> float:
        """Note one letter of a column; the width by which the next one is moved on."""
        a, b, c, d, e, f = matrix
        text, width = self._glyph(font, cid, {})
        self._note(text, c * rise + e, d * rise + f, fontsize * hypot(a, b))
        return float(width * fontsize * scaling)

    def paint_path(
        self,
        graphicstate: Any,
        stroke: bool,  # noqa: ARG002 - pdfminer's signature
        fill: bool,
        evenodd: bool,  # noqa: ARG002 - pdfminer's signature
        path: Any,
    ) -> None:
        """A filled rectangle: letters under it are seen no more."""
        matrix = self.ctm or MATRIX_IDENTITY
        corners = [apply_matrix_pt(matrix, step[-2:]) for step in path if len(step) > 2]
        if not fill or not 4 <= len(corners) <= 5 or any(step[0] in "cvy" for step in path):
            return
        if min(dist(*corners[:2]), dist(*corners[1:3])) > LEAST_COVER:
            cover = Fill(corners[:4], _is_white(graphicstate.ncolor))
            sides = tuple(zip(*cover.corners, strict=True))
            (left, right), (low, high) = ((min(side), max(side)) for side in sides)
            self.letters = [
                letter
                for letter in self.letters
                if not (
                    left <= letter.x + letter.em / 4 <= right
                    and low <= letter.y + letter.em / 4 <= high
                    and _is_under(letter, cover)
                )
            ]
            self._fills.append(cover)

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        """An empty page; ``ctm`` moves the corner of its visible part to the origin."""
        x0, y0, x1, y1 = page.mediabox
        self.page_ctm = ctm
        self.letters, self.unpainted, self._fills = [], [], []
        self._size = (y1 - y0, x1 - x0) if page.rotate in {90, 270} else (x1 - x0, y1 - y0)

    def seen(self) -> list[Letter]:
        """The letters of the page; those without paint where there are no others, as over a scan."""
        return self.letters or self.unpainted

    def _is_on_colour(self, letter: Letter) -> bool:
        under = [fill for fill in self._fills if _is_under(letter, fill)]
        return bool(under) and not under[-1].is_white


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter of content streams, with a faster parser of them."""

    def execute(self, streams: Sequence[object]) -> None:
        """Run the operators of ``streams`` one after the other; none that runs already further out."""
        content = [(one.objid, one) for one in map(stream_value, streams) if one.objid is not None]
        running = [one for number, one in content if number not in self.parent_stream_ids]
        self.stream_ids = {number for number, _ in content}
        for name, operands in operators(b"\n".join(one.get_data() for one in running)):
            operator, count = _OPERATORS.get(name, (None, 0))
            self.argstack = operands
            if operator and len(operands) >= count:
                operator(self, *self.pop(count))


def _operators() -> Iterator[tuple[bytes, tuple[Callable[..., object], int]]]:
    """pdfminer's method for each operator, with the number of its operands."""
    for method in vars(PDFPageInterpreter):
        if method.startswith("do_"):
            name = method[3:].replace("_a", "*").replace("_w", '"').replace("_q", "'")
            function = getattr(_Interpreter, method)
            yield name.encode("ascii"), (function, len(signature(function).parameters) - 1)


_OPERATORS = dict(_operators())


def drawn_letters(structure: Structure) -> Iterator[list[Letter]]:
    """The letters of page after page, those of form fields and notes that are painted above it included."""
    resources = PDFResourceManager()
    pen = Pen(resources)
    interpreter = _Interpreter(resources, pen)
    for page in structure.pages():
        forget_numbers(page)
        page.mediabox = page.cropbox = bounds_of(page)
        interpreter.process_page(page)
        for shown, move in _appearances(page):
            ctm = mult_matrix(move, pen.page_ctm)
            interpreter.dup().render_contents(dict_value(shown.get("Resources", {})), [shown], ctm=ctm)
        yield [*pen.seen(), *_values_without_looks(page)]


def _appearances(page: PDFPage) -> Iterator[tuple[PDFStream, Any]]:
    """What each annotation of ``page`` shows, and by how much it is moved there."""
    switched_off = notes_switched_off(page)
    for number, annotation in enumerate(map(dict_value, list_value(page.annots or []))):
        kind, flags = literal_name(resolve1(annotation.get("Subtype"))), resolve1(annotation.get("F"))
        is_hidden = number in switched_off or (isinstance(flags, int) and flags & _NOT_SHOWN)
        if kind in _WITHOUT_PRINT or is_hidden:
            continue
        shown = resolve1(dict_value(annotation.get("AP", {})).get("N"))
        if isinstance(shown, dict):
            shown = resolve1(shown.get(literal_name(resolve1(annotation.get("AS")))))
        if isinstance(shown, PDFStream) and "Rect" in annotation:
            left, low = _corner(annotation["Rect"])
            inner_left, inner_low = _corner(shown["BBox"]) if "BBox" in shown else (0.0, 0.0)
            yield shown, (1, 0, 0, 1, left - inner_left, low - inner_low)


def _values_without_looks(page: PDFPage) -> Iterator[Letter]:
    """The values of the fields of ``page`` whose looks the file leaves to the program that shows them."""
    for field in map(dict_value, list_value(page.annots or [])):
        value = resolve1(field.get("V", dict_value(field.get("Parent", {})).get("V")))
        is_shown = literal_name(resolve1(field.get("Subtype"))) == "Widget" and "AP" not in field
        if is_shown and isinstance(value, bytes) and "Rect" in field:
            left, low = _corner(field["Rect"])
            for at, letter in enumerate(decode_text(value)):
                yield Letter(letter, left + at * _EM / 2, low, _EM)


def _corner(box: object) -> tuple[float, float]:
    x0, y0, x1, y1 = (float(num_value(resolve1(side))) for side in list_value(box)[:4])
    return min(x0, x1), min(y0, y1)


def _is_white(colour: Any) -> bool:
    """Whether a fill colour, grey or red, green and blue, leaves paper as it is."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    is_in_inks = len(parts) == 4  # cyan, magenta, yellow and black
    return all(part == 0 for part in parts) if is_in_inks else all(part == 1 for part in parts)


def _is_under(letter: Letter, fill: Fill) -> bool:
    x, y = letter.x + letter.em / 4, letter.y + letter.em / 4
    sides = zip(fill.corners, (*fill.corners[1:], fill.corners[0]), strict=True)
    turns = {(x2 - x1) * (y - y1) > (y2 - y1) * (x - x1) for (x1, y1), (x2, y2) in sides}
    return len(turns) == 1
