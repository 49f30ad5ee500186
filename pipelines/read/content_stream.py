"""The operators of a PDF's content stream, with their operands (ISO 32000-1, 7.8.2).

pdfminer's own parser, for any PostScript, goes from one part of a token to the next; most of its time for a
page goes there. Content streams have few kinds of tokens, and one pattern finds them.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from pdfminer.psparser import LIT, PSLiteral, literal_name

_WHITE = rb"\0\t\n\f\r "
_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"[%(white)b]*+(?:"
    rb"([+-]?(?:\d++\.?+\d*+|\.\d++))(?!%(regular)b)"  # a number
    rb"|(%(regular)b++)"  # an operator
    rb"|\(((?>[^\\()]++|\\.)*+)\)"  # a string without parentheses inside
    rb"|/(%(regular)b*+)"  # a name
    rb"|<([0-9A-Fa-f%(white)b]*+)>"  # a string in hexadecimal digits
    rb"|(<<|>>|[\[\](])"
    rb"|%%[^\r\n]*+"  # a comment
    rb"|.)" % {b"white": _WHITE, b"regular": _REGULAR},
    re.DOTALL,
)
_PARENTHESIS = re.compile(rb"[()]|\\.", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_END_OF_PICTURE = re.compile(rb"[%b>]EI(?!%b)" % (_WHITE, _REGULAR))

MOST_DIGITS = 18
"""Of an integer: more than any place on a page needs."""

_CONSTANTS = {b"true": True, b"false": False, b"null": None}
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LINE_ENDS = frozenset({b"\r\n", b"\r", b"\n"})


def operators(data: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    """Each operator of ``data``, a decoded stream, with the operands since the one before it.

    Operands are numbers, bytes, names as pdfminer's literals, lists, and dictionaries by name. Pictures
    inside the stream are passed over, and so is what is damaged, as far as the next token.
    """
    operands: list[Any] = []
    around: list[list[Any]] = []  # of the lists and dictionaries that are open
    tokens = _TOKEN.finditer(data)
    while token := next(tokens, None):
        kind = token.lastindex
        if kind is None:
            continue
        text = token[kind]
        if read := _READ.get(kind):
            operands.append(read(text))
        elif kind == 2 and text in _CONSTANTS:
            operands.append(_CONSTANTS[text])
        elif kind == 2 and not around:
            if text == b"ID":
                end = _END_OF_PICTURE.search(data, token.end())
                tokens = _TOKEN.finditer(data, end.end() if end else len(data))
            else:
                yield text, operands
            operands = []
        elif kind == 6 and text == b"(":
            end_at = _end_of_string(data, token.end())
            operands.append(_unescaped(data[token.end() : end_at - 1]))
            tokens = _TOKEN.finditer(data, end_at)
        elif kind == 6 and text in {b"[", b"<<"}:
            around.append(operands)
            operands = []
        elif kind == 6 and around:
            whole = operands if text == b"]" else _by_name(operands)
            operands = around.pop()
            operands.append(whole)


def _number(text: bytes) -> int | float:
    # Python refuses to read an integer of thousands of digits.
    return float(text) if b"." in text or len(text) > MOST_DIGITS else int(text)


def _from_hex(text: bytes) -> bytes:
    digits = b"".join(text.translate(None, b"\0").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _end_of_string(data: bytes, at: int) -> int:
    """Behind the parenthesis that closes the string whose text begins at ``at``."""
    depth = 1
    for found in _PARENTHESIS.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    return len(data) + 1


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(_meant, text) if b"\\" in text else text


def _meant(escape: re.Match[bytes]) -> bytes:
    code, character = escape.groups()
    if code:
        return bytes([int(code, 8) & 255])
    return b"" if character in _LINE_ENDS else _ESCAPED.get(character, character)


@lru_cache(1024)
def _name(text: bytes) -> PSLiteral:
    plain = _CODE.sub(lambda code: bytes([int(code[1], 16)]), text)
    try:
        return LIT(plain.decode())
    except UnicodeDecodeError:
        return LIT(plain)


def _by_name(parts: list[Any]) -> dict[str, Any]:
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return {literal_name(name): value for name, value in pairs if isinstance(name, PSLiteral)}


_READ: dict[int, Callable[[bytes], object]] = {1: _number, 3: _unescaped, 4: _name, 5: _from_hex}
"""How an operand is read, by the group of the pattern that found it."""
