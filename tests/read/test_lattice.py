from dataclasses import dataclass
from typing import cast

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.page import Page
from pdfplumber.table import TableFinder, TableSettings

from pipelines.read.pdf.lattice import SAME_RULE, tables_of
from pipelines.read.pdf.rules import Edge, edge

_SETTINGS = TableSettings(
    snap_tolerance=SAME_RULE, join_tolerance=SAME_RULE, intersection_tolerance=SAME_RULE
)

_STEP = 16.0  # points: lines far apart, so that nothing is snapped and their places are exact
_SIDES = [(line, cell, is_level) for line in range(4) for cell in range(3) for is_level in (True, False)]
_slips = st.lists(
    st.sampled_from([0.0, 0.0, 2.5, -2.0, -2.5, -5.5]), min_size=len(_SIDES), max_size=len(_SIDES)
)


@st.composite
def _drawings(draw: st.DrawFn) -> list[Edge]:
    """Three times three cells: some sides left out, others too long, too short or just meeting."""
    missing = draw(st.sets(st.sampled_from(_SIDES), max_size=12))
    return [
        _side(line * _STEP, cell * _STEP - slip, (cell + 1) * _STEP + slip, is_level=is_level)
        for (line, cell, is_level), slip in zip(_SIDES, draw(_slips), strict=True)
        if (line, cell, is_level) not in missing
    ]


def _side(at: float, start: float, end: float, *, is_level: bool) -> Edge:
    return edge(start, at, end, at, "h") if is_level else edge(at, start, at, end, "v")


@dataclass
class _Drawn:
    edges: list[Edge]


@given(_drawings())
def test_the_tables_are_those_of_pdfplumber(edges: list[Edge]) -> None:
    expected = TableFinder(cast(Page, _Drawn(edges)), _SETTINGS).tables
    assert [table.cells for table in tables_of(edges)] == [table.cells for table in expected]


def test_neighbouring_strokes_are_one_rule_in_their_middle() -> None:
    frame = [
        edge(0, 0, 90, 0, "h"),
        edge(0, 60, 90, 60, "h"),
        edge(0, 0, 0, 60, "v"),
        edge(90, 0, 90, 60, "v"),
    ]
    (table,) = tables_of([*frame, edge(0, 28, 90, 28, "h"), edge(0, 32, 90, 32, "h")])
    assert table.cells == [(0, 0, 90, 30), (0, 30, 90, 60)]
