"""How a report looks: what producers vary while the content stays the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal, get_args

Paper = Literal["letter", "a4", "legal"]
Font = Literal["serif", "sans", "ligatures"]
"""``ligatures`` is Carlito (on Debian: fonts-crosextra-carlito), in which "ti" and "tt" are one glyph."""
Rules = Literal["full", "grey", "hairline", "horizontal", "none", "nested", "outer", "zebra"]
"""Rules of a table: a black, grey or very thin grid; lines between rows only; nothing; each cell with a
border of its own; one box around all; or no rule and every second row on grey."""
Page = Literal["upright", "landscape", "mixed"]
"""How pages lie; ``mixed`` is another size from chapter to chapter (see ``tests.corpus.pages``)."""

PAPERS: Mapping[Paper, tuple[float, float]] = {
    "letter": (612.0, 792.0),
    "a4": (595.28, 841.89),
    "legal": (612.0, 1008.0),
}
"""Width and height in points."""


@dataclass(frozen=True, slots=True)
class Style:
    """One look. ``margin`` and ``font_size`` are in points."""

    paper: Paper = "letter"
    margin: int = 50
    font: Font = "sans"
    font_size: float = 9.0
    rules: Rules = "full"
    repeat_header: bool = True
    """Whether a table that runs over pages prints its header on each."""
    split_rows: bool = False
    """Whether a page may end in the middle of a row."""
    page: Page = "upright"
    watermark: str = ""
    """What stands large, grey and askew behind the text of each page."""
    turned_headers: bool = False
    """Whether the headers of columns of figures are read from the bottom to the top."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a page in points; of the upright ones where sizes are mixed."""
        width, height = PAPERS[self.paper]
        return (height, width) if self.page == "landscape" else (width, height)

    @property
    def text_width(self) -> float:
        """Points between the margins."""
        return self.size[0] - 2 * self.margin


def random_style(random: Random, rules: Rules | None = None) -> Style:
    """A look drawn from ``random``, with ``rules`` where they are given."""
    return Style(
        paper=random.choice(get_args(Paper)),
        margin=random.randrange(36, 73),
        font=random.choice(("serif", "sans")),
        font_size=random.choice((8.0, 8.5, 9.0, 9.5, 10.0)),
        rules=random.choice(get_args(Rules)) if rules is None else rules,
        repeat_header=random.random() < 0.5,
        split_rows=random.random() < 0.3,
    )
