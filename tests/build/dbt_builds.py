"""Parts of the sample's build, built again by dbt from a project that a test has changed."""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from pipelines.build.dbt import BUILD_DATABASE_VARIABLE, build_arguments
from pipelines.build.failed_checks import BuildResults, FailedCheck
from pipelines.config import Settings
from tests.warehouse import PROJECT


def project_copy(into: Path) -> Path:
    """The dbt project without what dbt left in it."""
    return shutil.copytree(
        PROJECT / "dbt_project", into / "dbt_project", ignore=shutil.ignore_patterns("target", "logs")
    )


def build_copy(sample_warehouse: Path, into: Path) -> Path:
    """A copy of the private build behind the published sample."""
    return Path(shutil.copy(sample_warehouse.parents[1] / "build" / "panel_social.duckdb", into))


def rebuild(
    database: Path, settings: Settings, select: Sequence[str] = (), *, anew: bool = False
) -> list[FailedCheck]:
    """What fails of exactly ``select`` (all when empty) of the settings' project, built into ``database``.

    dbt runs in this process, which has imported it already. ``anew`` makes tables from nothing that grow.
    """
    target = database.parent / "target"
    arguments = build_arguments(settings, anew=anew)
    if select:
        arguments += ["--select", *select, "--indirect-selection", "empty"]
    dbt(settings, database, target, arguments)
    nodes = json.loads((target / "manifest.json").read_bytes())["nodes"]
    return BuildResults(json.loads((target / "run_results.json").read_bytes()), nodes, database).failed()


def dbt(settings: Settings, database: Path, target: Path, arguments: Sequence[str]) -> bool:
    """Run a command of dbt on the project and ``database``, in this process; whether it went well."""
    os.environ[BUILD_DATABASE_VARIABLE] = str(database)
    folder = str(settings.dbt_project)
    try:
        return bool(
            dbtRunner()
            .invoke(
                [
                    *("--quiet", "--log-level-file", "none", "--log-path", str(target)),
                    *arguments,
                    *("--project-dir", folder, "--profiles-dir", folder, "--target-path", str(target)),
                ]
            )
            .success
        )
    finally:
        # dbt keeps its connection, and with it the lock on the database, until told otherwise.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
