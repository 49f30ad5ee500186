"""*Programa*: one figure: where it was printed, what every report states, and its checks."""

from dataclasses import dataclass

from pipelines.explain.computed import Computed, explain_computed
from pipelines.explain.explanation import explain
from pipelines.explain.model import Explanation, NotFoundError, Place, Vintage
from pipelines.explain.page_image import marked_lines
from pipelines.explain.source_file import source_of
from pipelines.site.block import Block, Column
from pipelines.site.figure_paths import (
    MART,
    FigureName,
    document_path,
    figure_name,
    figure_path,
    parse_figure,
    programme_path,
    year_path,
)
from pipelines.site.figure_words import UNITS, computed_value, figure_words, item_words, kind_of
from pipelines.site.formats import shown
from pipelines.site.pages.page_picture import pictures_of
from pipelines.site.programmes_known import no_such_year, programme_of
from pipelines.site.release import Row
from pipelines.site.visit import Content, MovedError, NoSuchPageError, Page, Visit
from pipelines.site.words import CHECK_STATUSES, MISSING_REASONS, word

MAX_DUMP = 4 << 20
"""Bytes of a text dump whose lines are shown; that of a report has some ten thousand."""

_STATED = """
    select figures.report_year, figures.revision, figures.is_current, figures.value, figures.text_value,
        figures.reason, figures.printed_text, page, line_no, source_file, file_sha256, report_id
    from (
        from vintages where table_name = $table and column_name = $measure
            and item is not distinct from $item and program_key = $key and reference_year = $year
    ) as figures
    inner join quality.documents using (report_id)
    left join (select report_id, reading_no, page, line_no from raw.readings) as printed
        using (report_id, reading_no)
    where reason is distinct from 'not_in_form'
    order by figures.report_year, figures.revision
"""

_KNOWN = """
    select distinct if(column_name = $column, reference_year, report_year) as year from vintages
    where program_key = $key and table_name = $table and $column in (column_name, fact_column)
        and item is not distinct from $item
    order by year desc
"""

_MEANING = """
    select description_en, description_es, caution, spanish_label from dictionary as d
    where d."table" = $table and d."column" = $column
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """A place: the text, the label beside it, where it is in words, and the path of the document."""

    operand: str | None
    text: str
    label: str | None
    where: str
    document: str
    inferred_by: str | None


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that another one is computed from: its name, value or reason, and the path of its page."""

    name: str
    value: str
    path: str


def content(visit: Visit, program_key: str, year: str, figure: str) -> Content:
    """The page of a figure."""
    programme = programme_of(visit, program_key, f"{year}/cifras/{figure}/")
    name = parse_figure(figure)
    if not year.isdecimal() or len(year) > 4:
        raise no_such_year(visit, programme, year)
    if name is None:
        raise _missing(visit, programme, int(year), None)
    if str(name) != figure:
        raise MovedError("", [(figure_path(visit, program_key, int(year), *name), "")])
    found: Explanation | Computed | None
    try:
        if name.table == MART:
            found = explain_computed(visit.release.database, program_key, int(year), name.column)
        else:
            found = _explained(visit, program_key, int(year), name)
    except NotFoundError:
        found = None
    if found is None:
        raise _missing(visit, programme, int(year), name)
    exact = FigureName(MART, found.column_name) if isinstance(found, Computed) else _name(found)
    if exact != name:
        # A part of a name is no address: another release may have two that it fits.
        raise _missing(visit, programme, int(year), name)
    values = {"programme": programme, "year": int(year), "name": name} | _meaning(visit, name)
    if isinstance(found, Computed):
        return _computed(visit, found, values)
    return _printed(visit, found, values)


