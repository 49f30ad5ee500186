"""What has to be put right about single letters of a PDF before they become words."""

import re
from typing import Any

from pipelines.read.characters import UNKNOWN

Letter = dict[str, Any]
"""One of pdfplumber's ``chars``."""

SAME_PLACE = 1.05
"""Points. How far apart at most a letter is printed twice to look bold."""

SAME_SHARE = 0.7
"""Of a letter's width. Two equal letters of a word, even "ll" in small print, stand further apart."""

LOWEST, USUAL_DESCENT = 0.6, 0.22
"""Shares of the font size that letters reach below their base line, at most and usually. Some fonts state any
number, with which their letters would stand on other lines, or off the page.
"""

_GLYPH_NUMBER = re.compile(r"\(cid:(\d+)\)")  # how pdfminer writes such a glyph

# ISO 32000-1, D.2: the codes that WinAnsiEncoding leaves unused are bullets. ReportLab writes the first one.
_BULLETS = frozenset({"127", "129", "141", "143", "144", "157"})
_STANDARD_FONTS = ("Helvetica", "Times-", "Courier")


def is_printed_again(right: float, down: float, width: float) -> bool:
    """Whether a letter so far (in points) from an equal one, which is ``width`` wide, is the same again."""
    return abs(right) < min(SAME_PLACE, SAME_SHARE * width) and abs(down) < SAME_PLACE


def printed_letter(letter: Letter) -> str:
    """The text of ``letter``: of a glyph that pdfminer only knows the number of, what it stands for."""
    text = str(letter["text"])
    glyph = _GLYPH_NUMBER.fullmatch(text)
    if glyph is None:
        return text
    is_standard = str(letter.get("fontname", "")).startswith(_STANDARD_FONTS)
    return "\N{BULLET}" if is_standard and glyph[1] in _BULLETS else UNKNOWN


def on_its_line(letter: Letter) -> Letter:
    """``letter`` with the usual place about its base line where its font states one that cannot be."""
    a, _, _, d, _, base = letter["matrix"]
    size = letter["size"]
    if not (a > 0 and d > 0) or -LOWEST * size <= letter["y0"] - base <= 0.01 * size:
        return letter
    down = letter["y0"] - base + USUAL_DESCENT * size
    return {**letter, "top": letter["top"] + down, "bottom": letter["bottom"] + down}
