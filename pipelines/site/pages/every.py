"""Every page of the site, and every file that is none."""

from pipelines.site.pages import findings, home, indicators, ministries, regions
from pipelines.site.visit import File, Page

PAGES: tuple[Page, ...] = (
    home.PAGE,
    *ministries.PAGES,
    *regions.PAGES,
    *indicators.PAGES,
    *findings.PAGES,
)

FILES: tuple[File, ...] = ()
