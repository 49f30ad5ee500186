"""Which characters count as printed: one spelling for the same print, whatever produced the file."""

import unicodedata

# U+FB00 to U+FB06, the Latin ligatures: "fi" as one glyph is still two letters.
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""A glyph whose Unicode value the file does not give. Something is printed there, but not what."""


def printed_words(text: str) -> list[str]:
    """The words of ``text``: split at white space (NBSP and TAB included), in Unicode NFC.

    Ligatures are expanded and characters that print nothing (zero width, direction marks) removed.
    A soft hyphen inside a word is the hyphen the reader sees; at the end of a word it only says that
    the word was broken there, and goes. A control character stands for a glyph whose meaning the file
    does not give: it becomes U+FFFD, so that the word is kept and seen to be damaged.
    """
    if text.isascii() and text.isprintable():
        return text.split()
    words = (_printed(word) for word in text.translate(_LIGATURES).split())
    return [word for word in words if word]


def _printed(word: str) -> str:
    if len(word) > 1:
        word = word.rstrip(SOFT_HYPHEN)
    kept = (_print_of(character) for character in word)
    return unicodedata.normalize("NFC", "".join(kept))


def _print_of(character: str) -> str:
    if character == SOFT_HYPHEN:
        return "-"
    match unicodedata.category(character):
        case "Cf":
            return ""
        case "Cc":
            return UNKNOWN
        case _:
            return character
