"""Words of letters that do not stand level: watermarks, stamps and text along the margin."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from pipelines.read.characters import printed_words
from pipelines.read.document import Box, Word
from pipelines.read.pdf.words import WORD_GAP

SAME_DIRECTION = 1.0
"""Degrees by which the letters of one word may be turned against each other."""

BACK = 0.5
"""Times its height that the next letter of a word may stand back: accents and kerning do, a new line more."""


def turned_words(letters: list[dict[str, Any]], number: int) -> list[Word]:
    """The words of page ``number`` that ``letters``, in the order of printing, make along their own line.

    A letter has ``text``, its box (``x0``, ``top``, ``x1``, ``bottom``), ``size`` and ``degrees``.
    """
    return [
        Word(text, number, _around(word))
        for word in _runs(letters)
        for text in printed_words("".join(letter["text"] for letter in word))
    ]


def by_right_angle(letters: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """``letters`` that stand at a right angle to the lines of the page, and the others."""
    sideways = [letter for letter in letters if abs(abs(letter["degrees"]) - 90) < SAME_DIRECTION]
    return sideways, [letter for letter in letters if abs(abs(letter["degrees"]) - 90) >= SAME_DIRECTION]


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
    (x, y), (x2, y2) = _middle(letter), _middle(following)
    angle, size = math.radians(letter["degrees"]), letter["size"]
    along = (x2 - x) * math.cos(angle) - (y2 - y) * math.sin(angle)
    across = (x2 - x) * math.sin(angle) + (y2 - y) * math.cos(angle)
    gap = along - (_advance(letter) + _advance(following)) / 2
    return bool(abs(across) < BACK * size and -BACK * size < gap <= WORD_GAP * size)


def _advance(letter: dict[str, Any]) -> float:
    """The width of a letter along its line, from the box around the turned letter."""
    wide, high, size = letter["x1"] - letter["x0"], letter["bottom"] - letter["top"], letter["size"]
    sine, cosine = (abs(part(math.radians(letter["degrees"]))) for part in (math.sin, math.cos))
    return float((wide - size * sine) / cosine if cosine > sine else (high - size * cosine) / sine)


def _middle(letter: dict[str, Any]) -> tuple[float, float]:
    return (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2


def _around(word: list[dict[str, Any]]) -> Box:
    return Box(
        min(letter["x0"] for letter in word),
        min(letter["top"] for letter in word),
        max(letter["x1"] for letter in word),
        max(letter["bottom"] for letter in word),
    )
