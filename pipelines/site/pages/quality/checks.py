"""*Calidad*: what the figures of a report claim about each other, and where that does not hold."""

from collections.abc import Iterable, Mapping

from pipelines.site.block import Block, Column
from pipelines.site.cells import programme
from pipelines.site.formats import Kind
from pipelines.site.pages.quality.parts import PATH, TEMPLATE, say, year_column
from pipelines.site.release import Release
from pipelines.site.visit import Content, NoSuchPageError, Page, Visit
from pipelines.site.words import (
    CHECK_STATUSES,
)

_CHECKS = """
    select check_name, claim, tolerance_rule,
        count(*) filter (status in ('closes', 'within_rounding')) as passed,
        count(*) filter (status = 'breaks') as broken,
        count(*) filter (status = 'not_testable') as not_testable
    from checks
    left join (from quality.reconciliations semi join dim_report using (report_id)) using (check_name)
    group by all order by broken desc, check_name
"""


_BROKEN = """
    select program_name, checked.program_key, checked.year, check_name, item, checks.unit,
        expected, actual, difference, tolerance
    from quality.reconciliations as checked
    semi join dim_report using (report_id)
    join checks using (check_name)
    left join program_names using (program_key, year)
    where status = 'breaks' and check_name = coalesce($check, check_name)
    order by checked.year desc, program_name, check_name, item
"""


_UNITS: Mapping[str, Kind] = {"clp": "money", "people": "count", "percent": "percent", "year": "year"}


def checks(visit: Visit) -> Content:
    """Every check: what it claims, and how many rows hold it, break it or cannot tell."""
    _ = visit.text
    by_check = Block(
        visit.release,
        "controles",
        _("Checks"),
        _CHECKS,
        columns=(
            Column("claim", _("Claim"), link=lambda row: _check_path(row["check_name"]), say=_),
            Column("tolerance_rule", _("What counts as rounding"), say=_),
            Column("passed", _("Closes"), "count"),
            Column("broken", _("Does not close"), "count"),
            Column("not_testable", _("Cannot be tested"), "count"),
        ),
        note=_(
            "Every check is asked of every report. Where a figure that it needs is missing, it cannot be"
            " tested. A check that does not close is a fault of the print: figures stay as they are printed."
        ),
    )
    claims = {row["check_name"]: visit.text(row["claim"]) for row in visit.rows("from checks")}
    broken = Block(
        visit.release,
        "no-cierran",
        _("Where they do not close"),
        _BROKEN,
        {"check": None},
        columns=(
            programme(visit),
            year_column(visit),
            Column(
                "check_name",
                _("Claim"),
                link=lambda row: _check_path(row["check_name"]),
                say=lambda name: claims.get(name, name),
            ),
            Column("item", _("Which")),
        ),
        when_empty=_("Every check that can be tested closes."),
    )
    return Content(_("Checks that do not close"), (by_check, broken))


def check(visit: Visit, check: str) -> Content:
    """One check, and where it breaks."""
    _ = visit.text
    found = visit.rows(
        "select claim, tolerance_rule, unit from checks where check_name = $check", check=check
    )
    if not found:
        raise NoSuchPageError(_("There is no such check."))
    one = found[0]
    kind = _UNITS.get(one["unit"], "number")
    # A year is a whole number; everything else may have decimals.
    type_ = "integer" if kind == "year" else "decimal(38, 2)"
    numbers = ("expected", "actual", "difference", "tolerance")
    broken = Block(
        visit.release,
        "no-cierran",
        _("Where it does not close"),
        "select * replace ("
        + ", ".join(f"{name}::{type_} as {name}" for name in numbers)
        + f") from ({_BROKEN}) order by abs(difference) desc, year desc, program_name, item",
        {"check": check},
        columns=(
            programme(visit),
            year_column(visit),
            Column("item", _("Which")),
            Column("expected", _("Expected"), kind),
            Column("actual", _("Printed"), kind),
            Column("difference", _("Difference"), "number" if kind == "year" else kind),
            Column("tolerance", _("Rounding allows"), "number" if kind == "year" else kind),
        ),
        when_empty=_("Every check that can be tested closes."),
    )
    by_status = Block(
        visit.release,
        "resultados",
        _("Results"),
        "select status, count(*) as rows from quality.reconciliations semi join dim_report using (report_id)"
        " where check_name = $check group by status order by status",
        {"check": check},
        columns=(
            Column("status", _("Result"), say=say(visit, CHECK_STATUSES)),
            Column("rows", _("Rows"), "count"),
        ),
        note=_("What counts as rounding: {rule}.").format(rule=visit.text(one["tolerance_rule"]).rstrip(".")),
    )
    return Content(visit.text(one["claim"]), (by_status, broken))


def _check_path(name: str) -> str:
    return f"{PATH}controles/{name}/"


def _every_check(release: Release) -> Iterable[Mapping[str, str]]:
    return (
        {"check": row["check_name"]} for row in release.rows("select check_name from checks order by all")
    )


PAGES = (
    Page(f"{PATH}controles/", TEMPLATE, checks),
    Page(f"{PATH}controles/{{check}}/", TEMPLATE, check, _every_check),
)
