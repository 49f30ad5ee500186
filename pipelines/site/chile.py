"""A map of Chile's regions, coloured by a value: shapes of Natural Earth (see shapes/README.txt)."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import quantiles
from typing import Any

import altair as alt

from pipelines.site import formats
from pipelines.site.release import Row
from pipelines.site.visit import Visit

SHAPES = Path(__file__).resolve().parent / "shapes" / "regions.json"

SOURCE = "Natural Earth"
"""Of the shapes; a page with a map names it."""

PANELS = (
    ("15", "01", "02", "03", "04"),
    ("05", "13", "06", "07", "16", "08", "09", "14", "10"),
    ("11", "12"),
)
"""Regions from north to south, in three parts beside each other: in one piece Chile is a line."""

SHADES = ("#dbe7f3", "#a9c8e4", "#6ea3d0", "#3676b3", "#123f70")
"""One hue from light to dark: in order also where they are printed in grey."""

_SCALE = 950
_HEIGHT = 325
_PLACES = ((69.35, 25.2, 86), (72.1, 38.4, 78), (71.05, 50.1, 160))
"""Of each panel: the middle's degrees west and south, and its width in pixels."""


def region_map(
    rows: Sequence[Row], code: str, value: str, title: str, visit: Visit, *, kind: formats.Kind = "count"
) -> alt.HConcatChart:
    """The regions in up to five shades by ``value``; ``code`` is the column with the region's code.

    Each shade has about as many regions. ``title`` is that of the value, with its unit; ``kind`` says how it
    is printed. A region without a row or value stays white and is named so.
    """
    _ = visit.text
    names = {str(row["region_code"]): row["region_name"] for row in visit.rows("from dim_region")}
    found = {str(row[code]): float(row[value]) for row in rows if row[code] and row[value] is not None}
    edges = _edges(list(found.values()))
    labels = _labels(edges, list(found.values()), kind, visit)
    no_value = _("no figure")

    def feature(shape: dict[str, Any]) -> dict[str, Any]:
        region = shape["properties"]["region_code"]
        number = found.get(region)
        properties = {
            "name": names.get(region, region),
            "label": no_value if number is None else labels[sum(number >= edge for edge in edges)],
            "shown": no_value if number is None else formats.shown(number, kind, visit.language),
        }
        return {"type": "Feature", "geometry": shape["geometry"], "properties": properties}

    shapes = {shape["properties"]["region_code"]: shape for shape in _shapes()}
    colour = alt.Color(
        "properties.label:N",
        title=title,
        scale=alt.Scale(domain=[*labels, no_value], range=[*_shades(len(labels)), "#ffffff"]),
        sort=[*labels, no_value],
        legend=alt.Legend(columns=2, symbolType="square", symbolStrokeColor="#555", symbolStrokeWidth=1),
    )
    panels = [
        alt.Chart(alt.InlineData(values=[feature(shapes[region]) for region in panel]))
        .mark_geoshape(stroke="#555", strokeWidth=0.7)
        .encode(
            color=colour,
            tooltip=[
                alt.Tooltip("properties.name:N", title=_("Region")),
                alt.Tooltip("properties.shown:N", title=title),
            ],
        )
        .project(type="mercator", scale=_SCALE, center=[-west, -south], translate=[width / 2, _HEIGHT / 2])
        .properties(width=width, height=_HEIGHT)
        for panel, (west, south, width) in zip(PANELS, _PLACES, strict=True)
    ]
    together: alt.HConcatChart = alt.hconcat(*panels, spacing=6)
    return together


def _edges(numbers: list[float]) -> list[float]:
    """Where a next shade begins: at most four numbers, of two digits that count, between the ``numbers``."""
    classes = min(len(SHADES), len(set(numbers)))
    if classes < 2:
        return []
    rounded = {float(f"{edge:.2g}") for edge in quantiles(numbers, n=classes, method="inclusive")}
    return sorted(edge for edge in rounded if min(numbers) < edge <= max(numbers))


def _labels(edges: list[float], numbers: list[float], kind: formats.Kind, visit: Visit) -> list[str]:
    """What the legend says of each shade."""
    if not numbers:
        return []
    ends = [min(numbers), *edges, max(numbers)]
    shown = [formats.shown(number, kind, visit.language) for number in ends]
    return [low if low == high else f"{low} – {high}" for low, high in pairwise(shown)]


def _shades(count: int) -> list[str]:
    """``count`` of the shades, as far from each other as they go."""
    if count < 2:
        return [SHADES[2]] * count
    return [SHADES[round(i * (len(SHADES) - 1) / (count - 1))] for i in range(count)]


@cache
def _shapes() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(SHAPES.read_text(encoding="utf-8"))["features"])
