"""*Programa*: every figure of a year, where it was printed, and what other reports state."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipelines.site.block import Block
from pipelines.site.figure_paths import MART, FigureName, document_path, figure_name, figure_path
from pipelines.site.figure_words import FIGURES, TABLES, computed_value, figure_words, item_words, kind_of
from pipelines.site.formats import shown
from pipelines.site.programmes_known import no_such_year, programme_of
from pipelines.site.release import Release, Row
from pipelines.site.visit import Content, Page, Parameters, Visit
from pipelines.site.words import MISSING_REASONS, word

# As pipelines.explain.figure: what reports say of the year, and what that of the year says of others.
_STATED = """
    select stated.program_key, stated.table_name, stated.fact_column, stated.column_name, stated.item,
        region_name,
        stated.reference_year, stated.report_year, stated.revision, stated.is_current, stated.value,
        stated.text_value, stated.reason, stated.printed_text, stated.correction_reason, label, source_file,
        file_sha256, page, x0, top, x1, bottom, line_no, operands
    from (
        from vintages where program_key = $key
            and (item is not null or table_name in ('fct_spending', 'fct_beneficiaries'))
            and (reference_year = $year or report_year = $year)
    ) as stated
    inner join quality.documents as documents using (report_id)
    left join raw.readings as readings
        on readings.report_id = stated.report_id and readings.reading_no = stated.reading_no
    left join (
        select table_name, column_name, item, list(distinct operand order by operand) as operands
        from provenance where program_key = $key and year = $year and operand is not null group by all
    ) as computed
        on computed.table_name = stated.table_name and computed.column_name = stated.fact_column
        and computed.item is not distinct from stated.item
    left join dim_region on region_code = stated.item and ends_with(stated.table_name, '_by_region')
    order by stated.report_year, stated.revision
"""


@dataclass(frozen=True, slots=True)
class Stated:
    """What one report says: ``value`` as shown, with the reason where it has none."""

    report_year: int
    revision: int
    value: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A figure of the list. ``ids`` are its anchors; ``where`` is a sentence, and ``document`` its path."""

    ids: tuple[str, ...]
    path: str
    name: str
    item: str | None
    about: int | None
    stated: Stated
    printed: str | None
    label: str | None
    where: str | None
    document: str | None
    box: str | None
    operands: tuple[tuple[str, str], ...]
    corrected: str | None
    others: tuple[Stated, ...]


def content(visit: Visit, program_key: str, year: str) -> Content:
    """The list."""
    _ = visit.text
    programme = programme_of(visit, program_key, f"{year}/cifras/")
    if not year.isdecimal():
        raise no_such_year(visit, programme, year)
    of = int(year)
    block = Block(
        visit.release,
        "cifras",
        _("These figures as a file"),
        _STATED,
        {"key": program_key, "year": of},
        has_table=False,
        note=_("One row for each figure and each report that states it, with its place."),
    )
    if not block.rows:
        raise no_such_year(visit, programme, year)
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in block.rows:
        key = (row["table_name"], row["column_name"], row["reference_year"], row["item"])
        groups.setdefault(key, []).append(row)
    listed: dict[str, list[Listed]] = {table: [] for table in TABLES}
    for rows in groups.values():
        listed.setdefault(rows[0]["table_name"], []).append(_listed(visit, of, rows))
    listed[MART] = _computed(visit, program_key, of)
    parts = [
        (table, word(visit, TABLES, table), sorted(figures, key=_place))
        for table, figures in listed.items()
        if figures
    ]
    values = {"programme": programme, "year": of, "parts": parts, "files": block}
    name = programme["program_name"] or program_key
    return Content(_("Figures of {name}, {year}").format(name=name, year=year), [block], values)


