"""Printed text compared without regard to case, accents and white space; labels compiled to patterns."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)

# The moving parts of a label, in folded text. A quarter is printed 4to, 4°, 4º or in letters.
PLACEHOLDERS = {
    "year": r"(?:19|20)\d\d",
    "number": r"\d{1,9}",
    "amounts": r"[:…\d.,$%()-]+",
    "day": r"\d{1,2}",
    "month": "|".join((*MONTHS, "setiembre")),
    "quarter": r"\d(?:[a-z]{1,2}|°)?\.?|primer|segundo|tercer|cuarto",
    "target": r"[0-9a-z]{1,2}",
    "anything": r"[^()]{0,40}?",
}

NEARLY = 0.6
"""Share of a label's fixed letters by which it is known where the rest stands elsewhere."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SAME_SIGN = {"–": "-", "—": "-", "‐": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"'}


class _Compared(dict[int, str | None]):
    """For ``str.translate``: one kind of dash and quotation mark; white space, accents and invisible
    characters go. Looked up once a character.
    """

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        goes = character.isspace() or unicodedata.category(character) in {"Mn", "Cf"}
        self[code] = None if goes else _SAME_SIGN.get(character, character)
        return self[code]


_COMPARED = _Compared()

_WORD_LENGTH = 40  # characters; longer texts hardly come back


def fold(text: str) -> str:
    """``text`` for comparison: no white space, case, accents or invisible characters; one kind of dash."""
    return _fold_word(text) if len(text) <= _WORD_LENGTH else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return "".join(text.split()).lower()
    # An acute accent that stands alone is an apostrophe; compatibility forms would make it a space.
    decomposed = unicodedata.normalize("NFKD", text.replace("´", "'"))
    return decomposed.translate(_COMPARED).casefold()


_fold_word = lru_cache(maxsize=1 << 13)(_fold)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One or several spellings of a label, to be found in folded text.

    ``weight`` is the number of fixed letters of the shortest spelling: how much a match proves.
    ``opening`` is the first fixed character of all spellings, "" where there is none; ``heads`` what each
    of them begins with, up to its first moving part; ``fixed`` all fixed letters of the first one, ``words``
    the words of all.
    """

    regex: re.Pattern[str]
    weight: int
    opening: str
    heads: tuple[str, ...] = ("",)
    fixed: str = ""
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, spellings: Iterable[str]) -> "Pattern":
        """The pattern of a list of spellings. Raises KeyError for an unknown placeholder."""
        return cls.joined([(None, tuple(spellings))])

    @classmethod
    def joined(
        cls,
        parts: Sequence[tuple[str | None, tuple[str, ...]]],
        *,
        keep_moving: bool = False,
        extra: Sequence[tuple[int, str, tuple[str, ...]]] = (),
    ) -> "Pattern":
        """The pattern of several labels printed one after the other; each named part becomes a group.

        With ``keep_moving`` the placeholders become groups too; each may then come only once. ``extra`` are
        named parts that may be left out, each with the place of the part that it stands before.
        """
        sources = []
        for name, spellings in parts:
            either = "|".join(f"(?:{_source(spelling, keep_moving)})" for spelling in spellings)
            sources.append(f"(?P<{name}>{either})" if name else f"(?:{either})")
        for place, name, spellings in reversed(extra):
            either = "|".join(f"(?:{_source(spelling, keep_moving)})" for spelling in spellings)
            sources.insert(place, f"(?P<{name}>{either})?")
        openings = {_fixed(spelling)[:1] if _starts_fixed(spelling) else "" for spelling in parts[0][1]}
        return cls(
            regex=re.compile("".join(sources)),
            weight=sum(min(len(_fixed(spelling)) for spelling in spellings) for _, spellings in parts),
            opening=openings.pop() if len(openings) == 1 else "",
            heads=tuple(fold(_PLACEHOLDER.split(spelling)[0]) for spelling in parts[0][1]),
            fixed="".join(_fixed(spellings[0]) for _, spellings in parts),
            words=frozenset(
                fold(word) for _, some in parts for spelling in some for word in spelling.split()
            ),
        )

    @classmethod
    def exactly(cls, folded: str) -> "Pattern":
        """The pattern of a text that is folded already, and holds no moving parts."""
        return cls(re.compile(re.escape(folded)), len(folded), folded[:1], (folded,), folded)

    def without_colon(self) -> "Pattern | None":
        """The same label without the colon behind it; None where it has none."""
        if not self.fixed.endswith(":"):
            return None
        regex = re.compile(self.regex.pattern.replace(":)", ")"))
        return replace(self, regex=regex, weight=self.weight - 1, fixed=self.fixed.removesuffix(":"))

    def nearly_fits(self, folded: str) -> bool:
        """Whether ``folded`` holds most of this label in one piece, as where it runs into another cell."""
        if not self.fixed:
            return self.regex.search(folded) is not None
        found = SequenceMatcher(None, self.fixed, folded, autojunk=False).find_longest_match()
        return found.size >= NEARLY * len(self.fixed)

    def fits(self, folded: str) -> bool:
        """Whether ``folded`` is this label and nothing else."""
        return self.regex.fullmatch(folded) is not None


def _source(spelling: str, keep_moving: bool) -> str:
    pieces = _PLACEHOLDER.split(spelling)
    return "".join(
        f"({f'?P<{piece}>' if keep_moving else '?:'}{PLACEHOLDERS[piece]})"
        if index % 2
        else re.escape(fold(piece))
        for index, piece in enumerate(pieces)
    )


def _fixed(spelling: str) -> str:
    return fold(_PLACEHOLDER.sub("", spelling))


def _starts_fixed(spelling: str) -> bool:
    return not _PLACEHOLDER.match(spelling)
