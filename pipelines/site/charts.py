"""The charts of the pages: Vega-Lite specifications, made with Altair."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from pipelines.site.release import Row

COLOURS = ("#1f5a96", "#c8553d", "#5b8c5a", "#8a6fae", "#b58a2e", "#4a4a4a")
"""Told apart also by readers who do not tell red from green, and in grey."""

NUMBERS = {"es": {"decimal": ",", "thousands": "."}, "en": {"decimal": ".", "thousands": ","}}

_FONT = "system-ui, sans-serif"


def values(rows: Sequence[Row], *names: str) -> alt.InlineData:
    """The columns ``names`` of ``rows`` as the data of a chart."""
    return alt.InlineData(values=[{name: _plain(row[name]) for name in names} for row in rows])


def in_millions(rows: Sequence[Row], *names: str) -> list[Row]:
    """``rows`` with the amounts ``names`` in millions of pesos, as axes show them."""
    return [row | {name: None if row[name] is None else row[name] / 1e6 for name in names} for row in rows]


def specification(chart: alt.TopLevelMixin, language: str) -> dict[str, Any]:
    """The chart as JSON: as wide as its place, with the numbers of ``language``."""
    number = NUMBERS[language] | {"grouping": [3], "currency": ["$", ""]}
    config = {
        "locale": {"number": number},
        "font": _FONT,
        "background": None,
        "view": {"stroke": None},
        "range": {"category": list(COLOURS)},
        "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 260, "labelColor": "#333"},
        "legend": {"labelFontSize": 12, "titleFontSize": 12, "orient": "bottom", "labelLimit": 300},
        "bar": {"color": COLOURS[0]},
        "line": {"color": COLOURS[0], "point": True},
    }
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec["config"] = {**spec.get("config", {}), **config}
    return spec


def _plain(value: Any) -> Any:
    return float(value) if hasattr(value, "as_tuple") else value
