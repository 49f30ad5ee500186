"""Assets: the tables of the `raw` schema."""

from collections.abc import Iterator

from dagster import AssetExecutionContext, AssetKey, AssetSpec, MaterializeResult, ResourceParam, multi_asset

from pipelines.acquire.inbox_file import read_inbox
from pipelines.assets.extracted_reports import extracted_reports
from pipelines.assets.pools import BUILD_DATABASE
from pipelines.assets.run_lock import HeldLock
from pipelines.build.inputs import begin_load, note_loaded
from pipelines.config import Settings
from pipelines.errors import plain_errors
from pipelines.language import _, told
from pipelines.load.acquisitions import load_acquisitions
from pipelines.load.extract_all import read_missing
from pipelines.load.warehouse import DamagedExtractionsError, load
from pipelines.progress import Progress

RAW_TABLES = {
    "reports": "One row per report, including those put aside.",
    "files": "One row per report file.",
    "readings": "Every printed value as read, with its place on the page.",
    "gaps": "Parts that every report prints and a report lacks.",
    "witness_pages": "How many numbers the reader and an independent plain text found on each page.",
    "witness": "Numbers that the reader and the plain text found a different number of times.",
    "acquisitions": "One row per attempt to fetch a report, and per file added by hand.",
    "bips_index": "The state's index of programmes.",
}


@multi_asset(
    specs=[
        AssetSpec(AssetKey(["raw", table]), deps=[extracted_reports], description=what, group_name="reports")
        for table, what in RAW_TABLES.items()
    ],
    pool=BUILD_DATABASE,
)
def raw_tables(
    context: AssetExecutionContext,
    settings: ResourceParam[Settings],
    progress: ResourceParam[Progress],
    run_lock: HeldLock,  # noqa: ARG001 - held while the run lasts
) -> Iterator[MaterializeResult[None]]:
    """Loads the reports in the year lists, and the ledger, into the raw schema."""
    progress.begin(told(lambda: _("Loading readings")))
    with plain_errors(settings):
        is_damaged = begin_load(settings.build_database)
        folders = (settings.build_database, settings.year_lists, settings.extracted)
        try:
            loaded = load(*folders, keep_officials=settings.keep_officials, engine=settings.engine)
        except DamagedExtractionsError as error:
            context.log.warning(str(error))
            read_missing(read_inbox(settings.inbox), settings)
            loaded = load(*folders, keep_officials=settings.keep_officials, engine=settings.engine)
        acquired = load_acquisitions(settings.build_database, settings.acquired, settings.ledger)
        note_loaded(settings.build_database, settings.year_lists)
    counts = {
        "reports": loaded.reports,
        "files": loaded.files,
        "readings": loaded.readings,
        "gaps": loaded.gaps,
        "witness_pages": loaded.witness_pages,
        "witness": loaded.differences,
        "acquisitions": acquired.acquisitions,
        "bips_index": acquired.index_rows,
    }
    for table, rows in counts.items():
        yield MaterializeResult(asset_key=AssetKey(["raw", table]), metadata={"dagster/row_count": rows})

    def result() -> str:
        said = [
            _("{values} printed values of {reports} reports, {new} of them new").format(
                values=loaded.readings, reports=loaded.reports, new=loaded.changed_reports
            )
        ]
        if is_damaged or loaded.remade:
            said.append(_("the build database was damaged and has been rebuilt"))
        if acquired.torn_lines:
            skipped = _("incomplete lines of the ledger skipped: {count}")
            said.append(skipped.format(count=acquired.torn_lines))
        return "; ".join(said)

    progress.end(told(result))
