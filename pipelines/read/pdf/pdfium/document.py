"""Pages read with PDFium: the fast reader."""

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

import pypdfium2
from pdfminer.pdfpage import PDFPage
from pypdfium2 import raw

from pipelines.read.document import Box, Matrix, Word
from pipelines.read.errors import Unreadable
from pipelines.read.pdf.content import Content
from pipelines.read.pdf.forms import has_layers
from pipelines.read.pdf.frame import Frame, frame_of, user_unit
from pipelines.read.pdf.notes import note_places, notes_switched_off, paints_notes
from pipelines.read.pdf.overprint import LEAST_LETTERS, Print, apart
from pipelines.read.pdf.pdfium import api, upright
from pipelines.read.pdf.pdfium.drawing import Drawing, DrawnText, read_drawing
from pipelines.read.pdf.pdfium.hyphens import printed_hyphens
from pipelines.read.pdf.pdfium.letters import PageLetters, read_letters
from pipelines.read.pdf.pdfium.spoken import Spoken, take_spoken
from pipelines.read.pdf.pdfium.stamps import placed, stamp_of
from pipelines.read.pdf.pdfium.visibility import hide_unseen, show_notes
from pipelines.read.pdf.pdfium.wordless import wordless_areas
from pipelines.read.pdf.turned_words import by_right_angle, turned_words
from pipelines.read.pdf.words import group_words

LEVEL = 0.02
"""Degrees. A line of a page's width that is turned less rises by less than a quarter of a point."""


class PdfiumDocument:
    """A PDF opened with PDFium, which works in one thread of a process only.

    Raises ``Unreadable`` (encrypted) and ``pypdfium2.PdfiumError``.
    """

    def __init__(self, data: bytes) -> None:
        self._document = _document(data)
        self._watermarks: set[Print] = set()
        self._document.init_forms()
        self._handle = ctypes.cast(self._document.raw, api.Handle)

    def read(self, number: int, page: PDFPage) -> Content:
        """The content of page ``number``, counted from 1. Raises ``Unreadable`` (damaged_pdf)."""
        return _read(self._handle, number, page, self._document.formenv, self._watermarks)

    def close(self) -> None:
        """Free the document."""
        self._document.close()


