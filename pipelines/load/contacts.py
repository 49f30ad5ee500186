"""Replace RUT numbers, e-mail addresses and telephone numbers in printed text by markers before it is loaded.

A bare number is never taken for a telephone number: it must follow "+56" or "(2)", have the shape of a mobile
number after a word, or be announced ("Fono", "Teléfono", "Celular" …). Dots do not separate groups of its
digits: the form prints amounts with dots. A RUT is one by its check digit.
"""

import hashlib
import re
from collections.abc import Iterator

EMAIL_MARKER = "[correo omitido]"
PHONE_MARKER = "[teléfono omitido]"
RUT_MARKER = "[RUT omitido]"
OFFICIAL_MARKER = "[funcionario omitido]"

OFFICIALS = ("manager_name", "manager_position", "counterpart_name", "counterpart_position")
"""The items of the form that name officials and their posts."""

_LETTERS = "A-Za-zÁÉÍÓÚÜÑáéíóúüñ"

# An e-mail address, also one that is broken over two lines of a cell. "niñ@s" is not one: no dot follows.
# Lengths are limited so that no text takes long.
_LABEL = r"""[^\s@＠.,;:<>()\[\]"'/]{1,63}"""
_EMAIL = (
    r"""[^\s@＠,;:<>()\[\]"']{1,64}\s?(?:[@＠]|[(\[](?:at|arroba)[)\]])\s?"""
    rf"{_LABEL}(?:\.{_LABEL}){{0,8}}"
    r"(?:\.[a-z]{2,24}|\s[a-z0-9.-]{0,63}\.(?:cl|com|org|net)"
    r"|(?:\s\.|\.\s)(?:gob\.cl|cl|com|org|net))\b"
)
# Written out: "juana punto perez arroba fosis punto cl", "juana.perez (arroba) fosis (punto) cl".
_WORD = r"[^\W_][\w+%-]{0,63}"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:punto|dot|\.)\s?[)\]}]\s?|\s(?:punto|dot)\s)"
_DASH = r"\s(?:gui[oóÓ]n(?:\sbajo)?)\s"
_AT = r"(?:\s?[@＠]\s?|\s?[(\[{]\s?(?:at|arroba|@)\s?[)\]}]\s?|\sarroba\s)"
_WORDS = rf"{_WORD}(?:(?:{_DOT}|{_DASH}){_WORD}){{0,4}}"
_WRITTEN_EMAIL = rf"\b{_WORDS}{_AT}{_WORDS}{_DOT}[a-z]{{2,24}}\b"

# With the country: +56 9 8765 4321, 0056 2 26751400, (56-2) 2675 1400; and of Santiago: (2) 2675 1400.
# No Chilean number begins with 0 or 1, except for the former 0 before an area code: +56 (0)2 675 1400.
_GAP = r"[\s()/–-]{0,3}"
_WITH_COUNTRY = (
    rf"\(?\+\s?56(?:{_GAP}0)?{_GAP}[2-9](?:{_GAP}\d){{7,8}}\b"
    r"|\b0056[\s-]?\d{1,2}[\s-]?\d{3,4}[\s-]?\d{3,4}\b"
    r"|\(\s?56[\s-]?\d{1,2}\s?\)[\s-]?\d{3,4}[\s-]?\d{3,4}\b"
    r"|\(\s?0?2\s?\)\s?2[2-9]\d{2}[\s-]?\d{4}\b"
)

# A mobile number after a word: "al 9 8765 4321". A row of figures has no word there.
_MOBILE = rf"[{_LETTERS}][:.,]?[^\S\n](?P<part>\(?0?9\)?[\s-][3-9]\d{{3}}[\s-]?\d{{4}})\b"

# After a word that announces it and at most three more words ("Fono Salud Responde 600 360 7777"). Two years
# in a row are not a number: its first group of four digits must not be a year of the 20th or 21st century.
_AREA = r"(?:\(0?\d{1,2}\)[\s-]?|0?\d{1,2}[\s-])?"
_NUMBER = (
    rf"(?:\(?0?\d{{1,2}}\)?[\s-]\d{{7,8}}|\d{{7,10}}|{_AREA}(?:[3-9]\d{{3}}|2[1-9]\d{{2}})[\s-]\d{{4}}"
    rf"|{_AREA}[2-9]\d{{2}}[\s-](?:\d{{2}}[\s-]\d{{2}}|[03-9]\d{{3}}|1[0-8]\d{{2}}|2[1-9]\d{{2}})"
    r"|[68]00[\s-]\d{3,4}[\s-]\d{2,4})\b"
)
_ANNOUNCED = (
    rf"(?:^|[^0-9{_LETTERS}])(?:tel[eéÉ]fonos?|fonos?|tels?|fax|celular(?:es)?|cel|m[oóÓ]vil(?:es)?"
    rf"|whats\s?app|wsp)\.?(?:\s[{_LETTERS}]{{1,30}}){{0,3}}\s?(?:n[°º]\s?)?[:.-]?\s?"
    rf"(?P<part>{_NUMBER}(?:\s?[/,;y-]\s?{_NUMBER})*)"
)

