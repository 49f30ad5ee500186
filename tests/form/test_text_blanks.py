"""Random reports with cells left blank, names too, as dumps in every order: nothing wrong is read."""

from pathlib import Path
from random import Random

import pytest

from pipelines.form import match
from pipelines.read import read_document
from tests.corpus import draw_reportlab
from tests.corpus.blanks import with_blanks
from tests.corpus.blocks import Block, Piece, TableBlock
from tests.corpus.dump_orders import available_orders, dump
from tests.corpus.layout import lay_out
from tests.corpus.random_reports import random_report
from tests.form.printed_values import said_wrongly


def _pieces(blocks: list[Block]) -> list[Piece]:
    pieces: list[Piece] = []
    for block in blocks:
        if isinstance(block, TableBlock):
            pieces += [piece for row in (block.header, *block.rows) for cell in row for piece in cell.pieces]
        else:
            pieces.append(block.piece)
    return pieces


@pytest.mark.parametrize(("seed", "share"), [(1, 0.0), (2, 0.05)])
def test_blank_cells_shift_no_value(tmp_path: Path, seed: int, share: float) -> None:
    random = Random(seed)
    report = random_report(random, 0)
    blocks = with_blanks(lay_out(report), random, share)
    pdf = draw_reportlab.draw(report, blocks).content
    for order in available_orders():
        path = tmp_path / "dump.txt"
        path.write_text(dump(report, blocks, pdf, order), encoding="utf-8")
        assert said_wrongly(match(read_document(path)), _pieces(blocks)) == []
