"""Which pages of a release a test opens."""

import random
from collections.abc import Iterator, Mapping

from pipelines.site.release import Release
from pipelines.site.visit import Page

SEED = 11


def chosen(page: Page, release: Release, most: int) -> Iterator[Mapping[str, str]]:
    """Names in the address of at most so many pages of a kind: the first, the last and others at random."""
    every = list(page.every(release))
    if len(every) > most:
        others = random.Random(SEED).sample(every[1:-1], max(0, most - 2))
        every = [every[0], *others, every[-1]][:most]
    yield from every
