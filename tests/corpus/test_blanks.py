"""Blank cells: which are left blank, and which never."""

from random import Random

from tests.corpus.blanks import REGIONS, with_blanks
from tests.corpus.blocks import TableBlock
from tests.corpus.layout import lay_out
from tests.corpus.random_reports import random_report


def test_names_are_left_blank_too_but_no_label_of_the_form_and_no_whole_row() -> None:
    blocks = lay_out(random_report(Random(5), 1))
    blanked = with_blanks(blocks, Random(5), 0.5)
    tables = [block for block in blanked if isinstance(block, TableBlock)]
    rows = [(table.name, row) for table in tables for row in table.rows]
    assert all(any(not cell.empty for cell in row) for _, row in rows)
    labelled = [row for _, row in rows if row[0].pieces and "." in row[0].pieces[0].item]
    assert not any(row[0].empty for row in labelled)
    nameless = {name for name, row in rows if row[0].pieces and row[0].pieces[0].status == "blank"}
    assert {"components", "component_spending"} <= nameless
    assert with_blanks(blocks, Random(5), 0) == list(blocks)


def test_the_zero_of_a_region_stays() -> None:
    zeros = 0
    for seed in range(20):
        blocks = lay_out(random_report(Random(seed), seed))
        for before, after in zip(blocks, with_blanks(blocks, Random(seed), 0.9), strict=True):
            if isinstance(before, TableBlock) and isinstance(after, TableBlock) and before.name in REGIONS:
                printed = [row[-1].lines for row in before.rows if row[-1].lines == ("0",)]
                zeros += len(printed)
                assert [row[-1].lines for row in after.rows if row[-1].lines == ("0",)] == printed
    assert zeros > 1
