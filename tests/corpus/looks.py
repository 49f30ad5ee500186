"""Looks that offices print in now and then, by the same kind of name as layout hypotheses.

They change the style and leave the blocks as they are. Not every producer draws each of them (see
``tests.corpus.producers``).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.corpus.style import Style

LOOKS: Mapping[str, Mapping[str, Callable[[Style], Style]]] = {
    "page": {
        "landscape": lambda style: replace(style, page="landscape"),
        "mixed": lambda style: replace(style, page="mixed"),
    },
    "watermark": {"behind": lambda style: replace(style, watermark="BORRADOR")},
    "letters": {"ligatures": lambda style: replace(style, font="ligatures")},
    "headers": {"turned": lambda style: replace(style, turned_headers=True, repeat_header=False)},
}
"""By subject and name what makes a style another look."""


def styled_as(style: Style, layout: Mapping[str, str]) -> Style:
    """``style`` with the looks of ``layout``; what else it names is left to ``tests.corpus.hypotheses``."""
    for subject, ways in LOOKS.items():
        if layout.get(subject) in ways:
            style = ways[layout[subject]](style)
    return style


def looks_of(style: Style) -> frozenset[str]:
    """The looks that ``style`` has, each as "subject=name"."""
    return frozenset(
        f"{subject}={name}"
        for subject, ways in LOOKS.items()
        for name, make in ways.items()
        if make(style) == style
    )
