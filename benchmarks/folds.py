"""Two halves of the producers: who works on the reader looks at what the first half draws, and at the second
half only to measure.
"""

from typing import Literal, get_args

Fold = Literal["a", "b"]
FOLDS: tuple[Fold, ...] = get_args(Fold)

_FIRST = frozenset({"chromium", "libreoffice", "reportlab", "typst", "text"})


def is_in(producer: str, fold: Fold | None) -> bool:
    """Whether ``producer`` belongs to ``fold``; each does where there is none."""
    return fold is None or (producer in _FIRST) == (fold == "a")
