"""Print an explanation to the terminal."""

from pipelines.explain.computed import TABLE, Computed
from pipelines.explain.model import Check, Explanation, Place, Report, Value, Vintage
from pipelines.terminal import Terminal

SHORT_ID = 12
"""Digits of a sha256 that are enough to identify a report."""


REASONS = {
    "not_reported": 'the report says that the programme gives no information ("no presenta información")',
    "not_applicable": 'the report says that it does not apply ("N/A", "No")',
    "blank": "nothing is printed in its place",
    "ambiguous": "the printed text allows several values; they are separated by bars (|)",
    "not_in_form": "the report's form has no place for it",
    "unreadable": "the printed text is not a number",
    "page_without_text": "its section or table would be on a page that shows something and has no text",
    "section_missing": "the report lacks its section or table",
}
"""The reasons of quality.missing_values in words."""


def show(terminal: Terminal, found: Explanation) -> None:
    """Print the figure and its place, then its vintages, then its checks."""
    shown = found.shown
    terminal.say(f"{found.programme.program_name} ({found.programme.program_key}), {found.year}")
    terminal.say(f"{found.figure}" + (f": {found.meaning}" if found.meaning else ""))
    terminal.say()
    _part(terminal, "value", _stated(shown, found.unit))
    if shown.reason is not None:
        _part(terminal, "because", REASONS[shown.reason])
    if shown.correction:
        _part(terminal, "corrected", f"{shown.correction.reason} ({shown.correction.source})")
    for place in shown.places:
        operand = f"{place.operand} " if place.operand else ""
        beside = f'  beside "{place.label}"' if place.label else ""
        _part(terminal, "printed", f'{operand}"{place.printed_text}"{beside}')
        if place.inferred_by:
            _part(
                terminal,
                "inferred",
                f"the text dump does not show the column; the rule {place.inferred_by} determines it",
            )
        _part(terminal, "where", f"{shown.report.source_file}, {where(place)}")
    if not shown.places:
        _part(terminal, "printed", "nothing")
    _part(terminal, "report", _report(shown.report))
    for table in found.parts:
        _part(terminal, "also", f"by part in {table}: --table {table}")
    terminal.say()
    terminal.say("what each report states (* is shown above)")
    for vintage in found.vintages:
        _vintage(terminal, vintage, vintage is shown)
    terminal.say()
    terminal.say("checks it takes part in" if found.checks else "It takes part in no check.")
    for check in found.checks:
        _check(terminal, check)


def show_computed(terminal: Terminal, found: Computed) -> None:
    """Print the value, its meaning, and each figure that it is computed from with its place."""
    terminal.say(f"{found.programme.program_name} ({found.programme.program_key}), {found.year}")
    terminal.say(f"{TABLE}.{found.column_name}: {found.meaning}")
    terminal.say()
    _part(terminal, "value", "NULL" if found.value is None else number(found.value))
    for operand in found.operands:
        _part(terminal, "from", f"{operand.figure}: {_stated(operand.shown, operand.unit)}")
        for place in operand.shown.places:
            _part(terminal, "", f'"{place.printed_text}"  {operand.shown.report.source_file}, {where(place)}')
    for name in found.unstated:
        _part(terminal, "from", f"{name}: no report has a place for it")
    if not found.operands:
        terminal.say()
        terminal.say("It is not computed from figures of the whole programme.")


def where(place: Place) -> str:
    """The place in words: page and coordinates in points, or a line number."""
    if place.box is None:
        return f"line {place.line_no}" if place.line_no is not None else f"page {place.page}"
    x0, top, x1, bottom = place.box
    return f"page {place.page}, x {x0:.1f} to {x1:.1f}, y {top:.1f} to {bottom:.1f} points from the top left"


def number(value: Value) -> str:
    """Format a number with thousands separators and up to six decimals; text stays as it is."""
    if isinstance(value, float):
        return f"{value:,.6f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else value or ""


def _stated(vintage: Vintage, unit: str | None) -> str:
    if vintage.reason is not None:
        return f"NULL: {vintage.reason}"
    return f"{number(vintage.value)} {unit}" if unit else number(vintage.value)


def _report(report: Report) -> str:
    current = "current" if report.is_current else "not current: replaced by a later revision"
    return (
        f"{report.report_id[:SHORT_ID]}, report year {report.report_year},"
        f" revision {report.revision}, {current}"
    )


def _vintage(terminal: Terminal, vintage: Vintage, is_shown: bool) -> None:
    report = vintage.report
    terminal.say(
        f"{'*' if is_shown else ' '} {report.report_year}, revision {report.revision}"
        f"{'' if report.is_current else ' (not current)'}:  {_stated(vintage, None)}"
        + (f"  ({vintage.difference:+,} against the report before)" if vintage.difference is not None else "")
        + ("  (corrected)" if vintage.correction else ""),
    )
    for place in vintage.places:
        terminal.say(f'    "{place.printed_text}"  {report.source_file}, {where(place)}')


def _check(terminal: Terminal, check: Check) -> None:
    item = f" [{check.item}]" if check.item else ""
    sides = [("expected", check.expected), ("actual", check.actual), ("difference", check.difference or None)]
    said = [
        f"{name} {side if check.unit == 'year' else number(side)}" for name, side in sides if side is not None
    ]
    numbers = f": {', '.join(said)} ({check.unit})" if said else ""
    terminal.say(f"  {check.report_year}  {check.status:<15}  {check.check_name}{item}{numbers}")


def _part(terminal: Terminal, name: str, text: str) -> None:
    terminal.say(f"{name:<10}{text}")
