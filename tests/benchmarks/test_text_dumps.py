"""The benchmark of text dumps: what is decidable is read, and something wrong would be seen."""

from dataclasses import replace
from pathlib import Path

from benchmarks.random_corpus import draw, jobs
from benchmarks.text_dumps import read_dump
from tests.corpus.blocks import Field


def test_a_dump_is_read_and_counted(tmp_path: Path) -> None:
    ((drawn,), failed) = draw(jobs(7, 1, ["reportlab"], ["full"]), tmp_path)
    assert not failed
    outcome = read_dump(drawn, "pdfminer")
    assert outcome.wrong == []
    assert outcome.printed.total() > outcome.exact.total() >= outcome.decided.total() > 0
    assert outcome.decidable["coverage"] == outcome.decided["coverage"] == 10


def test_a_value_that_is_not_printed_is_wrong(tmp_path: Path) -> None:
    ((drawn,), _) = draw(jobs(7, 1, ["reportlab"], ["full"]), tmp_path)
    blocks = [
        replace(block, piece=replace(block.piece, text="Otro"))
        if isinstance(block, Field) and block.piece.item == "purpose"
        else block
        for block in drawn.job.blocks
    ]
    outcome = read_dump(replace(drawn, job=replace(drawn.job, blocks=blocks)), "pdfminer")
    assert [key[1] for _, key in outcome.wrong] == ["purpose"]
