"""Which pages of a release a test opens."""

import random
from collections.abc import Mapping, Sequence

from pipelines.site.figure_paths import figure_name
from pipelines.site.release import Release
from pipelines.site.visit import Page

SEED = 11

Parameters = Mapping[str, str]

FIGURES = """
    select program_key, reference_year as year, table_name, column_name, item
    from vintages
    where report_year = reference_year and is_current and table_name like 'fct_%' and value is not null
    order by hash(program_key, year, table_name, column_name, item) limit 30
"""
"""Of figures there are too many: some are taken at random."""


def every(page: Page, release: Release) -> Sequence[Parameters]:
    """Names in the addresses of the pages of a kind."""
    if "{figure}" not in page.path:
        return list(page.every(release))
    return [
        {
            "program_key": row["program_key"],
            "year": str(row["year"]),
            "figure": str(figure_name(row["table_name"], row["column_name"], row["item"])),
        }
        for row in release.rows(FIGURES)
    ]


def chosen(page: Page, release: Release, most: int) -> Sequence[Parameters]:
    """Those of at most so many pages: the first, the last and others at random, always the same."""
    found = every(page, release)
    if len(found) <= most:
        return found
    others = random.Random(SEED).sample(found[1:-1], max(0, most - 2))
    return [found[0], *others, found[-1]][:most]
