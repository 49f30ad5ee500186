"""Words of letters that do not stand level: watermarks, stamps and text along the margin."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from pipelines.read.characters import printed_words
from pipelines.read.document import Box, Word

SAME_DIRECTION = 1.0
"""Degrees by which the letters of one word may be turned against each other."""

NEXT_LETTER = 1.2
"""Times its height that a letter's middle may be from that of the next one of a word."""


def turned_words(letters: list[dict[str, Any]], number: int) -> list[Word]:
    """The words of page ``number`` that ``letters``, in the order of printing, make along their own line.

    A letter has ``text``, its box (``x0``, ``top``, ``x1``, ``bottom``), ``size`` and ``degrees``.
    """
    return [
        Word(text, number, _around(word))
        for word in _runs(letters)
        for text in printed_words("".join(letter["text"] for letter in word))
    ]


def _runs(letters: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    word: list[dict[str, Any]] = []
    for letter in letters:
        if letter["text"].isspace():
            if word:
                yield word
            word = []
            continue
        if word and not _goes_on(word[-1], letter):
            yield word
            word = []
        word.append(letter)
    if word:
        yield word


def _goes_on(letter: dict[str, Any], following: dict[str, Any]) -> bool:
    if abs(letter["degrees"] - following["degrees"]) > SAME_DIRECTION:
        return False
    return bool(math.dist(_middle(letter), _middle(following)) < NEXT_LETTER * letter["size"])


def _middle(letter: dict[str, Any]) -> tuple[float, float]:
    return (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2


def _around(word: list[dict[str, Any]]) -> Box:
    return Box(
        min(letter["x0"] for letter in word),
        min(letter["top"] for letter in word),
        max(letter["x1"] for letter in word),
        max(letter["bottom"] for letter in word),
    )
