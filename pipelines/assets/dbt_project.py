"""The dbt project, alone in its file: Dagster's loaders look for it by its type."""

from dagster_dbt import DbtProject

from pipelines.config import Settings
from pipelines.publish.dbt_process import DbtProcess

dbt_project = DbtProject(project_dir=Settings().dbt_project)

# Daemon and web server may start in a fresh clone.
if not dbt_project.manifest_path.exists():
    _dbt = DbtProcess(Settings())
    _dbt.parse()
    _dbt.stop()
