"""Parse the years that a sync fetches, such as "2012-2025" or "2019,2021"."""

import re

from pipelines.language import _

FIRST_YEAR = 2012  # the index begins here
LAST_YEAR = 2199
_PART = re.compile(r"\s*([0-9]{4})\s*(?:-\s*([0-9]{4})\s*)?")


def parse_years(text: str) -> list[int]:
    """The years of a comma-separated list of years and ranges, each once and in order.

    Raises ``ValueError`` for other text, for a range that runs backwards and for years before 2012.
    """
    years: set[int] = set()
    for part in text.split(","):
        found = _PART.fullmatch(part)
        if not found:
            said = _("{text!r} is neither a year nor a range such as 2012-2025")
            raise ValueError(said.format(text=part.strip()))
        first, last = int(found[1]), int(found[2] or found[1])
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            said = _("{text!r}: years must rise, from {first} to {last}")
            raise ValueError(said.format(text=part.strip(), first=FIRST_YEAR, last=LAST_YEAR))
        years.update(range(first, last + 1))
    return sorted(years)
