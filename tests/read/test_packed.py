import pickle

from pipelines.read import Box, Cell, Grid, Page, Word
from pipelines.read.packed import LONG, Packed, pack_if_long

WORD = Word("Total", 1, box=Box(1, 2, 3, 4))
PAGES = [
    Page(no, (WORD,), 600, 800, (Grid(no, Box(0, 0, 9, 9), ((Cell(Box(0, 0, 9, 9), (WORD,)), None),)),))
    for no in range(1, LONG + 2)
]


def test_pages_come_out_as_they_went_in() -> None:
    packed = Packed(PAGES)
    assert list(packed) == PAGES
    assert (packed[-1], packed[1:3], len(packed)) == (PAGES[-1], PAGES[1:3], len(PAGES))
    assert list(pickle.loads(pickle.dumps(packed))) == PAGES


def test_a_word_in_a_cell_is_still_the_word_of_the_page() -> None:
    page = Packed(PAGES[:1])[0]
    cell = page.grids[0].rows[0][0]
    assert cell is not None
    assert cell.words[0] is page.words[0]


def test_only_long_documents_are_packed() -> None:
    assert isinstance(pack_if_long(iter(PAGES), len(PAGES)), Packed)
    assert pack_if_long(iter(PAGES[:LONG]), LONG) == tuple(PAGES[:LONG])
