"""Replace e-mail addresses and telephone numbers in printed text by markers before it is loaded.

The same rules in SQL, for loading, and in Python. A bare number is never taken for a telephone number: it
must follow "+56" or "(2)", have the shape of a mobile number after a word, or be announced ("Fono",
"Teléfono", "Celular" …). Dots do not separate groups of digits: the form prints amounts with dots.
"""

import hashlib
import re

EMAIL_MARKER = "[correo omitido]"
PHONE_MARKER = "[teléfono omitido]"

_LETTERS = "A-Za-zÁÉÍÓÚÜÑáéíóúüñ"

# An e-mail address, also one that is broken over two lines of a cell. "niñ@s" is not one: no dot follows.
_LABEL = r"""[^\s@＠.,;:<>()\[\]"'/]+"""
_EMAIL = (
    r"""[^\s@＠,;:<>()\[\]"']+\s?(?:[@＠]|[(\[](?:at|arroba)[)\]])\s?"""
    rf"{_LABEL}(?:\.{_LABEL})*"
    r"(?:\.[a-z]{2,}|\s[a-z0-9.-]*\.(?:cl|com|org|net)|(?:\s\.|\.\s)(?:gob\.cl|cl|com|org|net))\b"
)

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
_MOBILE = rf"([{_LETTERS}][:.,]?\s)\(?0?9\)?[\s-][3-9]\d{{3}}[\s-]?\d{{4}}\b"

# After a word that announces it and at most three more words ("Fono Salud Responde 600 360 7777"). Two years
# in a row are not a number: its first group of four digits must not be a year of the 20th or 21st century.
_AREA = r"(?:\(0?\d{1,2}\)[\s-]?|0?\d{1,2}[\s-])?"
_NUMBER = (
    rf"(?:\(?0?\d{{1,2}}\)?[\s-]\d{{7,8}}|\d{{7,10}}|{_AREA}(?:[3-9]\d{{3}}|2[1-9]\d{{2}})[\s-]\d{{4}}"
    rf"|{_AREA}[2-9]\d{{2}}[\s-](?:\d{{2}}[\s-]\d{{2}}|[03-9]\d{{3}}|1[0-8]\d{{2}}|2[1-9]\d{{2}})"
    r"|[68]00[\s-]\d{3,4}[\s-]\d{2,4})\b"
)
_ANNOUNCED = (
    rf"((?:^|[^0-9{_LETTERS}])(?:tel[eéÉ]fonos?|fonos?|tels?|fax|celular(?:es)?|cel|m[oóÓ]vil(?:es)?"
    rf"|whats\s?app|wsp)\.?(?:\s[{_LETTERS}]+){{0,3}}\s?(?:n[°º]\s?)?[:.-]?\s?)"
    rf"{_NUMBER}(?:\s?[/,;y-]\s?{_NUMBER})*"
)

# Patterns (case does not matter) and their replacements; \1 is the text before the number.
_RULES = (
    (_EMAIL, EMAIL_MARKER),
    (_WITH_COUNTRY, PHONE_MARKER),
    (_ANNOUNCED, rf"\1{PHONE_MARKER}"),
    (_MOBILE, rf"\1{PHONE_MARKER}"),
)

_COMPILED = [(re.compile(pattern, re.ASCII | re.IGNORECASE), marker) for pattern, marker in _RULES]

RULES_VERSION = hashlib.sha256(repr(_RULES).encode()).hexdigest()[:8]
"""Changes when a rule changes, so that everything is loaded again with the new rules."""


def without_contacts(text: str) -> str:
    """``text`` with each e-mail address and telephone number replaced by a marker."""
    for pattern, marker in _COMPILED:
        text = pattern.sub(marker, text)
    return text


def without_contacts_sql(expression: str) -> str:
    """An SQL expression that does the same to the text ``expression``; NULL stays NULL."""
    for pattern, marker in _RULES:
        expression = f"regexp_replace({expression}, {_literal(pattern)}, {_literal(marker)}, 'gi')"
    return expression


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
