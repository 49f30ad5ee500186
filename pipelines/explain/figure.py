"""Find the figure of a programme and year that a measure's name means."""

from collections.abc import Callable, Iterable, Set

import duckdb

from pipelines.explain.model import Figure, NotFoundError, Programme
from pipelines.explain.spanish import columns_called, folded
from pipelines.language import N_, _

SUFFIXES = ("_clp", "_pct")
"""Suffixes that may be left out of a measure's name."""

_LISTED = 30

_VERDICTS = {True: N_("a finding"), False: N_("no finding"), None: N_("in words that are not known")}


def find_figure(
    con: duckdb.DuckDBPyConnection,
    programme: Programme,
    year: int,
    measure: str,
    *,
    table: str | None = None,
    item: str | None = None,
) -> tuple[Figure, tuple[str, ...]]:
    """The one figure that is meant, and the tables that have the same measure by component, region etc.

    ``measure`` is a column's name, its name without unit, a Spanish name, or a part of one. ``table`` is a
    fact. ``item`` is a component, a region's code or name, etc., or a part of that. Without ``table`` and
    ``item`` a figure of the whole programme is preferred. Raises ``NotFoundError`` when no figure matches, or
    several do.
    """
    figures = _figures(con, programme.program_key, year)
    if not figures:
        _refuse_page_year(con, programme, year)
        known = _years(con, programme.program_key, None)
        said = _("{programme} has no figures for {year}; it has them for {years}.")
        raise NotFoundError(said.format(programme=programme.program_name, year=year, years=known))
    of_table = [figure for figure in figures if table in (None, figure.table_name, figure.table_name[4:])]
    if not of_table:
        said = _("{table} has no figures for {year}. Tables that have:")
        raise NotFoundError(said.format(table=table, year=year), _tables(figures))
    spanish = columns_called(con, measure)
    found = _of_measure(of_table, measure, spanish)
    if not found:
        _refuse_page_year(con, programme, year)
        known = _years(con, programme.program_key, measure)
        said = (
            _("There is no measure {measure!r} for {year} (but for {years}). Measures of {year}:")
            if known
            else _("There is no measure {measure!r} for {year}. Measures of {year}:")
        )
        raise NotFoundError(said.format(measure=measure, year=year, years=known), _measures(of_table))
    if item is not None:
        return _only(_of_item(found, item, measure)), ()
    whole = [figure for figure in found if figure.item is None]
    if table is None and len(whole) == 1:
        return whole[0], _tables(figure for figure in found if figure.item is not None)
    return _only(found), ()


def _refuse_page_year(con: duckdb.DuckDBPyConnection, programme: Programme, year: int) -> None:
    """Raises ``NotFoundError`` with what is published of a year without figures, if it is one."""
    named = [programme.program_key, year]
    if not con.execute(
        "from dim_report where program_key = ? and year = ? and form = 'evaluation_page'", named
    ).fetchone():
        return
    rows = con.execute(
        "select rule, finding, coalesce(': ' || sentence, '')"
        " from program_findings where program_key = ? and year = ? and origin = 'published' order by rule",
        named,
    ).fetchall()
    raise NotFoundError(
        _(
            "Of {year} the state publishes an evaluation page of {programme}, which has texts"
            " (program_profile) and verdicts, and not this figure. The verdicts:"
        ).format(year=year, programme=programme.program_name),
        tuple(f"{rule}, {_(_VERDICTS[finding])}{sentence}" for rule, finding, sentence in rows),
    )


def _figures(con: duckdb.DuckDBPyConnection, program_key: str, year: int) -> list[Figure]:
    """What reports say of ``year``, by any of them, and what the report of ``year`` says of other years."""
    rows = con.execute(
        "with figures as (from vintages where program_key = $program"
        # Other tables have items: there a figure without one only says why the report has no row.
        "  and (item is not null or table_name in ('fct_spending', 'fct_beneficiaries')))"
        " select distinct table_name, fact_column, column_name, reference_year, item,"
        "  coalesce(item || ' ' || region_name, item)"
        " from ("
        "  select * replace (column_name as fact_column) from figures where reference_year = $year"
        "  union all from figures where report_year = $year and fact_column <> column_name"
        " ) left join dim_region on region_code = item and ends_with(table_name, '_by_region')"
        " order by all nulls first",
        {"program": program_key, "year": year},
    ).fetchall()
    return [Figure(*row) for row in rows]


def _years(con: duckdb.DuckDBPyConnection, program_key: str, measure: str | None) -> str:
    """The years for which the programme has figures, or has the figures that ``measure`` names."""
    rows = con.execute(
        "select distinct table_name, column_name, reference_year from vintages"
        " where program_key = ? order by reference_year",
        [program_key],
    ).fetchall()
    years: dict[Figure, list[int]] = {}
    for table, column, year in rows:
        years.setdefault(Figure(table, column, column, 0, None, None), []).append(year)
    named = (
        list(years) if measure is None else _of_measure(list(years), measure, columns_called(con, measure))
    )
    return ", ".join(str(year) for year in sorted({year for figure in named for year in years[figure]}))


def as_column_name(measure: str) -> str:
    """``measure`` in the spelling of column names: lower case, underscores."""
    return measure.strip().lower().replace(" ", "_").replace("-", "_")


def _of_measure(figures: list[Figure], measure: str, spanish: Set[str]) -> list[Figure]:
    """The figures that ``measure`` names; ``spanish`` are the columns of which it is a Spanish name."""
    wanted = as_column_name(measure)
    return _first_that_fit(
        figures,
        [
            lambda figure: figure.column_name == wanted,
            lambda figure: figure.column_name in {wanted + suffix for suffix in SUFFIXES},
            lambda figure: figure.column_name in spanish,
            lambda figure: bool(wanted) and wanted in figure.column_name,
        ],
    )


def _of_item(figures: list[Figure], item: str, measure: str) -> list[Figure]:
    wanted = folded(item)
    found = _first_that_fit(
        [figure for figure in figures if figure.item is not None],
        [
            lambda figure: figure.item == item,
            lambda figure: wanted in {folded(figure.item), folded(figure.item_name)},
            lambda figure: bool(wanted) and wanted in folded(figure.item_name),
        ],
    )
    if not found:
        said = _("{measure} has no item {item!r}. Known items:")
        raise NotFoundError(said.format(measure=measure, item=item), _listed(figures))
    return found


def _first_that_fit(figures: list[Figure], ways: Iterable[Callable[[Figure], bool]]) -> list[Figure]:
    """The figures that match the first of ``ways`` that matches any."""
    return next((found for way in ways if (found := [figure for figure in figures if way(figure)])), [])


def _only(figures: list[Figure]) -> Figure:
    if len(figures) == 1:
        return figures[0]
    raise NotFoundError(
        _("{count} figures match; choose one with its full name, --table or --item:").format(
            count=len(figures)
        ),
        _listed(figures),
    )


def _listed(figures: list[Figure]) -> tuple[str, ...]:
    more = len(figures) - _LISTED
    return (
        *(str(figure) for figure in figures[:_LISTED]),
        *([_("and {count} more").format(count=more)] if more > 0 else []),
    )


def _measures(figures: list[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{figure.table_name}.{figure.column_name}" for figure in figures))


def _tables(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.table_name for figure in figures))
