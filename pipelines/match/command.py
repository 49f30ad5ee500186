"""The command `panelsocial match`."""

from pathlib import Path

import click

from pipelines.language import _
from pipelines.options import settings, warehouse_option
from pipelines.terminal import reading


@click.command(
    help=_(
        "Decide which names mean the same ministry or service, which programmes are the same, and which"
        " labels.\n\n"
        "Asks about each name in quality.spelling_matches and writes the answer to institution_aliases.csv"
        " of the dbt project. Then asks about each pair in quality.program_matches: yes is written to"
        " program_aliases.csv, no to program_distinct.csv. Then asks about each label in words that the form"
        " does not know (quality.unmapped_readings, column resembles): yes is written to wordings.csv of the"
        " form's specification. Without a terminal it only lists them."
    )
)
@warehouse_option
def match(warehouse: Path | None) -> None:
    """Decide which names, which programmes and which labels are the same."""
    import duckdb  # noqa: PLC0415

    from pipelines.match.decisions import ask_for_decisions  # noqa: PLC0415
    from pipelines.match.proposals import proposals  # noqa: PLC0415
    from pipelines.match.reviewed_file import ReviewError  # noqa: PLC0415
    from pipelines.match.spellings import spellings  # noqa: PLC0415
    from pipelines.match.wordings import wordings  # noqa: PLC0415

    chosen = settings(warehouse=warehouse)
    database = chosen.published_database
    with reading(database), duckdb.connect(str(database), read_only=True) as con:
        names, pairs, labels = spellings(con), proposals(con), wordings(con)
    try:
        ask_for_decisions(names, pairs, labels, chosen.dbt_project)
    except ReviewError as error:
        raise click.ClickException(str(error)) from None
