"""Print an explanation to the terminal."""

from pipelines import numbers
from pipelines.explain.computed import TABLE, Computed
from pipelines.explain.model import Check, Explanation, Place, Report, Value, Vintage
from pipelines.language import N_, _, spoken
from pipelines.terminal import Terminal

SHORT_ID = 12
"""Digits of a sha256 that are enough to identify a report."""


REASONS = {
    "not_reported": N_('the report says that the programme gives no information ("no presenta información")'),
    "not_applicable": N_('the report says that it does not apply ("N/A", "No")'),
    "blank": N_("nothing is printed in its place"),
    "ambiguous": N_("the printed text allows several values; they are separated by bars (|)"),
    "not_in_form": N_("the report's form has no place for it"),
    "unreadable": N_("the printed text is not a number"),
    "page_without_text": N_("its section or table would be on a page that shows something and has no text"),
    "section_missing": N_("the report lacks its section or table"),
}
"""The reasons of quality.missing_values in words."""

CHECKED = (
    *(N_("closes"), N_("within_rounding"), N_("breaks"), N_("not_testable")),
    *(N_("clp"), N_("people"), N_("percent"), N_("year"), N_("numbers"), N_("figures")),
)
"""The statuses and units of quality.reconciliations."""


def show(terminal: Terminal, found: Explanation) -> None:
    """Print the figure and its place, then its vintages, then its checks."""
    shown = found.shown
    terminal.say(f"{found.programme.program_name} ({found.programme.program_key}), {found.year}")
    terminal.say(f"{found.figure}" + (f": {found.meaning}" if found.meaning else ""))
    terminal.say()
    _part(terminal, _("value"), _stated(shown, found.unit))
    if shown.reason is not None:
        _part(terminal, _("because"), _(REASONS[shown.reason]))
    if shown.correction:
        _part(terminal, _("corrected"), f"{shown.correction.reason} ({shown.correction.source})")
    for place in shown.places:
        operand = f"{place.operand} " if place.operand else ""
        beside = "  " + _('beside "{label}"').format(label=place.label) if place.label else ""
        _part(terminal, _("printed"), f'{operand}"{place.printed_text}"{beside}')
        if place.inferred_by:
            said = _("the text dump does not show the column; the rule {rule} determines it")
            _part(terminal, _("inferred"), said.format(rule=place.inferred_by))
        _part(terminal, _("where"), f"{shown.report.source_file}, {where(place)}")
    if not shown.places:
        _part(terminal, _("printed"), _("nothing"))
    _part(terminal, _("report"), _report(shown.report))
    for table in found.parts:
        _part(terminal, _("also"), _("by part in {table}: --table {table}").format(table=table))
    terminal.say()
    terminal.say(_("what each report states (* is shown above)"))
    for vintage in found.vintages:
        _vintage(terminal, vintage, vintage is shown)
    terminal.say()
    terminal.say(_("checks it takes part in") if found.checks else _("It takes part in no check."))
    for check in found.checks:
        _check(terminal, check)


def show_computed(terminal: Terminal, found: Computed) -> None:
    """Print the value, its meaning, and each figure that it is computed from with its place."""
    terminal.say(f"{found.programme.program_name} ({found.programme.program_key}), {found.year}")
    terminal.say(f"{TABLE}.{found.column_name}: {found.meaning}")
    terminal.say()
    _part(terminal, _("value"), "NULL" if found.value is None else number(found.value))
    for operand in found.operands:
        _part(terminal, _("from"), f"{operand.figure}: {_stated(operand.shown, operand.unit)}")
        for place in operand.shown.places:
            _part(terminal, "", f'"{place.printed_text}"  {operand.shown.report.source_file}, {where(place)}')
    for name in found.unstated:
        _part(terminal, _("from"), _("{figure}: no report has a place for it").format(figure=name))
    if not found.operands:
        terminal.say()
        terminal.say(_("It is not computed from figures of the whole programme."))


def where(place: Place) -> str:
    """The place in words: page and coordinates in points, or a line number."""
    if place.box is None:
        if place.line_no is None:
            return _("page {page}").format(page=place.page)
        return _("line {number}").format(number=place.line_no)
    x0, top, x1, bottom = (numbers.number(side, spoken(), 1) for side in place.box)
    said = _("page {page}, x {x0} to {x1}, y {top} to {bottom} points from the top left")
    return said.format(page=place.page, x0=x0, x1=x1, top=top, bottom=bottom)


def number(value: Value) -> str:
    """Format a number with thousands separators and up to six decimals; text stays as it is."""
    return numbers.number(value, spoken()) if isinstance(value, int | float) else value or ""


def _stated(vintage: Vintage, unit: str | None) -> str:
    if vintage.reason is not None:
        return f"NULL: {vintage.reason}"
    return f"{number(vintage.value)} {_(unit)}" if unit else number(vintage.value)


def _report(report: Report) -> str:
    said = (
        _("{report}, report year {year}, revision {revision}, current")
        if report.is_current
        else _("{report}, report year {year}, revision {revision}, not current: replaced by a later revision")
    )
    return said.format(report=report.report_id[:SHORT_ID], year=report.report_year, revision=report.revision)


def _vintage(terminal: Terminal, vintage: Vintage, is_shown: bool) -> None:
    report = vintage.report
    said = (
        _("{year}, revision {revision}:")
        if report.is_current
        else _("{year}, revision {revision} (not current):")
    ).format(year=report.report_year, revision=report.revision)
    parts = [f"{'*' if is_shown else ' '} {said}", _stated(vintage, None)]
    if vintage.difference is not None:
        difference = ("+" if vintage.difference >= 0 else "") + number(vintage.difference)
        parts.append(_("({difference} against the report before)").format(difference=difference))
    if vintage.correction:
        parts.append(_("(corrected)"))
    terminal.say("  ".join(parts))
    for place in vintage.places:
        terminal.say(f'    "{place.printed_text}"  {report.source_file}, {where(place)}')


def _check(terminal: Terminal, check: Check) -> None:
    item = f" [{check.item}]" if check.item else ""
    sides = [
        (_("expected"), check.expected),
        (_("actual"), check.actual),
        (_("difference"), check.difference or None),
    ]
    said = [
        f"{name} {side if check.unit == 'year' else number(side)}" for name, side in sides if side is not None
    ]
    stated = f": {', '.join(said)} ({_(check.unit)})" if said else ""
    terminal.say(f"  {check.report_year}  {_(check.status):<15}  {check.check_name}{item}{stated}")


def _part(terminal: Terminal, name: str, text: str) -> None:
    terminal.say(f"{name:<10}{text}")