def _printed(visit: Visit, found: Explanation, values: dict[str, object]) -> Content:
    _ = visit.text
    figure, stated = found.figure, found.shown
    words = figure_words(visit, figure.table_name, figure.column_name)
    item = item_words(visit, figure.table_name, figure.item, figure.item_name)
    operands = [place.operand for place in stated.places if place.operand]
    values |= {
        "value": _value(visit, found, stated),
        "why": word(visit, MISSING_REASONS, stated.reason),
        "report": stated.report,
        "about": figure.reference_year,
        "correction": stated.correction,
        "places": [_place(visit, found, place) for place in stated.places],
        "pictures": [
            (page, path, f"{_document(stated)}#page={page}")
            for page, path in pictures_of(stated.report, stated.places)
        ],
        "lines": _lines(visit, stated),
        "document": _document(stated),
        "operands": [
            Operand(
                figure_words(visit, figure.table_name, operand),
                "",
                figure_path(
                    visit, found.programme.program_key, found.year, figure.table_name, operand, figure.item
                ),
            )
            for operand in dict.fromkeys(operands)
        ],
        "checks": [
            {
                "claim": claims.get(check.check_name, check.check_name),
                "status": word(visit, CHECK_STATUSES, check.status),
                "breaks": check.status == "breaks",
                "year": check.report_year,
                "item": check.item,
                "expected": _number(visit, check.expected, check.unit),
                "actual": _number(visit, check.actual, check.unit),
                "difference": _number(visit, check.difference, check.unit),
            }
            for claims in [_claims(visit)]
            for check in found.checks
        ],
        "parts": [(f"#{table}", figure_words(visit, table, figure.measure)) for table in found.parts],
        "computed": False,
    }
    title = f"{words}: {item}" if item else words
    return Content(f"{title}, {figure.reference_year}", [_every_report(visit, found)], values)


def _explained(visit: Visit, program_key: str, year: int, name: FigureName) -> Explanation:
    """Raises ``NotFoundError``."""
    about, report_year = year, None
    if name.table == "fct_spending_per_beneficiary" and name.item and name.item.isdecimal():
        # A report prints it for three years; the item is the year that it is about.
        about, report_year = int(name.item), year
    return explain(
        visit.release.database,
        program_key,
        about,
        name.column,
        table=name.table,
        item=name.item,
        report_year=report_year,
    )


def _name(found: Explanation) -> FigureName:
    return FigureName(found.figure.table_name, found.figure.column_name, found.figure.item)


def _every_report(visit: Visit, found: Explanation) -> Block:
    _ = visit.text
    figure = found.figure
    by_report = {vintage.report.report_id: vintage for vintage in found.vintages}

    def where(row: Row) -> str:
        vintage = by_report[row["report_id"]]
        pictures = pictures_of(vintage.report, vintage.places)
        return pictures[0][1] if pictures else _document(vintage)

    def said(row: Row) -> Row:
        vintage = by_report[row["report_id"]]
        place = vintage.places[0] if vintage.places else None
        return {
            "shown": _value(visit, found, vintage),
            "difference": vintage.difference,
            "where": _where(visit, place) if place else _("The document"),
        }

    return Block(
        visit.release,
        "informes",
        _("What each report states"),
        _STATED,
        {
            "table": figure.table_name,
            "measure": figure.measure,
            "item": figure.item,
            "key": found.programme.program_key,
            "year": figure.reference_year,
        },
        (
            Column(
                "report_year",
                _("Report of"),
                "year",
                link=lambda row: year_path(found.programme.program_key, row["report_year"]),
            ),
            Column("revision", _("Revision"), "count"),
            Column("is_current", _("Current"), "flag"),
            Column("shown", _("Value"), why=lambda row: word(visit, MISSING_REASONS, row["reason"])),
            Column("printed_text", _("As printed")),
            Column("difference", _("Against the report before"), "number"),
            Column("where", _("Where"), link=where),
        ),
        note=_("A later report's figure never replaces that of the year's own report: both are kept."),
        add=said,
    )


def _computed(visit: Visit, found: Computed, values: dict[str, object]) -> Content:
    _ = visit.text
    key = found.programme.program_key
    row = visit.rows(f"from {MART} where program_key = $key and year = $year", key=key, year=found.year)[0]
    value = row[found.column_name]
    values |= {
        "value": computed_value(visit, found.column_name, value) if value is not None else None,
        "why": _("A figure that it is computed from is missing, or it would divide by zero"),
        "operands": [
            Operand(
                figure_words(visit, one.figure.table_name, one.figure.column_name),
                _value(visit, one, one.shown) or str(word(visit, MISSING_REASONS, one.shown.reason)),
                figure_path(
                    visit, key, found.year, one.figure.table_name, one.figure.column_name, one.figure.item
                ),
            )
            for one in found.operands
        ],
        "unstated": [
            figure_words(visit, *figure_name(MART, name)[:2])
            if "." not in name
            else figure_words(visit, *name.split(".", 1))
            for name in found.unstated
        ],
        "computed": True,
    }
    return Content(f"{figure_words(visit, MART, found.column_name)}, {found.year}", (), values)


