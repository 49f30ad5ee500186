"""Asset: the release that analysts open."""

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from pipelines.assets.dbt_models import dbt_models
from pipelines.config import Settings
from pipelines.progress import Progress
from pipelines.publish.release import publish


@asset(deps=[dbt_models], group_name="published")
def published_warehouse(
    context: AssetExecutionContext, settings: ResourceParam[Settings], progress: ResourceParam[Progress]
) -> MaterializeResult[None]:
    """One read-only DuckDB file, copied from a build whose every check has passed."""
    progress.begin("Publishing")
    database = publish(settings.build_database, settings.warehouse)
    size = database.stat().st_size
    context.log.info(f"published {database}")
    progress.end(f"release {database.parent.name}, {size / 1e6:.1f} MB")
    return MaterializeResult(metadata={"path": str(database), "bytes": size})
