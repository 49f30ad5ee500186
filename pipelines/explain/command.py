"""The command `panelsocial explain`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.language import _, speaking, spoken
from pipelines.options import FOLDER, Folder, WholeNumber, settings, warehouse_option
from pipelines.query.completion import complete_measures, complete_programmes
from pipelines.terminal import Terminal, complain, reading

if TYPE_CHECKING:
    from pipelines.explain.model import Explanation


@click.command(
    help=_(
        "Show where a figure comes from: MEASURE (a column, such as executed, or its Spanish name) of"
        " PROGRAMME for YEAR.\n\n"
        "Prints the value, the printed text and its place, what other reports state, and its checks."
    )
)
@click.argument("programme", metavar=_("PROGRAMME"), shell_complete=complete_programmes)
@click.argument("year", type=WholeNumber(), metavar=_("YEAR"))
@click.argument("measure", metavar=_("MEASURE"), shell_complete=complete_measures)
@click.option("--table", metavar=_("TABLE"), help=_("Fact table of the measure, where several have it."))
@click.option(
    "--item",
    metavar=_("TEXT"),
    help=_("Component, region, indicator, flow or budget line, or a part of its name."),
)
@click.option(
    "--report-year",
    type=WholeNumber(),
    metavar=_("YEAR"),
    help=_("Year of the report to show; else the report of YEAR."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON, in English."))
@click.option(
    "--image",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("Write a PNG image of the page with the figure marked."),
)
@click.option(
    "--raw",
    type=Folder,
    metavar=FOLDER,
    help=_("Folder with the reports, for --image.") + " [PANELSOCIAL_RAW]",
)
@warehouse_option
def explain(
    *,
    programme: str,
    year: int,
    measure: str,
    table: str | None,
    item: str | None,
    report_year: int | None,
    as_json: bool,
    image: Path | None,
    raw: Path | None,
    warehouse: Path | None,
) -> None:
    """Show where a figure comes from: a measure of a programme for a year."""
    from pipelines.explain import explanation  # noqa: PLC0415
    from pipelines.explain.computed import explain_computed  # noqa: PLC0415
    from pipelines.explain.model import NotFoundError  # noqa: PLC0415
    from pipelines.explain.show import show, show_computed  # noqa: PLC0415

    chosen = settings(raw=raw, warehouse=warehouse)
    database = chosen.published_database
    computed = None
    try:
        with reading(database), speaking("en" if as_json else spoken()):
            if (table, item, report_year) == (None, None, None):
                computed = explain_computed(database, programme, year, measure)
            if computed is None:
                found = explanation.explain(
                    database, programme, year, measure, table=table, item=item, report_year=report_year
                )
    except NotFoundError as error:
        raise click.ClickException(str(error)) from None
    terminal = Terminal()
    if as_json:
        for line in json.dumps(asdict(computed or found), ensure_ascii=False, indent=2).split("\n"):
            terminal.say(line)
    elif computed:
        show_computed(terminal, computed)
    else:
        show(terminal, found)
    if image is not None and computed:
        raise click.ClickException(
            _("There is no image of a computed value: explain one of the figures that it is computed from.")
        )
    if image is not None:
        _illustrate(found, chosen.raw, image)


def _illustrate(found: "Explanation", raw: Path, image: Path) -> None:
    """Draw the page; of a text dump print the lines, to stderr so that JSON output stays valid."""
    from pipelines.explain.model import NotFoundError  # noqa: PLC0415
    from pipelines.explain.page_image import marked_lines  # noqa: PLC0415
    from pipelines.explain.page_picture import NotDrawnError, picture_of_page  # noqa: PLC0415
    from pipelines.explain.source_file import bytes_of, source_of  # noqa: PLC0415

    placed = [place for place in found.shown.places if place.box or place.line_no]
    if not placed:
        raise click.ClickException(_("There is no image: this figure was printed on no page."))
    page, line_no = placed[0].page, placed[0].line_no
    try:
        source = source_of(found.shown.report, raw)
        if source.suffix in {".html", ".htm"}:
            said = _("There is no image: the report is a web page, {file}.")
            complain("\n" + said.format(file=source))
            return
        if line_no is not None:
            complain("\n" + _("There is no image: the report is a text dump. Its lines:"))
            complain("\n".join(marked_lines(source, line_no)))
            return
        boxes = [place.box for place in placed if place.box and place.page == page]
        image.write_bytes(picture_of_page(bytes_of(found.shown.report, raw), page, boxes))
    except (NotFoundError, NotDrawnError) as error:
        raise click.ClickException(str(error)) from None
    said = _("{image} shows page {page} of {file}, with the figure marked.")
    complain("\n" + said.format(image=image, page=page, file=source))
    for place in placed:
        if place.page != page:
            complain(_("{figure} is on page {page}.").format(figure=place.operand, page=place.page))
