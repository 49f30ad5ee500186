"""A finished PDF as a drawing: how many pages it has, and where tables' headers stand again."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from threading import Lock

import pypdfium2 as pdfium

from tests.corpus.blocks import Block, Body, Drawing, Field, Row, TableBlock
from tests.corpus.style import Style

_ONE_THREAD = Lock()  # PDFium crashes when two threads are in it


def pdf_drawing(
    content: bytes,
    blocks: Sequence[Block],
    footers: Sequence[str],
    style: Style | None = None,
    password: str | None = None,
) -> Drawing:
    """The drawing of ``blocks`` in the PDF ``content``; ``footers`` is what its producer put on the pages.
    Turned headers count as printed once: some producers draw them after everything else on the page.

    Raises ValueError where a table's header or any letter of the blocks is not on the pages.
    """
    pages = page_letters(content, password)
    # Hyphens at the end of lines are told in many ways.
    drawn, due = "".join(pages), _squeezed("".join(_texts(blocks))).replace("-", "")
    lost = Counter(due) - Counter(drawn)
    if lost:
        raise ValueError(f"the producer lost letters: {''.join(sorted(lost.elements()))}")
    # Some producers draw the footer before everything else.
    running = [_squeezed(footer) for footer in footers] or [""] * len(pages)
    watermark = style.watermark if style else ""
    bodies = [
        page.replace(watermark, "").removeprefix(footer).removesuffix(footer)
        for page, footer in zip(pages, running, strict=True)
    ]
    if style and style.turned_headers:
        prints = (1,) * sum(isinstance(block, TableBlock) for block in blocks)
    else:
        prints = header_prints(bodies, blocks)
    return Drawing(content, tuple(footers), prints, len(pages), watermark)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case TableBlock():
                yield from (
                    line for row in (block.header, *block.rows) for cell in row for line in cell.lines
                )
            case Field(label, value, _, _):
                yield label + value
            case Body(value, _):
                yield value
            case _:
                yield block.piece.text


def page_letters(content: bytes, password: str | None = None) -> list[str]:
    """The letters of each page in the order they were drawn, without white space."""
    with _ONE_THREAD, pdfium.PdfDocument(io.BytesIO(content), password) as document:
        return [_squeezed(page.get_textpage().get_text_range()) for page in document]


def header_prints(pages: Sequence[str], blocks: Sequence[Block]) -> tuple[int, ...]:
    """How often each table's header stands on ``pages`` (as from ``page_letters``).

    The first time its table's first row follows it; again it stands at the top of a page, and what
    follows is a later row. Raises ValueError where a table has no header on the pages.
    """
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    headers = [_letters(table.header) for table in tables]
    starts = [header + _first_letters(table) for header, table in zip(headers, tables, strict=True)]
    prints = [0] * len(tables)
    begun = 0
    for page in pages:
        place = 0
        again = begun > 0 and page.startswith(headers[begun - 1])
        if again and not (begun < len(tables) and page.startswith(starts[begun])):
            prints[begun - 1] += 1
            place = len(headers[begun - 1])
        while begun < len(tables) and (found := page.find(starts[begun], place)) >= 0:
            prints[begun] = 1
            place = found + len(headers[begun])
            begun += 1
        if begun < len(tables) and page.endswith(headers[begun]):
            # The header alone at a page's foot.
            prints[begun] = 1
            begun += 1
    if begun < len(tables):
        raise ValueError(f"no header on the pages: {tables[begun].name}")
    return tuple(prints)


def _first_letters(table: TableBlock) -> str:
    """Enough of the first row to tell it from another, and no more than stays on its page if it is cut; none
    where the table is a header alone.
    """
    cells = table.rows[0] if table.rows else ()
    return next((letters for cell in cells if (letters := _squeezed(cell.lines[0]))), "")[:12]


def _letters(row: Row) -> str:
    return _squeezed("".join(line for cell in row for line in cell.lines))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\ufffe\x02\xad]", "", text)


def page_count(content: bytes) -> int:
    """How many pages the PDF has."""
    document = pdfium.PdfDocument(io.BytesIO(content))
    try:
        return len(document)
    finally:
        document.close()