def _value(visit: Visit, found: Explanation, vintage: Vintage) -> str | None:
    """The value with its unit; None where there is a reason instead."""
    if vintage.reason is not None:
        return None
    kind = kind_of(found.figure.table_name, found.figure.column_name)
    if isinstance(vintage.value, str):
        return vintage.value
    text = shown(vintage.value, kind, visit.language)
    if found.unit in {None, "pesos", "percent"} and kind in {"money", "percent"}:
        return text
    if found.unit == "percent":
        return f"{text} %"
    unit = word(visit, UNITS, found.unit) if found.unit in UNITS else found.unit
    return f"{text} {unit}" if unit and found.unit != "number" else text


def _place(visit: Visit, found: Explanation, place: Place) -> Printed:
    operand = figure_words(visit, found.figure.table_name, place.operand) if place.operand else None
    path = _document(found.shown)
    document = f"{path}#page={place.page}" if path.endswith(".pdf") else path
    return Printed(
        operand, place.printed_text, place.label, _where(visit, place), document, place.inferred_by
    )


def _where(visit: Visit, place: Place) -> str:
    _ = visit.text
    if place.box is None:
        line = place.line_no
        return (
            _("page {number}").format(number=place.page)
            if line is None
            else _("line {number}").format(number=line)
        )
    x0, top, x1, bottom = (shown(round(edge, 1), "number", visit.language) for edge in place.box)
    return _("page {page}, {x0} to {x1} points from the left, {top} to {bottom} from the top").format(
        page=place.page, x0=x0, x1=x1, top=top, bottom=bottom
    )


def _lines(visit: Visit, stated: Vintage) -> list[tuple[bool, str]]:
    """Of a text dump the lines around the figure, each with whether it is the figure's."""
    numbers = [place.line_no for place in stated.places if place.line_no]
    if not numbers or not stated.report.source_file.lower().endswith(".txt"):
        return []
    try:
        dump = source_of(stated.report, visit.raw)
    except NotFoundError:
        return []
    if dump.stat().st_size > MAX_DUMP:
        return []
    lines = marked_lines(dump, numbers[0])
    return [(line.startswith(">"), line[1:]) for line in lines]


def _document(vintage: Vintage) -> str:
    return document_path(vintage.report.file_sha256, vintage.report.source_file)


def _number(visit: Visit, number: float | None, unit: str) -> str:
    return shown(number, "money" if unit == "clp" else "year" if unit == "year" else "number", visit.language)


def _claims(visit: Visit) -> dict[str, str]:
    return {row["check_name"]: visit.text(row["claim"]) for row in visit.rows("from checks")}


def _meaning(visit: Visit, name: FigureName) -> dict[str, object]:
    rows = visit.rows(_MEANING, table=name.table, column=name.column)
    if not rows:
        return {"meaning": None, "form_label": None}
    (row,) = rows
    return {"meaning": row[f"description_{visit.language}"], "form_label": row["spanish_label"]}


def _missing(visit: Visit, programme: Row, year: int, name: FigureName | None) -> NoSuchPageError:
    """What is known instead of a figure that is not there: it in other years, the year, the programme."""
    _ = visit.text
    key, title = programme["program_key"], programme["program_name"] or programme["program_key"]
    leads = []
    reports = visit.rows(
        "select form from dim_report where program_key = $key and year = $year", key=key, year=year
    )
    sentence = _("The present release has no such figure of {name} for {year}.").format(name=title, year=year)
    if name is not None and not reports:
        sentence = str(no_such_year(visit, programme, str(year)))
    elif any(row["form"] == "evaluation_page" for row in reports):
        sentence += " " + _("Of this year the state publishes texts and verdicts, and no figures.")
    if name is not None:
        known = visit.rows(_KNOWN, key=key, table=name.table, column=name.column, item=name.item)
        words = figure_words(visit, name.table, name.column)
        leads += [
            (figure_path(visit, key, row["year"], *name), f"{words}, {row['year']}")
            for row in known[:5]
            if row["year"] != year
        ]
    if reports:
        leads.append((year_path(key, year), f"{title}, {year}"))
    leads.append((programme_path(key), _("All years of {name}").format(name=title)))
    return NoSuchPageError(sentence, leads)


PAGE = Page("programas/{program_key}/{year}/cifras/{figure}/", "figure.html", content, needs_application=True)
