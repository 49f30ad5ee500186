"""Bytes as text, where the file does not have to say its encoding."""

import codecs
import re

from pipelines.read.errors import Unreadable

LINE_END = re.compile(r"\r\n|\r|\n")
# C1 controls print nothing in any text; NUL only turns up in binary data and in UTF-16 without its mark.
_NOT_TEXT = re.compile(r"[\x00\x80-\x9f]")
# "Ã" or "Â" followed by a symbol does not occur in Spanish: these are the two bytes of one UTF-8 letter.
_UTF8_LETTER = re.compile(rb"[\xc2\xc3][\x80-\xbf]")


def decoded(data: bytes) -> str:
    """``data`` as text: UTF-8, UTF-16 with a byte order mark, or else Windows-1252.

    Raises ``Unreadable`` (undecodable_text).
    """
    text, encoding = _decode(data)
    bad = _NOT_TEXT.search(text)
    if bad:
        line_no = len(LINE_END.findall(text, 0, bad.start())) + 1
        raise Unreadable(
            "undecodable_text",
            f"control character U+{ord(bad[0]):04X} on line {line_no} when read as {encoding}. "
            "Save the file as UTF-8.",
        )
    return text


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(data, "utf-16"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        if _UTF8_LETTER.search(data):
            raise Unreadable(
                "undecodable_text",
                f"UTF-8 text with a broken character at byte {error.start}. Save the file again.",
            ) from error
    return _decode_as(data, "cp1252"), "Windows-1252"


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            "undecodable_text",
            f"byte {error.start} (0x{data[error.start]:02X}) is no character of {encoding}. "
            "Save the file as UTF-8.",
        ) from error
