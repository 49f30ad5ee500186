"""The dbt project, alone in its file: Dagster's loaders look for it by its type."""

import fcntl

from dagster_dbt import DbtProject

from pipelines.config import Settings
from pipelines.publish.dbt_build import Dbt

dbt_project = DbtProject(project_dir=Settings().dbt_project)

# Daemon and web server may start in a fresh clone at the same moment: one writes, the other waits.
_target = dbt_project.manifest_path.parent
_target.mkdir(parents=True, exist_ok=True)
with (_target / ".manifest.lock").open("w") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    if not dbt_project.manifest_path.exists():
        Dbt(Settings()).parse()
