"""Text dumps: the words of a report as a PDF tool printed them, without their places on the page."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pipelines.read.characters import printed_words
from pipelines.read.decoding import LINE_END, decoded
from pipelines.read.document import Document, Page, Word
from pipelines.read.dump.glued_lines import running_lines_apart
from pipelines.read.errors import Unreadable

_BLANKS = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\t": " "})
# Only a dump that keeps the gaps of the page has so many spaces between words, and on many lines.
_GAP = re.compile(r"\S {3,}\S")
_GAP_LINES = 5
_PRINTED = re.compile(r"\S+")
_PAGE_START = re.compile(r" (?=\S)")


def read_text(path: Path, *, max_pages: int) -> Document:
    """Read a text dump: UTF-8, UTF-16 with a byte order mark, or else Windows-1252.

    Words carry the line they stand on, counted from 1 over the file with blank lines counted, so that a
    gap in the numbers shows where the printed boxes end. Pages end at form feeds; in a dump without any,
    a line that starts with exactly one space is the first of a page (the mark of Apache PDFBox).

    A running line that pdftotext printed behind a broken word has the next line's number, which is blank.

    In a dump with gaps between words, as ``pdftotext -layout`` makes it, words carry their indents, too.

    Raises ``Unreadable``: undecodable_text, empty_file, too_large.
    """
    words = list(_words(decoded(path.read_bytes())))
    if not words:
        raise Unreadable("empty_file", "a text file without a word. Export the report again.")
    page_count = words[-1].page
    if page_count > max_pages:
        raise Unreadable("too_large", f"{page_count} pages; the limit is {max_pages}.")
    by_page = {number: tuple(found) for number, found in groupby(words, key=lambda word: word.page)}
    pages = tuple(Page(number, by_page.get(number, ())) for number in range(1, page_count + 1))
    return Document(medium="text", reader="text", pages=pages)


def printed_lines(path: Path) -> list[str]:
    """The lines of a text dump; the first is the one that words carry as line 1.

    Raises ``Unreadable`` (undecodable_text).
    """
    return LINE_END.split(decoded(path.read_bytes()))


def _words(text: str) -> Iterator[Word]:
    has_form_feeds = "\f" in text.strip()
    lines = LINE_END.split(text)
    if has_form_feeds:
        lines = running_lines_apart(lines)
    keeps_gaps = sum(_GAP.search(line) is not None for line in lines) >= _GAP_LINES
    page = 1
    anything = False
    for line_no, line in enumerate(lines, start=1):
        if not has_form_feeds and anything and _PAGE_START.match(line.translate(_BLANKS)):
            page += 1
        for part_no, part in enumerate(line.split("\f")):
            page += has_form_feeds and part_no > 0
            for word, indent in _indented(part) if keeps_gaps else _unindented(part):
                anything = True
                yield Word(word, page, line_no=line_no, indent=indent)


def _indented(line: str) -> Iterator[tuple[str, int]]:
    for found in _PRINTED.finditer(line):
        for word in printed_words(found[0]):
            yield word, found.start()


def _unindented(line: str) -> Iterator[tuple[str, None]]:
    for word in printed_words(line):
        yield word, None
