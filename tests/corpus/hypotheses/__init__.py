"""Layout hypotheses: other ways in which an office would print the same report under the same labels.

Each turns the blocks of a report into others; what must be read stays the same, but for figures that are
written in another way. Who writes one looks at real reports, never at the reader.
"""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.corpus.blocks import Block
from tests.corpus.hypotheses.components import COMPONENTS, TYPES
from tests.corpus.hypotheses.empty import EMPTY
from tests.corpus.hypotheses.figures import BLANKS, CURRENCY, NEGATIVE, PERCENT, THOUSANDS
from tests.corpus.hypotheses.headers import HEADERS
from tests.corpus.hypotheses.labels import LABELS, NUMBERING
from tests.corpus.hypotheses.pages import PAGES
from tests.corpus.hypotheses.regions import REGIONS
from tests.corpus.hypotheses.tables import PARAGRAPHS, SUMS, TOTALS, YEARS

Layout = Mapping[str, str]
"""Hypothesis by its subject: ``{"years": "descending", "numbering": "dot"}``."""

HYPOTHESES: Mapping[str, Mapping[str, Callable[[Sequence[Block]], list[Block]]]] = {
    "regions": REGIONS,
    "years": YEARS,
    "totals": TOTALS,
    "sums": SUMS,
    "components": COMPONENTS,
    "types": TYPES,
    "paragraphs": PARAGRAPHS,
    "headers": HEADERS,
    "numbering": NUMBERING,
    "empty": EMPTY,
    "thousands": THOUSANDS,
    "percent": PERCENT,
    "currency": CURRENCY,
    "negative": NEGATIVE,
    "blanks": BLANKS,
    "pages": PAGES,
    "labels": LABELS,
}
"""By subject and name what makes the blocks of a report another layout. What later ones print again or put
elsewhere is changed before.
"""


def random_layout(random: Random) -> Layout:
    """A layout: for each subject the form's own way or one of the others."""
    chosen = {subject: random.choice(["", *ways]) for subject, ways in HYPOTHESES.items()}
    return {subject: name for subject, name in chosen.items() if name}


def laid_out_as(blocks: Sequence[Block], layout: Layout) -> list[Block]:
    """``blocks`` in another layout. Raises KeyError for a hypothesis that is not known."""
    found = list(blocks)
    for subject, ways in HYPOTHESES.items():
        if subject in layout:
            found = ways[layout[subject]](found)
    return found
