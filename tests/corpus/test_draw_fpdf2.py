"""What fpdf2 leaves to its users: a row of boxes that does not fit goes to the next page as a whole."""

import io

import pdfplumber

from tests.corpus.blocks import Cell, TableBlock
from tests.corpus.draw_fpdf2 import new_sheet, put_all
from tests.corpus.style import Style

ROW = ("Cobertura", "157,9%", "105,1%")
TABLE = TableBlock("coverage", tuple(Cell((text,), ()) for text in ("", "2022", "2023")),
                   (tuple(Cell((text,), ()) for text in ROW),) * 2, (0.4, 0.2, 0.2), ())  # fmt: skip


def test_no_row_of_boxes_is_torn_where_the_page_ends() -> None:
    pdf = new_sheet("", "Ensayo", Style(rules="nested"))
    for halves in range(120):
        pdf.add_page()
        pdf.set_y(pdf.page_break_trigger - halves / 2)
        put_all(pdf, [TABLE])
    with pdfplumber.open(io.BytesIO(bytes(pdf.output()))) as found:
        words = [[word["text"] for word in page.extract_words()] for page in found.pages]
    rows = [[page.count(text) for text in ROW] for page in words]
    assert [row for row in rows if len(set(row)) > 1] == []
    assert sum(row[0] for row in rows) == 2 * 120
