"""Other layouts print the same report: no value is lost or doubled or gets another place in the form."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest

from benchmarks.random_corpus import jobs
from tests.corpus.blocks import Block, Caption, Cell, Piece, TableBlock
from tests.corpus.hypotheses import HYPOTHESES, NAMES, laid_out_as, random_layout
from tests.corpus.labels import not_reported
from tests.corpus.layout import lay_out
from tests.corpus.model import Producer
from tests.corpus.producers import draw_many, skipped_producers
from tests.corpus.random_reports import random_report
from tests.corpus.style import Style

WAYS = [(subject, name) for subject, ways in HYPOTHESES.items() for name in ways]
EVERY_WAY = [(subject, name) for subject, names in NAMES.items() for name in names]
REPORTS = [lay_out(random_report(Random(f"layout {number}"), number)) for number in range(8)]
# Item and column of what a layout leaves out: the totals of regions, the subtotal of no lines.
LEFT_OUT = {
    ("regions", "components_alone"): r"regional_spending(\.total)? spending",
    **{("empty", name): r"administrative_spending\.subtotal .*" for name in HYPOTHESES["empty"]},
}


@pytest.mark.parametrize(("subject", "name"), WAYS)
def test_a_layout_prints_each_value_once_in_its_place(subject: str, name: str) -> None:
    without = LEFT_OUT.get((subject, name), "")
    for blocks in REPORTS:
        laid_out = laid_out_as(blocks, {subject: name})
        assert _places(laid_out, without) == _places(blocks, without)


@pytest.mark.parametrize(("subject", "name"), EVERY_WAY)
def test_the_benchmark_draws_each_layout_by_its_name(subject: str, name: str) -> None:
    (job,) = jobs(3, 1, ["reportlab"], ["full"], [(subject, name)])
    assert job.layout == f"{subject}={name}"


@pytest.mark.parametrize(("subject", "name"), [way for way in WAYS if way[0] != "negative"])
def test_a_layout_differs_from_the_form(subject: str, name: str) -> None:
    assert any(laid_out_as(blocks, {subject: name}) != blocks for blocks in REPORTS)


def test_layouts_are_drawn_by_chance_and_the_same_again() -> None:
    layouts = [random_layout(Random(number)) for number in range(40)]
    assert layouts == [random_layout(Random(number)) for number in range(40)]
    assert {way for layout in layouts for way in layout.items()} == set(EVERY_WAY)


def test_a_name_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError, match="upside_down"):
        laid_out_as(REPORTS[0], {"headers": "upside_down"})


def test_what_components_spent_in_a_region_adds_up_to_its_total() -> None:
    rows = [
        [_number(cell) for cell in row[1:]]
        for blocks in REPORTS
        for table in _tables(laid_out_as(blocks, {"regions": "components"}))
        if table.name == "regional_spending"
        for row in table.rows
    ]
    assert len(rows) > 20
    assert [row for row in rows if sum(row[:-1]) != row[-1]] == []


def test_an_empty_table_says_so_once_for_all_its_columns_or_is_a_header_or_nothing() -> None:
    sentences = {
        name: [
            piece
            for blocks in REPORTS
            for piece in _pieces(laid_out_as(blocks, {"empty": name}))
            if _is_sentence(piece)
        ]
        for name in HYPOTHESES["empty"]
    }
    said = {name: {one.text for one in some} for name, some in sentences.items()}
    assert said == {"row": {not_reported()}, "sentence": {not_reported()}, "header": set(), "nothing": set()}


@pytest.mark.parametrize("name", HYPOTHESES["pages"])
def test_a_table_goes_on_with_its_rows_in_order(name: str) -> None:
    for blocks in REPORTS:
        before, after = (
            [piece for piece in _pieces(some) if piece.row_no and not piece.item.endswith(".repeated")]
            for some in (blocks, laid_out_as(blocks, {"pages": name}))
        )
        assert after == before


@pytest.mark.parametrize(
    "producer", ["reportlab", "typst", pytest.param("weasyprint", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("name", HYPOTHESES["pages"])
def test_a_table_goes_on_on_a_new_page(name: str, producer: Producer) -> None:
    if remedy := skipped_producers().get(producer):
        pytest.skip(f"{producer} is not installed (on Debian: {remedy})")
    report = random_report(Random("layout 0"), 0)
    blocks = laid_out_as(lay_out(report), {"pages": name})
    both = [(report, some, Style()) for some in (blocks, _on_one_page(blocks))]
    broken, whole = [drawing.page_count for drawing in draw_many(producer, both)]
    assert broken > whole


@pytest.mark.parametrize(
    ("layout", "printed"),
    [("decimal", {"73%": "73,0 %", "12,5%": "12,5 %"}), ("share", {"73%": "0,73", "12,5%": "0,125"})],
)
def test_percentages_are_written_otherwise(layout: str, printed: dict[str, str]) -> None:
    def cell(text: str) -> TableBlock:
        piece = Piece("6.1", "purpose_indicators", 1, "effective_current", text, "value")
        return TableBlock("purpose_indicators", (), ((Cell((text,), (piece,)),),), (1.0,), ())

    found = laid_out_as([cell(text) for text in printed], {"percent": layout})
    assert [piece.text for piece in _pieces(found)] == list(printed.values())


def _on_one_page(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` without the new pages that a layout begins."""
    return [replace(one, new_page=False) if isinstance(one, Caption | TableBlock) else one for one in blocks]


def _tables(blocks: Sequence[Block]) -> list[TableBlock]:
    return [block for block in blocks if isinstance(block, TableBlock)]


def _number(cell: Cell) -> int:
    (piece,) = cell.pieces
    return int(piece.text.replace(".", "")) if piece.status == "value" else 0


def _pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, TableBlock):
            yield from (piece for row in block.rows for cell in row for piece in cell.pieces)
        else:
            yield block.piece


def _is_sentence(piece: Piece) -> bool:
    """Whether ``piece`` says that nothing is reported in a table."""
    return piece.status == "not_reported" and ("|" in piece.column or piece.item == "executors")


def _places(blocks: Sequence[Block], without: str) -> Counter[tuple[str, int | None, str]]:
    """How often each item, row and column holds a value. What the form prints itself is left out, and what
    only another layout prints: sums and rows carried over a page, a component's share of a region, and the
    sentence that stands for a table.
    """
    return Counter(
        (one.item, one.row_no, one.column)
        for one in _pieces(blocks)
        if one.section != "page"
        and not one.item.endswith((".caption", ".label", ".repeated"))
        and not one.column.startswith("component_")
        and not _is_sentence(one)
        and not re.fullmatch(without, f"{one.item} {one.column}")
    )
