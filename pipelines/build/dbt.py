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
from pipelines.json_file import read_json
from pipelines.language import _

BUILD_DATABASE_VARIABLE = "PANELSOCIAL_BUILD_DATABASE"
"""The environment variable from which ``profiles.yml`` takes the path of the build database."""


def profile_variables(settings: Settings) -> dict[str, str]:
    """The environment variables that ``profiles.yml`` reads: the build database, memory and threads."""
    return {
        BUILD_DATABASE_VARIABLE: str(settings.build_database),
        "PANELSOCIAL_MEMORY": f"{settings.memory:d}B",
        "PANELSOCIAL_WORKERS": str(settings.workers),
    }


def dbt_resource(settings: Settings) -> DbtCliResource:
    """dbt's command for the project and the build database of ``settings``.

    Sets the environment variables that the project's profile reads, for this process and those it starts.
    """
    os.environ |= profile_variables(settings)
    return DbtCliResource(
        project_dir=settings.dbt_project,
        profiles_dir=settings.dbt_project,
        # The one of this Python environment, even if its folder is not on PATH.
        dbt_executable=Path(sys.executable).with_name("panelsocial-dbt"),
        # No log file of dbt: the log of the run has every line.
        global_config_flags=["--log-level-file", "none", "--no-use-colors"],
    )


def variables(settings: Settings) -> list[str]:
    """The arguments that set the project's variables. dbt parses the project again when they change."""
    return ["--vars", json.dumps({"base_year": settings.base_year, "deflator": settings.deflator})]


def build_arguments(settings: Settings, *, anew: bool) -> list[str]:
    """The arguments of a build with its data tests; ``anew`` rebuilds incremental tables from scratch.

    Unit tests are left out: they test the project, not the data, and `make test` runs them.
    """
    arguments = ["build", "--exclude-resource-type", "unit_test", *variables(settings)]
    return [*arguments, "--full-refresh"] if anew else arguments


def build_target(settings: Settings) -> Path:
    """The folder for dbt's output of a build: compiled queries and ``run_results.json``."""
    return settings.build / "dbt"


def manifest_of(settings: Settings) -> Mapping[str, Any]:
    """The content of the project's ``manifest.json``; dbt parses the project first if it has changed.

    Raises ``ProjectError`` when dbt cannot parse the project, and ``OSError``.
    """
    project, target = settings.dbt_project, settings.manifest
    target.mkdir(parents=True, exist_ok=True)
    # Several processes may load the definitions at once: one parses, the others wait.
    with FileLock(target / ".manifest.lock"):
        # After a power cut it may be half written.
        manifest = read_json(target / "manifest.json") if is_manifest_current(target, project) else {}
        if not manifest:
            parsed_from = project_checksum(project)
            try:
                # Parsing only changed files, dbt 1.11 misses changed properties of singular tests.
                arguments = ["parse", "--no-partial-parse", *variables(settings)]
                dbt_resource(settings).cli(arguments, target_path=target).wait()
            except DagsterDbtCliRuntimeError as error:
                said = _("dbt cannot parse {project}: {reason}")
                raise ProjectError(said.format(project=project, reason=error.description)) from None
            note_manifest(target, parsed_from)
            manifest = read_json(target / "manifest.json")
    return manifest
