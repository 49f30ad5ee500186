"""Asset: the release that analysts open."""

from datetime import date, timedelta
from pathlib import Path

from dagster import AssetExecutionContext, FreshnessPolicy, MaterializeResult, ResourceParam, asset

from pipelines.assets.dbt_models import MANIFEST, dbt_models
from pipelines.assets.pools import BUILD_DATABASE
from pipelines.assets.run_lock import HeldLock
from pipelines.build.inputs import passed_inputs, write_release_note
from pipelines.build.table_keys import keys_of
from pipelines.config import DATABASE_NAME, Settings
from pipelines.errors import plain_errors
from pipelines.exports.write import exports_of, write_exports
from pipelines.progress import Progress
from pipelines.publish.changes import changes_of, fill_changes, write_changes
from pipelines.publish.comments import write_comments
from pipelines.publish.regression_guards import check_guards
from pipelines.publish.release import publish
from pipelines.publish.releases import current_release

# A day between two refreshes, plus some hours for a long one or the retry of a failed one.
FRESH = FreshnessPolicy.time_window(warn_window=timedelta(hours=26), fail_window=timedelta(hours=50))


@asset(deps=[dbt_models], group_name="published", pool=BUILD_DATABASE, freshness_policy=FRESH)
def published_warehouse(
    context: AssetExecutionContext,
    settings: ResourceParam[Settings],
    progress: ResourceParam[Progress],
    run_lock: HeldLock,  # noqa: ARG001 - held while the run lasts
) -> MaterializeResult[None]:
    """A read-only DuckDB file, copied from a build that passed every check, and its tables as files."""
    progress.begin("Publishing")
    keys = keys_of(MANIFEST)
    build = settings.build_database
    before = current_release(settings.warehouse)
    previous = before / DATABASE_NAME if before else None

    def write_beside(folder: Path) -> None:
        for accepted in check_guards(build, previous, settings.guards, date.today()):
            context.log.warning(f"accepted by a reviewed override: {accepted}")
        write_changes(build, previous, folder, keys)
        write_exports(build, folder, keys)

    with plain_errors(settings):
        inputs = passed_inputs(build)

        def complete(release: Path) -> None:
            fill_changes(release)
            write_comments(build, release)
            write_release_note(release.parent, inputs)

        database = publish(build, settings.warehouse, write_beside, complete, keep=settings.keep_releases)
    size = database.stat().st_size
    exports = exports_of(database)
    assert exports is not None
    context.log.info(f"published {database}")
    progress.end(f"release {database.parent.name}, {size / 1e6:.1f} MB and exports; {changes_of(database)}")
    return MaterializeResult(
        metadata={
            "path": str(database),
            "bytes": size,
            "exports": str(exports.folder),
            "csv_bytes": exports.csv_bytes,
            "parquet_bytes": exports.parquet_bytes,
            "changes": str(changes_of(database)),
        }
    )
