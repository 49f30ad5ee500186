"""Random reports with cells left blank, names too, in every rule style and order: nothing wrong is read."""

from itertools import product
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.form import match
from pipelines.read import read_document
from tests.corpus import draw_reportlab
from tests.corpus.blanks import with_blanks
from tests.corpus.blocks import Block, Piece, TableBlock
from tests.corpus.dump_orders import Order, available_orders, dump
from tests.corpus.layout import lay_out
from tests.corpus.random_reports import random_report
from tests.corpus.style import Rules, Style
from tests.form.printed_values import said_wrongly


def _pieces(blocks: list[Block]) -> list[Piece]:
    pieces: list[Piece] = []
    for block in blocks:
        if isinstance(block, TableBlock):
            pieces += [piece for row in (block.header, *block.rows) for cell in row for piece in cell.pieces]
        else:
            pieces.append(block.piece)
    return pieces


SEEDS = st.integers(0, 10**6)
LOOKS = st.sampled_from(list(product(get_args(Rules), available_orders())))


@pytest.mark.slow
@settings(max_examples=30)
@given(SEEDS, SEEDS, st.sampled_from([0.0, 0.05, 0.1, 0.3, 0.5]), LOOKS)
def test_blank_cells_shift_no_value(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    blank_seed: int,
    share: float,
    look: tuple[Rules, Order],
) -> None:
    rules, order = look
    if order == "pdftotext_layout":  # it keeps no room between rows, so rows without a name have no beginning
        share = min(share, 0.1)
    report = random_report(Random(seed), 0)
    blocks = with_blanks(lay_out(report), Random(blank_seed), share)
    pdf = draw_reportlab.draw(report, blocks, Style(rules=rules)).content
    path = tmp_path_factory.mktemp("dump") / "dump.txt"
    path.write_text(dump(report, blocks, pdf, order), encoding="utf-8")
    assert said_wrongly(match(read_document(path)), _pieces(blocks)) == []


@settings(max_examples=30)
@given(SEEDS, SEEDS, st.sampled_from([0.2, 0.5, 0.7]))
def test_many_blank_cells_side_by_side_shift_no_value(
    tmp_path_factory: pytest.TempPathFactory, seed: int, blank_seed: int, share: float
) -> None:
    report = random_report(Random(seed), 0)
    blocks = with_blanks(lay_out(report), Random(blank_seed), share)
    path = tmp_path_factory.mktemp("dump") / "dump.txt"
    path.write_text(dump(report, blocks, b"", "pdfbox"), encoding="utf-8")
    assert said_wrongly(match(read_document(path)), _pieces(blocks)) == []
