"""The dbt project, alone in its file: Dagster's loaders look for it by its type."""

from pipelines.assets.dagster_dbt_alone import DbtProject
from pipelines.config import Settings
from pipelines.publish.dbt_process import DbtProcess

dbt_project = DbtProject(project_dir=Settings().dbt_project)

# Assets are what the project is now, also after it has changed and in a fresh clone.
_dbt = DbtProcess(Settings())
_dbt.parse()
_dbt.stop()
