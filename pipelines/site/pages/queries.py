"""*Consultas*: the example questions with their SQL and their answers."""

from collections.abc import Iterable, Mapping

from pipelines.query.questions import questions
from pipelines.site.block import Block
from pipelines.site.pages.console import PATH as CONSOLE
from pipelines.site.release import Release
from pipelines.site.results import result_columns
from pipelines.site.visit import Content, NoSuchPageError, Page, Visit

PATH = "consultas/"


def contents(visit: Visit) -> Content:
    """The list of the questions."""
    _ = visit.text
    listed = [(f"{PATH}{one.name}/", _(one.text)) for one in questions().values()]
    return Content(_("Queries"), values={"listed": listed, "console": CONSOLE})


def answer(visit: Visit, name: str) -> Content:
    """One question with its SQL and its answer."""
    _ = visit.text
    if name not in questions():
        raise NoSuchPageError(_("There is no such question."))
    one = questions()[name]
    described = [(row["column_name"], row["column_type"]) for row in visit.rows(f"describe {one.sql}")]
    columns = result_columns(visit, described)
    block = Block(
        visit.release,
        name,
        _("Answer"),
        one.sql,
        columns=columns,
        when_empty=_("No row answers this question."),
    )
    return Content(_(one.text), (block,), {"sql": one.sql, "console": CONSOLE})


def _every(_: Release) -> Iterable[Mapping[str, str]]:
    return ({"name": name} for name in questions())


PAGES = (Page(PATH, "queries.html", contents), Page(f"{PATH}{{name}}/", "query.html", answer, _every))
