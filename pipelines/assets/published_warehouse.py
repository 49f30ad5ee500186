"""Asset: the release that analysts open."""

from datetime import date
from pathlib import Path

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from pipelines.assets.dbt_models import MANIFEST, dbt_models
from pipelines.assets.force import ForceConfig
from pipelines.assets.pools import BUILD_DATABASE
from pipelines.assets.run_lock import HeldLock
from pipelines.build.inputs import passed_inputs
from pipelines.build.table_keys import keys_of
from pipelines.config import DATABASE_NAME, Settings
from pipelines.errors import plain_errors
from pipelines.exports.write import exports_of, write_exports
from pipelines.language import _, spoken, told
from pipelines.numbers import number
from pipelines.progress import Progress
from pipelines.publish.changes import changes_of, fill_changes, write_changes
from pipelines.publish.comments import write_comments
from pipelines.publish.regression_guards import check_guards
from pipelines.publish.release import publish
from pipelines.publish.release_inputs import read_inputs, write_inputs
from pipelines.publish.releases import is_held, last_release, undamaged_release


@asset(deps=[dbt_models], group_name="published", pool=BUILD_DATABASE)
def published_warehouse(
    context: AssetExecutionContext,
    config: ForceConfig,
    settings: ResourceParam[Settings],
    progress: ResourceParam[Progress],
    run_lock: HeldLock,  # noqa: ARG001 - held while the run lasts
) -> MaterializeResult[None]:
    """A read-only DuckDB file, copied from a build that passed every check, and its tables as files.

    A build that was published already is not published again, unless ``force`` is set.
    """
    progress.begin(told(lambda: _("Publishing")))
    keys = keys_of(MANIFEST)
    build = settings.build_database
    with plain_errors(settings):
        inputs = passed_inputs(build)
        last = last_release(settings.warehouse)
        if last and inputs and inputs == read_inputs(last) and not config.force:
            name = last.name
            progress.end(told(lambda: _("nothing has changed since release {release}").format(release=name)))
            return MaterializeResult(metadata={"path": str(last / DATABASE_NAME), "is_new": False})
        before = undamaged_release(settings.warehouse)
    previous = before / DATABASE_NAME if before else None

    def write_beside(folder: Path) -> None:
        for accepted in check_guards(build, previous, settings.guards, date.today(), settings.engine):
            context.log.warning(f"accepted by a reviewed override: {accepted}")
        write_changes(build, previous, folder, keys, settings.engine)
        write_exports(build, folder, keys, settings.engine)

    with plain_errors(settings):

        def complete(release: Path) -> None:
            fill_changes(release)
            write_comments(build, release)
            write_inputs(release.parent, inputs)

        database = publish(
            build,
            settings.warehouse,
            write_beside,
            complete,
            keep=settings.keep_releases,
            engine=settings.engine,
        )
    size = database.stat().st_size
    exports = exports_of(database)
    assert exports is not None
    context.log.info(f"published {database}")
    progress.end(told(lambda: _result(database, size, held=is_held(settings.warehouse))))
    return MaterializeResult(
        metadata={
            "path": str(database),
            "is_new": True,
            "bytes": size,
            "exports": str(exports.folder),
            "csv_bytes": exports.csv_bytes,
            "parquet_bytes": exports.parquet_bytes,
            "changes": str(changes_of(database)),
        }
    )


def _result(database: Path, size: int, *, held: bool) -> str:
    """The release in words; ``size`` is that of its database in bytes."""
    said = _("release {release}, {megabytes} MB and exports; {changes}").format(
        release=database.parent.name, megabytes=number(size / 1e6, spoken(), 1), changes=changes_of(database)
    )
    return "; ".join([said, *([_("a rollback is held, so it is not current")] if held else [])])