# Digit by digit in words, at least seven: "nueve ocho siete seis cinco cuatro tres dos uno".
_DIGIT = r"(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_WRITTEN_PHONE = rf"\b{_DIGIT}(?:(?:\s|,\s?|\s?-\s?){_DIGIT}){{6,14}}\b"

# 12.345.678-5, 12345678-5; without its dash after a word that announces it.
_RUT = r"(?<![\d.,-])(?P<body>\d{1,2}(?:\.\d{3}){2}|\d{7,8})\s?[-–‐]\s?(?P<digit>[\dk])(?![\dk]|[.,-]\d)"
_ANNOUNCED_RUT = (
    r"\b(?:r\.?u\.?[tn]\b\.?|c[eéÉ]dulas?\b|c\.\s?i\.)(?:\s[^\W\d_]{1,30}){0,4}\s?(?:n[°º]\s?)?[:.-]?\s?"
    r"(?P<part>(?P<body>\d{1,2}[\s.]?\d{3}[\s.]?\d{3})[\s.-]{0,2}(?P<digit>[\dk]))(?![\dk]|[.,-]\d)"
)
# The codes of investment projects look like a RUT without dots: "código BIPS 30123456-0".
_CODE_BEFORE = re.compile(r"(?:bips|c[oóÓ]digo|idi)\W{1,3}(?:\w{1,20}\W{1,3}){0,2}$", re.IGNORECASE)

# Case does not matter; what is omitted is the group "part", or else all of the match.
_RULES = (
    (_EMAIL, EMAIL_MARKER),
    (_WRITTEN_EMAIL, EMAIL_MARKER),
    (_ANNOUNCED_RUT, RUT_MARKER),
    (_RUT, RUT_MARKER),
    (_WITH_COUNTRY, PHONE_MARKER),
    (_ANNOUNCED, PHONE_MARKER),
    (_MOBILE, PHONE_MARKER),
    (_WRITTEN_PHONE, PHONE_MARKER),
)

_COMPILED = [(re.compile(pattern, re.ASCII | re.IGNORECASE), marker) for pattern, marker in _RULES]

_SIGN = r"[@＠]|arroba|[(\[{]\s?at\s?[)\]}]"
_HAS_AT = re.compile(_SIGN, re.IGNORECASE)

SUSPECT = rf"(?i){_SIGN}|(?:\d[^\d]{{0,3}}){{6}}\d|(?:{_DIGIT}[\s,-]{{1,3}}){{6}}"
"""A pattern, for DuckDB too, that every text with something to omit fits; most others do not."""

RULES_VERSION = hashlib.sha256(repr((_RULES, OFFICIALS, OFFICIAL_MARKER)).encode()).hexdigest()[:8]
"""Changes when a rule changes, so that everything is loaded again with the new rules."""


def without_contacts(text: str, before: str = "", after: str = "") -> str:
    """``text`` with each RUT, e-mail address and telephone number replaced by a marker.

    ``before`` and ``after`` are what is printed before and behind it: they may announce a number in it, or
    have the other part of it.
    """
    whole = f"{before}\n{text}\n{after}"
    at = len(before) + 1
    end = at + len(text)
    pieces = []
    for start, stop, marker in sorted(_found(whole)):
        if stop > at and start < end:
            pieces += [whole[at : max(at, start)], marker]
            at = min(stop, end)
    return "".join(pieces) + whole[at:end]


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Where in ``text`` something is to be omitted, and its marker; no two overlap."""
    has_at = _HAS_AT.search(text)
    for pattern, marker in _COMPILED:
        if marker == EMAIL_MARKER and not has_at:
            continue  # these patterns take most of the time
        for match in pattern.finditer(text):
            if marker == RUT_MARKER and not _is_rut(match):
                continue
            start, stop = match.span("part" if "part" in pattern.groupindex else 0)
            yield start, stop, marker
            text = text[:start] + "\0" * (stop - start) + text[stop:]


def _is_rut(match: re.Match[str]) -> bool:
    """Whether the check digit is that of the number (modulo 11), and the number no code of a project."""
    digits = re.sub(r"\D", "", match["body"])
    total = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(digits)))
    if "0123456789k"[-total % 11] != match["digit"].lower():
        return False
    return "." in match["body"] or not _CODE_BEFORE.search(
        match.string, max(0, match.start() - 60), match.start()
    )
