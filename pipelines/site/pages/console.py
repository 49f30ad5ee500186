"""The console: a question in SQL, which a process of its own answers within limits."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.exports.files import FORMULA_STARTS, NUMBER
from pipelines.language import N_
from pipelines.site.block import Column
from pipelines.site.console import Answer, BusyError, ConsoleLimits, Refusal, ask
from pipelines.site.downloads import TYPES
from pipelines.site.release import Row
from pipelines.site.results import result_columns
from pipelines.site.visit import Body, Content, File, NoSuchPageError, Page, TooBusyError, Visit
from pipelines.site.words import Words, word

PATH = "consultas/consola/"
CSV_PATH = "consultas/consola.csv"

EXAMPLE = """select ministry, sum(executed_clp) as executed_clp
from program_year
where year = (select max(year) from program_year)
group by ministry
order by executed_clp desc"""

LIMITS = ConsoleLimits()


REFUSALS: Words = {
    "error": N_("DuckDB cannot answer this question."),
    "one_question": N_("Write one query: not none, and not several."),
    "only_select": N_(
        "Only a query that reads is answered, one that begins with SELECT, FROM, WITH or DESCRIBE."
    ),
    "too_long": N_("The question is too long."),
    "too_late": N_("The answer took too long. Ask for fewer rows, or for one year at a time."),
    "too_large": N_("The answer is too large for a page. Ask for fewer rows or columns."),
    "out_of_memory": N_("The answer needs too much memory. Ask for fewer rows, or for one year at a time."),
}
"""console.Reason, as a sentence."""


@dataclass(frozen=True)
class Table:
    """The rows of an answer, for the macro of tables, by the positions of columns: their names may repeat."""

    heading: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    most: int = LIMITS.rows

    @property
    def filled(self) -> Sequence[Column]:
        """The columns to show: all, as they were asked for."""
        return self.columns


def console(visit: Visit) -> Content:
    """The form, and the answer to what was asked in the address."""
    _ = visit.text
    sql = visit.asked.get("sql", "").strip()
    answer = _answer(visit, sql) if sql else None
    refusal = answer if isinstance(answer, Refusal) else None
    return Content(
        _("Ask in SQL"),
        values={
            "sql": sql or EXAMPLE,
            "limits": LIMITS,
            "refusal": refusal and word(visit, REFUSALS, refusal.reason),
            "detail": refusal.detail if refusal else "",
            "answer": _table(visit, answer) if isinstance(answer, Answer) else None,
            "is_cut": isinstance(answer, Answer) and answer.is_cut,
            "file": CSV_PATH,
        },
    )


def result_file(visit: Visit) -> Body:
    """The answer to what was asked in the address, as CSV."""
    answer = _answer(visit, visit.asked.get("sql", "").strip())
    if isinstance(answer, Refusal):
        raise NoSuchPageError(visit.text(REFUSALS[answer.reason]))
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow([_cell(name) for name, __ in answer.columns])
    rows.writerows([_cell(value) for value in row] for row in answer.rows)
    headers = {"Content-Disposition": 'attachment; filename="consulta.csv"'}
    return Body(written.getvalue().encode(), TYPES["csv"], headers)


def _answer(visit: Visit, sql: str) -> Answer | Refusal:
    _ = visit.text
    if not visit.has_console:
        raise NoSuchPageError(_("This site answers no questions in SQL."))
    try:
        return ask(visit.release.database, sql, LIMITS)
    except BusyError:
        raise TooBusyError(
            _("Other questions are being answered. Please ask again in some seconds.")
        ) from None


def _table(visit: Visit, answer: Answer) -> Table:
    _ = visit.text
    columns = [
        replace(column, name=str(at), say=None)
        for at, column in enumerate(result_columns(visit, answer.columns))
    ]
    types = [type_ for __, type_ in answer.columns]
    rows = [{str(at): _value(value, types[at]) for at, value in enumerate(row)} for row in answer.rows]
    return Table(_("Answer"), columns, rows)


def _value(value: object, type_: str) -> object:
    return Decimal(value) if type_.startswith("DECIMAL") and isinstance(value, str) else value


def _cell(value: object) -> object:
    """As in every CSV file: text that a spreadsheet would run gets an apostrophe."""
    if isinstance(value, str) and value.startswith(tuple(FORMULA_STARTS)) and not re.match(NUMBER, value):
        return f"'{value}"
    return str(value).lower() if isinstance(value, bool) else value


PAGES = (Page(PATH, "console.html", console, needs_application=True, is_kept=False),)
FILES = (File(CSV_PATH, result_file, needs_application=True, is_kept=False),)
