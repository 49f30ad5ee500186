"""Running dbt: its command line, the folders it works in, and the manifest of the project."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dagster_dbt import DagsterDbtCliRuntimeError, DbtCliResource
from filelock import FileLock

from pipelines.build.inputs import is_manifest_current, note_manifest, project_checksum
from pipelines.config import Settings
from pipelines.errors import ProjectError

BUILD_DATABASE_VARIABLE = "PANELSOCIAL_BUILD_DATABASE"
"""The environment variable from which ``profiles.yml`` takes the path of the build database."""

TARGET = "target"


def dbt_resource(settings: Settings) -> DbtCliResource:
    """dbt's command for the project and the build database of ``settings``.

    Sets the environment variable that the project's profile reads, for this process and those it starts.
    """
    os.environ[BUILD_DATABASE_VARIABLE] = str(settings.build_database)
    return DbtCliResource(
        project_dir=settings.dbt_project,
        profiles_dir=settings.dbt_project,
        # The environment's own, also where its folder is not on the PATH.
        dbt_executable=Path(sys.executable).with_name("panelsocial-dbt"),
        # Every line that dbt prints is in the log of the run.
        global_config_flags=["--log-level-file", "none", "--no-use-colors"],
    )


def variables(settings: Settings) -> list[str]:
    """The arguments that give the project its variables. dbt parses anew where they differ."""
    return ["--vars", json.dumps({"base_year": settings.base_year})]


def build_arguments(settings: Settings, *, anew: bool) -> list[str]:
    """The arguments of a build with its data tests; ``anew`` makes the tables that grow from nothing.

    Unit tests are about the project and not about the data: `make test` runs them.
    """
    arguments = ["build", "--exclude-resource-type", "unit_test", *variables(settings)]
    return [*arguments, "--full-refresh"] if anew else arguments


def build_target(settings: Settings) -> Path:
    """The folder of what dbt writes about a build: compiled queries, ``run_results.json``."""
    return settings.build / "dbt"


def manifest_of(settings: Settings) -> Mapping[str, Any]:
    """The content of ``target/manifest.json`` of the project, parsed by dbt where that is not current.

    Raises ``ProjectError`` when dbt cannot parse the project.
    """
    project = settings.dbt_project
    target = project / TARGET
    target.mkdir(exist_ok=True)
    # Several processes may load the definitions at once: one parses, the others wait.
    with FileLock(target / ".manifest.lock"):
        if not is_manifest_current(project):
            parsed_from = project_checksum(project)
            try:
                dbt_resource(settings).cli(["parse", *variables(settings)], target_path=target).wait()
            except DagsterDbtCliRuntimeError as error:
                raise ProjectError(f"dbt cannot parse {project}: {error.description}") from None
            note_manifest(project, parsed_from)
    manifest: dict[str, Any] = json.loads((target / "manifest.json").read_bytes())
    return manifest
