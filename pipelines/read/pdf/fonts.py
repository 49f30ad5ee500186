"""Whether a font says which letters its glyphs are."""

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.encodingdb import name2unicode
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral, literal_name

_NAMING = re.compile(rb"\b(beginbfchar|beginbfrange|usecmap)\b")  # how a CMap gives characters
_NUMBERED = re.compile(r"[A-Za-z]{1,5}(\d+)")


def guesses_letters(page: PDFPage) -> bool:
    """Whether a font of ``page`` gives glyphs names that say nothing. pdfminer then takes the letter that the
    code would be in the standard encoding, which is as good as any.

    A name that repeats the code, as "a65" does, is how some programs write just that letter.
    """
    return any(map(_says_nothing, _fonts(page)))


def forget_numbers(page: PDFPage) -> None:
    """Take from the fonts of ``page`` tables of characters that hold none, but the numbers of glyphs again,
    which pdfminer takes for characters.
    """
    for font in _fonts(page):
        names = resolve1(font.get("ToUnicode"))
        if isinstance(names, PDFStream) and not _NAMING.search(names.get_data()):
            del font["ToUnicode"]


def _fonts(page: PDFPage) -> Iterator[dict[str, Any]]:
    return map(dict_value, dict_value(dict_value(page.resources).get("Font", {})).values())


def _says_nothing(font: dict[str, Any]) -> bool:
    encoding = resolve1(font.get("Encoding"))
    if "ToUnicode" in font or not isinstance(encoding, dict):
        return False
    code = 0
    for entry in map(resolve1, list_value(encoding.get("Differences", []))):
        if isinstance(entry, PSLiteral):
            if not _is_name(literal_name(entry), code):
                return True
            code += 1
        elif isinstance(entry, int):
            code = entry
    return False


def _is_name(name: str, code: int) -> bool:
    numbered = _NUMBERED.fullmatch(name)
    if name == ".notdef" or (numbered and int(numbered[1]) == code):
        return True
    try:
        return bool(name2unicode(name))
    except (KeyError, ValueError):
        return False
