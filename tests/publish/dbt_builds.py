"""Parts of the sample's build, built again by dbt from a project that a test has changed."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.config import Settings
from pipelines.publish.dbt_build import Dbt
from pipelines.publish.gate import FailedCheck, failed_checks
from pipelines.publish.kept_build import kept_nodes
from tests.warehouse import PROJECT


def project_copy(into: Path) -> Path:
    """The dbt project without what dbt left in it."""
    return shutil.copytree(
        PROJECT / "dbt_project", into / "dbt_project", ignore=shutil.ignore_patterns("target", "logs")
    )


def build_copy(sample_warehouse: Path, into: Path) -> Path:
    """A copy of the private build behind the published sample."""
    return Path(shutil.copy(sample_warehouse.parents[1] / "build" / "panel_social.duckdb", into))


def rebuild(database: Path, settings: Settings, select: Sequence[str]) -> list[FailedCheck]:
    """What the gate says of ``select`` of the settings' project, built into ``database``.

    Of the project itself dbt has nothing to warn of.
    """
    build = Dbt(settings).build(database, select)
    assert build.results
    assert build.warnings == ()
    return failed_checks(build.results, database)


def kept_of(dbt: Dbt) -> dict[str, Any]:
    """The nodes that a build of the same state keeps, by their ids."""
    nodes: dict[str, Any] = dbt.parse().to_dict()["nodes"]
    return {key: nodes[key] for key in kept_nodes(nodes)}
