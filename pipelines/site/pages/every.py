"""Every page of the site, and every file that is none."""

from pipelines.site.pages import (
    console,
    dictionary,
    findings,
    help,
    home,
    indicators,
    ministries,
    quality,
    queries,
    regions,
)
from pipelines.site.visit import File, Page

PAGES: tuple[Page, ...] = (
    home.PAGE,
    *ministries.PAGES,
    *regions.PAGES,
    *indicators.PAGES,
    *findings.PAGES,
    *quality.PAGES,
    *dictionary.PAGES,
    *queries.PAGES,
    *console.PAGES,
    *help.PAGES,
)

FILES: tuple[File, ...] = (*console.FILES,)
