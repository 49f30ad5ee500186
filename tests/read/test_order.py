from collections.abc import Iterable

from pipelines.read.document import Box, Word
from pipelines.read.pdf.order import PlacedWords

PAGE = Box(0, 0, 600, 800)


def word(text: str, x0: float, top: float, height: float = 9) -> Word:
    return Word(text, 1, box=Box(x0, top, x0 + 20, top + height))


def in_order(words: Iterable[Word], box: Box = PAGE) -> list[str]:
    return [found.text for found in PlacedWords(words).in_reading_order(box)]


def test_lines_run_from_top_to_bottom_and_from_left_to_right() -> None:
    words = [word("d", 50, 112), word("b", 50, 100), word("c", 10, 112), word("a", 10, 100)]
    assert in_order(words) == ["a", "b", "c", "d"]


def test_print_of_another_size_stands_on_the_same_line() -> None:
    words = [word("label", 10, 100, height=12), word("value", 50, 102.5, height=9)]
    assert in_order(reversed(words)) == ["label", "value"]


def test_shifted_cells_do_not_chain_two_lines_into_one() -> None:
    # Each is 3 points below its left neighbour, so that "d" stands a whole line below "a".
    words = [
        word("a", 10, 100),
        word("b", 40, 103),
        word("c", 70, 106),
        word("d", 100, 109),
        word("e", 10, 111),
    ]
    assert in_order(reversed(words)) == ["a", "b", "c", "d", "e"]


def test_words_whose_centre_is_outside_a_box_are_left_out() -> None:
    words = [
        word("right", 50, 100),
        word("on the border", 91, 100),
        word("left", 10, 100),
        word("below", 10, 112),
    ]
    assert in_order(words, Box(10, 95, 100, 110)) == ["left", "right"]


def test_no_words_have_no_order() -> None:
    assert in_order([]) == []
