"""The evaluation pages since 2022: their labels as data, and the matcher that turns a page into readings."""

from pipelines.form.page.matcher import match_page
from pipelines.form.page.spec import EVALUATION_PAGE

__all__ = ["EVALUATION_PAGE", "match_page"]
