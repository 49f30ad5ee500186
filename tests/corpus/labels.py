"""The form's printed labels for one report year."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LABELS_FILE = Path(__file__).with_name("labels.yaml")


@cache
def _printed() -> dict[str, Any]:
    printed: dict[str, Any] = yaml.safe_load(LABELS_FILE.read_text(encoding="utf-8"))
    return printed


def not_reported() -> str:
    """The sentence the form prints where the institution left a question unanswered."""
    return str(_printed()["not_reported"])


class Labels:
    """Labels as printed in the report of ``year``.

    ``stale`` gives, by label, a year that the form failed to move on: field names as they are,
    "<table>.caption" and "<table>.<column>" for captions and column headers.
    """

    def __init__(self, year: int, stale: Mapping[str, int] | None = None) -> None:
        self.year = year
        self.stale = dict(stale or {})

    def _at(self, key: str, template: str) -> str:
        year = self.stale.get(key, self.year)
        return template.format(year=year, previous=year - 1, before_previous=year - 2, next=year + 1)

    def title_lines(self) -> tuple[str, str]:
        return str(_printed()["title"]), self._at("closing", _printed()["closing"])

    def heading(self, section: str) -> str:
        return str(_printed()["headings"][section])

    def field(self, name: str) -> str:
        return self._at(name, _printed()["fields"][name])

    def caption(self, table: str) -> str | None:
        """The line above a table; None for a table that has none."""
        caption = _printed()["tables"][table].get("caption")
        return None if caption is None else self._at(f"{table}.caption", caption)

    def headers(self, table: str) -> dict[str, str]:
        """Column id → printed header, in the order of the columns."""
        columns: dict[str, str] = _printed()["tables"][table]["columns"]
        return {column: self._at(f"{table}.{column}", header) for column, header in columns.items()}

    def row(self, table: str, row: str) -> str:
        return self._at(f"{table}.{row}", _printed()["tables"][table]["rows"][row])