def _document(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise Unreadable("encrypted", "protected in a way this reader does not know.") from error
        raise


def _read(document: api.Handle, number: int, listed: PDFPage, fields: Any, watermarks: set[Print]) -> Content:
    page = upright.load(document, number)
    if paints_notes(listed):
        page = _with_notes(document, number, page, fields, notes_switched_off(listed))
    frame, scale = frame_of(listed), user_unit(listed)
    to_shown: Matrix | None = None
    is_redrawn = False
    try:
        if not frame.is_upright or scale != 1:
            page, frame, _ = upright.set_upright(document, number, page, frame, scale=scale)
            is_redrawn = True
        seen = _seen(page, frame, listed, is_redrawn=is_redrawn)
        if abs(seen.letters.degrees) > LEVEL:
            page, frame, to_shown = upright.set_upright(
                document, number, page, frame, degrees=seen.letters.degrees
            )
            seen = _seen(page, frame, listed, is_redrawn=True)
        _tell_hyphens(page, seen.letters)
        watermarks |= {(run.text, run.size) for run in seen.stamp.upright}  # it may be on every page
        in_lines, across = apart(seen.letters.upright, frame.height, watermarks, seen.fields)
        words = group_words(in_lines, number)
        sideways, slanted = by_right_angle(seen.letters.turned)
        aside = [
            *group_words(across, number),
            *turned_words(slanted, number),
            *_all_words(seen.stamp, number),
        ]
        hidden = _all_words(seen.hidden, number)
        if hidden and not words:
            wordless: tuple[Box, ...] = (Box(0, 0, frame.width, frame.height),)
        else:
            wordless = wordless_areas(page, seen.drawing, frame, words)
    finally:
        api.close_page(page)
    return Content(
        words,
        seen.drawing.rules,
        frame.width,
        frame.height,
        "pdfium, ocr layer" if seen.is_recognised else "pdfium",
        aside,
        turned_words(sideways, number),
        wordless,
        to_shown,
        hidden,
    )


class _Seen(NamedTuple):
    """What a page draws; its letters, and those of a stamp and those that nobody sees, which are in no line;
    whether some letters are recognised from a scan; and where fields are filled in.
    """

    drawing: Drawing
    letters: PageLetters
    stamp: PageLetters
    hidden: PageLetters
    is_recognised: bool
    fields: Sequence[Box]


def _seen(page: api.Handle, frame: Frame, listed: PDFPage, *, is_redrawn: bool) -> _Seen:
    drawing = read_drawing(page, frame, is_redrawn=is_redrawn)
    sight = hide_unseen(page, drawing, layered=has_layers(listed))
    spoken = take_spoken(drawing.texts)
    hidden = _only(page, frame, drawing, sight.hidden)
    stamps, fields = ([], []) if is_redrawn else (note_places(listed, one) for one in ("Stamp", "Widget"))
    stamp = stamp_of(sight.seen, frame, stamps, fields)
    stamped = _only(page, frame, drawing, stamp)
    if sight.hidden or stamp:
        if not _is_in_words(stamped):
            stamp, stamped = [], PageLetters()
        _show_only(drawing, [one for one in sight.seen if one not in stamp])
    letters, filled = _letters(page, frame, spoken), [placed(field, frame) for field in fields]
    return _Seen(drawing, letters, stamped, hidden, sight.is_recognised, filled)


def _only(page: api.Handle, frame: Frame, drawing: Drawing, texts: Sequence[DrawnText]) -> PageLetters:
    """The letters of ``texts`` alone, which are the active ones then."""
    if not texts:
        return PageLetters()
    _show_only(drawing, texts)
    return _letters(page, frame, {})


def _show_only(drawing: Drawing, texts: Sequence[DrawnText]) -> None:
    active = {text.handle.value for text in texts}
    for text in drawing.texts:
        api.set_active(text.handle, text.handle.value in active)


def _is_in_words(letters: PageLetters) -> bool:
    """Whether a stamp has a word: a figure, or what a colon follows, is something that was filled in last."""
    text = "".join([*(run.text for run in letters.upright), *(letter["text"] for letter in letters.turned)])
    return sum(map(str.isalpha, text)) >= LEAST_LETTERS and not text.rstrip().endswith(":")


def _all_words(letters: PageLetters, number: int) -> list[Word]:
    return [*group_words(letters.upright, number), *turned_words(letters.turned, number)]


def _with_notes(
    document: api.Handle, number: int, page: api.Handle, fields: Any, switched_off: Sequence[int]
) -> api.Handle:
    """The page with what is painted above it made part of its drawing, but for notes that are
    ``switched_off``, by their numbers.

    Fields whose looks the file leaves to the program are painted by PDFium when it shows the page.
    """
    for note in reversed(switched_off):
        api.remove_note(page, note)
    show_notes(page, fields)
    if api.flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    api.close_page(page)
    return upright.load(document, number)


def _letters(page: api.Handle, frame: Frame, spoken: Spoken) -> PageLetters:
    text_page = api.load_text(page)
    if not text_page:
        return PageLetters()
    try:
        return read_letters(api.reference(text_page), frame, spoken)
    finally:
        api.close_text(text_page)


def _tell_hyphens(page: api.Handle, letters: PageLetters) -> None:
    """Put the hyphens that the file has in the place of those that PDFium blurred."""
    found = printed_hyphens(page, [text_object for _, _, text_object in letters.hyphens])
    for (run, place, _), hyphen in zip(letters.hyphens, found, strict=True):
        run.text = run.text[:place] + hyphen + run.text[place + 1 :]