def _listed(visit: Visit, year: int, rows: list[Row]) -> Listed:
    """The figure that ``rows``, oldest report first, state."""
    _ = visit.text
    row = _shown(rows, year)
    column = row["fact_column"] if row["report_year"] == year else row["column_name"]
    names = [figure_name(row["table_name"], column, row["item"])]
    if row["reference_year"] == year and column != row["column_name"]:
        # By this name other reports and their restatements call it.
        names.append(FigureName(row["table_name"], row["column_name"], row["item"]))
    place = _where(visit, row)
    return Listed(
        ids=tuple(map(str, names)),
        path=figure_path(visit, row["program_key"], year, *names[0]),
        name=figure_words(visit, row["table_name"], column),
        item=item_words(visit, row["table_name"], row["item"], row["region_name"]),
        about=row["reference_year"] if row["reference_year"] != year else None,
        stated=_stated(visit, row),
        printed=row["printed_text"],
        label=row["label"],
        where=place,
        document=_document(row) if place else None,
        box=_box(visit, row),
        operands=tuple(
            (
                f"#{figure_name(row['table_name'], operand, row['item'])}",
                figure_words(visit, row["table_name"], operand),
            )
            for operand in row["operands"] or ()
        ),
        corrected=row["correction_reason"],
        others=tuple(
            _stated(visit, each) for each in rows if each is not row and each["reason"] != "not_in_form"
        ),
    )


def _shown(rows: list[Row], year: int) -> Row:
    """What the report of the year states, in its current revision, or else the newest that states it."""
    current = [row for row in rows if row["is_current"]] or rows
    own = [row for row in current if row["report_year"] == year]
    return (own or [row for row in current if row["reason"] is None] or current)[-1]


def _stated(visit: Visit, row: Row) -> Stated:
    why = word(visit, MISSING_REASONS, row["reason"])
    return Stated(row["report_year"], row["revision"], _value(visit, row), why)


def _value(visit: Visit, row: Row) -> str:
    if row["text_value"] is not None:
        return str(row["text_value"])
    return shown(row["value"], kind_of(row["table_name"], row["column_name"]), visit.language)


def _where(visit: Visit, row: Row) -> str | None:
    _ = visit.text
    if row["line_no"] is not None:
        return _("line {number}").format(number=row["line_no"])
    return _("page {number}").format(number=row["page"]) if row["page"] is not None else None


def _document(row: Row) -> str:
    path = document_path(row["file_sha256"], row["source_file"])
    return f"{path}#page={row['page']}" if path.endswith(".pdf") else path


def _box(visit: Visit, row: Row) -> str | None:
    if row["x0"] is None:
        return None
    edges = (shown(round(row[name], 1), "number", visit.language) for name in ("x0", "x1", "top", "bottom"))
    return "x {}–{}, y {}–{}".format(*edges)


def _computed(visit: Visit, program_key: str, year: int) -> list[Listed]:
    """The columns of ``program_year`` that are computed from the figures."""
    rows = visit.rows(f"from {MART} where program_key = $key and year = $year", key=program_key, year=year)
    return [
        Listed(
            ids=(str(FigureName(MART, column)),),
            path=figure_path(visit, program_key, year, MART, column),
            name=figure_words(visit, MART, column),
            item=None,
            about=None,
            stated=Stated(year, 1, computed_value(visit, column, row[column]), None),
            printed=None,
            label=None,
            where=None,
            document=None,
            box=None,
            operands=(),
            corrected=None,
            others=(),
        )
        for row in rows
        for table, _dot, column in (name.partition(".") for name in FIGURES)
        if table == MART and column in row
    ]


def _place(figure: Listed) -> tuple[int, str, str]:
    """Where a figure stands in its table: as the words are listed, then by item."""
    known = list(FIGURES)
    name = figure.ids[0].partition("~")[0]
    return (known.index(name) if name in known else len(known), figure.item or "", figure.ids[0])


def _every(release: Release) -> Iterable[Parameters]:
    rows = release.rows(
        "select distinct program_key, year from dim_report where form <> 'evaluation_page' union"
        " select distinct program_key, reference_year from quality.restatements order by all"
    )
    return ({"program_key": row["program_key"], "year": str(row["year"])} for row in rows)


PAGE = Page("programas/{program_key}/{year}/cifras/", "figures.html", content, _every)
