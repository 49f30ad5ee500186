"""Every page of the site, and every file that is none."""

from pipelines.site.pages import (
    console,
    dictionary,
    documents,
    figure,
    figures,
    findings,
    help,
    home,
    indicators,
    ministries,
    page_picture,
    programme,
    programme_year,
    programmes,
    queries,
    regions,
)
from pipelines.site.pages.quality import overview as quality
from pipelines.site.visit import File, Page

PAGES: tuple[Page, ...] = (
    home.PAGE,
    programmes.PAGE,
    programme.PAGE,
    programme_year.PAGE,
    figures.PAGE,
    figure.PAGE,
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

FILES: tuple[File, ...] = (*console.FILES, programmes.INDEX, documents.FILE, page_picture.FILE)
