from pipelines.read.document import Box, Word
from pipelines.read.order import in_reading_order


def word(text: str, x0: float, top: float, height: float = 9) -> Word:
    return Word(text, 1, box=Box(x0, top, x0 + 20, top + height))


def test_lines_run_from_top_to_bottom_and_from_left_to_right() -> None:
    words = [word("d", 50, 112), word("b", 50, 100), word("c", 10, 112), word("a", 10, 100)]
    assert [found.text for found in in_reading_order(words)] == ["a", "b", "c", "d"]


def test_print_of_another_size_stands_on_the_same_line() -> None:
    words = [word("label", 10, 100, height=12), word("value", 50, 102.5, height=9)]
    assert [found.text for found in in_reading_order(reversed(words))] == ["label", "value"]


def test_shifted_cells_do_not_chain_two_lines_into_one() -> None:
    # Each is 3 points below its left neighbour, so that "d" stands a whole line below "a".
    words = [
        word("a", 10, 100),
        word("b", 40, 103),
        word("c", 70, 106),
        word("d", 100, 109),
        word("e", 10, 111),
    ]
    assert [found.text for found in in_reading_order(reversed(words))] == ["a", "b", "c", "d", "e"]


def test_no_words_have_no_order() -> None:
    assert in_reading_order([]) == []
