"""Every page of the site, and every file that is none."""

from pipelines.site.pages import home
from pipelines.site.visit import File, Page

PAGES: tuple[Page, ...] = (home.PAGE,)

FILES: tuple[File, ...] = ()
