"""Bars of one or several amounts, by year or by name."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import altair as alt

from pipelines.site.charts import COLOURS, values
from pipelines.site.release import Row

_ROW = 26
"""Pixels of a lying bar whose name has one line."""

_LINE = 13
"""Pixels of another line."""

_LETTERS = 32
"""Letters of a line."""

_LINES = "split(datum.label, '\\n')"
"""A Vega expression: an axis writes a list as lines."""


def bars(
    rows: Sequence[Row],
    along: str,
    along_title: str,
    series: Mapping[str, str],
    title: str,
    *,
    is_stacked: bool = False,
    is_lying: bool = False,
    colours: Sequence[str] = COLOURS,
) -> alt.Chart:
    """The columns ``series`` (with what each is called) of ``rows``, by the column ``along``.

    ``title`` is that of the amounts, with their unit. Bars stand beside or on each other; those that lie have
    room for long names, in the order of the rows.
    """

    def lines(text: object) -> str:
        return "\n".join(wrap(str(text), _LETTERS, max_lines=2, placeholder="…")) if is_lying else str(text)

    folded = [
        {"along": lines(row[along]), "kind": label, "amount": row[name], "position": position}
        for row in rows
        for position, (name, label) in enumerate(series.items())
        if row[name] is not None
    ]
    most_lines = max((one["along"].count("\n") for one in folded), default=0)
    row_height = _ROW + _LINE * most_lines
    labels = list(series.values())
    name: Any = alt.Y if is_lying else alt.X
    amount: Any = alt.X if is_lying else alt.Y
    lying = alt.Axis(labelLimit=210, labelExpr=_LINES, labelOffset=-_LINE / 2 * most_lines)
    axis = lying if is_lying else alt.Axis(labelAngle=0, labelOverlap=True)
    encodings: dict[str, Any] = {
        "y" if is_lying else "x": name(
            "along:N", title=None if is_lying else along_title, sort=None, axis=axis
        ),
        "x" if is_lying else "y": amount(
            "amount:Q",
            title=title,
            axis=alt.Axis(format=",.0f", tickCount=4 if is_lying else 6, tickMinStep=1),
            stack="zero" if is_stacked else None,
        ),
        "tooltip": [
            alt.Tooltip("along:N", title=along_title),
            *([alt.Tooltip("kind:N", title=" ")] if len(series) > 1 else []),
            alt.Tooltip("amount:Q", title=title, format=",.0f"),
        ],
        "order": alt.Order("position:Q"),
    }
    if len(series) > 1:
        encodings["color"] = alt.Color(
            "kind:N",
            title=None,
            scale=alt.Scale(domain=labels, range=list(colours[: len(labels)])),
            legend=alt.Legend(columns=1 if max(map(len, labels)) > 20 else 2, labelLimit=340),
        )
        if not is_stacked:
            offset = alt.YOffset if is_lying else alt.XOffset
            encodings["yOffset" if is_lying else "xOffset"] = offset("kind:N", sort=labels)
    chart: alt.Chart = (
        alt.Chart(values(folded, "along", "kind", "amount", "position"))
        .mark_bar()
        .encode(**encodings)
        .properties(width="container", height=row_height * max(2, len(rows)) if is_lying else 260)
    )
    return chart
