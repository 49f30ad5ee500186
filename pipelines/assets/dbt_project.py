"""The dbt project, alone in its file: Dagster's loaders look for it by its type."""

from dagster_dbt import DbtProject

from pipelines.config import Settings
from pipelines.publish.dbt_build import Dbt

dbt_project = DbtProject(project_dir=Settings().dbt_project)

if not dbt_project.manifest_path.exists():
    Dbt(Settings()).parse()
