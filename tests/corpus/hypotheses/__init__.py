"""Layout hypotheses: other ways in which an office would print the same report under the same labels.

Each turns the blocks of a report into others; what must be read stays the same, but for figures that are
written in another way. Who writes one looks at real reports, never at the reader.
"""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.corpus.blocks import Block
from tests.corpus.hypotheses.columns import COLUMNS
from tests.corpus.hypotheses.components import COMPONENTS, TYPES
from tests.corpus.hypotheses.empty import EMPTY
from tests.corpus.hypotheses.figures import BLANKS, CURRENCY, NEGATIVE, PERCENT, THOUSANDS
from tests.corpus.hypotheses.headers import HEADERS
from tests.corpus.hypotheses.labels import LABELS, NUMBERING
from tests.corpus.hypotheses.pages import PAGES
from tests.corpus.hypotheses.regions import REGIONS
from tests.corpus.hypotheses.tables import PARAGRAPHS, SUMS, TOTALS, YEARS
from tests.corpus.looks import LOOKS

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
    "columns": COLUMNS,
    "pages": PAGES,
    "labels": LABELS,
}
"""By subject and name what makes the blocks of a report another layout. What later ones print again or put
elsewhere is changed before.
"""

NAMES: Mapping[str, Sequence[str]] = {
    subject: (*HYPOTHESES.get(subject, ()), *LOOKS.get(subject, ())) for subject in {**HYPOTHESES, **LOOKS}
}
"""By subject the names of all hypotheses and looks; a report has at most one name of a subject."""


def random_layout(random: Random) -> Layout:
    """A layout: for each subject the form's own way or one of the others."""
    chosen = {subject: random.choice(["", *names]) for subject, names in NAMES.items()}
    if chosen["columns"] and chosen["headers"] == "turned":
        # Nobody breaks the words of a header that is turned.
        chosen["headers"] = ""
    return {subject: name for subject, name in chosen.items() if name}


def laid_out_as(blocks: Sequence[Block], layout: Layout) -> list[Block]:
    """``blocks`` in another layout, its looks left out. Raises KeyError for a name that is not known."""
    for subject, name in layout.items():
        if name not in NAMES[subject]:
            raise KeyError(name)
    found = list(blocks)
    for subject, ways in HYPOTHESES.items():
        if layout.get(subject) in ways:
            found = ways[layout[subject]](found)
    return found
