"""Columns that several pages have: a programme, and a figure that leads to its printed place."""

from collections.abc import Callable, Mapping

from pipelines.site.block import Column
from pipelines.site.figure_paths import figure_path, programme_path
from pipelines.site.formats import Kind
from pipelines.site.release import Row
from pipelines.site.visit import Visit
from pipelines.site.words import MISSING_REASONS, word

Reasons = Mapping[tuple[str, int, str, str | None], str]
"""The reason of a missing value by programme, year, column and item."""


def reasons(
    visit: Visit, *tables: str, programs: str, only: str | None = None, **parameters: object
) -> Reasons:
    """Why values of ``tables`` are missing in the programmes and years of the query ``programs``.

    ``only`` is the one item that is asked for, such as a region's code; those without an item are there too.
    """
    rows = visit.rows(
        "select program_key, year, column_name, item, reason from quality.missing_values"
        f" semi join ({programs}) using (program_key, year) where table_name in (select unnest($tables))"
        " and ($only is null or item is null or item = $only)",
        tables=list(tables),
        only=only,
        **parameters,
    )
    return {(row["program_key"], row["year"], row["column_name"], row["item"]): row["reason"] for row in rows}


def programme(visit: Visit) -> Column:
    """A programme by ``program_name``, which leads to its page by ``program_key``."""
    _ = visit.text
    return Column("program_name", _("Programme"), link=lambda row: programme_path(row["program_key"]))


def figure(
    visit: Visit,
    name: str,
    heading: str,
    kind: Kind,
    *,
    table: str = "program_year",
    column: str | None = None,
    item: Callable[[Row], str | None] = lambda _: None,
    missing: Reasons | None = None,
) -> Column:
    """A figure of the row's programme and year; the cell leads to where it was printed.

    The figure is ``column`` (by default ``name``) of ``table``; ``item`` gives its component, region and so
    on. ``missing`` has the reasons of cells without a value.
    """
    _ = visit.text
    of = column or name
    found = missing or {}

    def link(row: Row) -> str | None:
        key = (row["program_key"], row["year"], of, item(row))
        if row[name] is None and missing is not None and key not in found:
            return None  # the report has no such row, so the figure has no page
        return figure_path(visit, row["program_key"], row["year"], table, of, item(row))

    def why(row: Row) -> str | None:
        key = (row["program_key"], row["year"], of)
        reason = found.get((*key, item(row)), found.get((*key, None)))
        if reason is None and missing is not None:
            return _("The report has no such row")
        return word(visit, MISSING_REASONS, reason)

    return Column(name, heading, kind, link=link, why=why)
