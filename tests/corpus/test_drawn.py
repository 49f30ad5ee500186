"""Where a table's header stands in a drawing."""

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.corpus import draw_reportlab
from tests.corpus.blocks import Cell, TableBlock
from tests.corpus.drawn import header_prints, pdf_drawing
from tests.corpus.layout import lay_out
from tests.corpus.programmes import sample_reports
from tests.corpus.sample import PROJECT, SAMPLE

REPORT = next(report for report in sample_reports() if report.file == "oficios_lunares_2019.pdf")


def table(name: str, header: str, *rows: str) -> TableBlock:
    cells = [(Cell((row,), ()), Cell(("x",), ())) for row in rows]
    return TableBlock(name, (Cell((header,), ()), Cell(("",), ())), tuple(cells), (0.5, 0.5), ())


FIRST = table("first", "Nombre", "Ana", "Eva")
SECOND = table("second", "Nombre", "Luz", "Sol")


def test_a_header_is_counted_once_where_its_rows_begin() -> None:
    assert header_prints(["NombreAnaxEvaxNombreLuzxSolx"], [FIRST, SECOND]) == (1, 1)


def test_a_header_at_the_top_of_the_next_page_is_printed_again() -> None:
    assert header_prints(["NombreAnax", "NombreEvaxtextoNombreLuzxSolx"], [FIRST, SECOND]) == (2, 1)


def test_the_next_table_with_the_same_header_is_no_repetition() -> None:
    assert header_prints(["NombreAnaxEvax", "NombreLuzxSolx"], [FIRST, SECOND]) == (1, 1)


def test_a_header_alone_at_the_foot_of_a_page_counts() -> None:
    assert header_prints(["textoNombre", "NombreAnaxEvax"], [FIRST]) == (2,)
    assert header_prints(["textoNombre", "AnaxEvax"], [FIRST]) == (1,)


def test_a_table_that_was_not_drawn_is_an_error() -> None:
    with pytest.raises(ValueError, match="second"):
        header_prints(["NombreAnaxEvax"], [FIRST, SECOND])


def test_a_drawing_that_lost_a_row_is_an_error() -> None:
    blocks = lay_out(REPORT)
    drawing = draw_reportlab.draw(REPORT, blocks)
    place, whole = next((place, one) for place, one in enumerate(blocks) if isinstance(one, TableBlock))
    longer = replace(whole, rows=(*whole.rows, (Cell(("Quetzal",), ()), *whole.rows[-1][1:])))
    with pytest.raises(ValueError, match=r"lost letters: .*Q"):
        pdf_drawing(drawing.content, [*blocks[:place], longer, *blocks[place + 1 :]], drawing.footers)


def test_threads_that_draw_at_once_take_turns_in_pdfium() -> None:
    """In a process of its own, since PDFium crashes where two threads are in it."""
    code = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from pathlib import Path\n"
        "from tests.corpus.drawn import page_letters\n"
        f"content = Path({str(SAMPLE / REPORT.file)!r}).read_bytes()\n"
        "with ThreadPoolExecutor(4) as pool:\n"
        "    print(len(set(map(tuple, pool.map(page_letters, [content] * 100)))))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=PROJECT
    )
    assert (run.returncode, run.stdout) == (0, "1\n"), run.stderr
