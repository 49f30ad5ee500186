from hypothesis import given
from hypothesis import strategies as st

from pipelines.read import Box

_edges = st.lists(st.integers(0, 1000), min_size=2, max_size=2, unique=True).map(sorted)
_boxes = st.builds(lambda x, y: Box(x[0], y[0], x[1], y[1]), _edges, _edges)


@given(word=_boxes, border=st.integers(0, 1000))
def test_of_two_neighbours_exactly_one_holds_a_word(word: Box, border: int) -> None:
    left, right = Box(-1, -1, border, 1001), Box(border, -1, 1001, 1001)
    assert left.holds_centre_of(word) != right.holds_centre_of(word)
