"""dbt in this process, as a refresh runs it."""

import shutil
from pathlib import Path

import duckdb
import yaml

from pipelines.config import Settings
from pipelines.publish.dbt_build import Dbt
from tests.warehouse import PROJECT


def built(sample_warehouse: Path, into: Path, settings: Settings, *select: str) -> tuple[Path, list[str]]:
    """A copy of the sample's build after dbt built ``select`` in it, and what did not pass."""
    database = into / "panel_social.duckdb"
    shutil.copy(sample_warehouse.parents[1] / "build" / "panel_social.duckdb", database)
    build = Dbt(settings).build(database, select, done=lambda _name: None)
    return database, [f"{result.node.name}: {result.status}" for result in build.results if result.failures]


def test_the_base_year_of_real_amounts_is_a_setting(sample_warehouse: Path, tmp_path: Path) -> None:
    project = shutil.copytree(
        PROJECT / "dbt_project", tmp_path / "dbt_project", ignore=shutil.ignore_patterns("target", "logs")
    )
    database, _ = built(
        sample_warehouse, tmp_path, Settings(base_year=2021, dbt_project=project), "dim_year", "fct_spending"
    )
    with duckdb.connect(str(database), read_only=True) as con:
        real = con.execute(
            "select reference_year, executed_real_clp from fct_spending"
            " where executed_clp in (262482000, 72917334000) order by all"
        ).fetchall()
        comment = con.execute(
            "select comment from duckdb_columns()"
            " where table_name = 'fct_spending' and column_name = 'executed_real_clp'"
        ).fetchone()
    # (29070.33 + 30991.74) / (28309.94 + 29070.33), the UF at the ends of 2021 and of 2020.
    assert real == [(2020, round(72917334000 * 60062.07 / 57380.27)), (2021, 262482000)]
    assert comment
    assert comment[0].startswith("executed_clp in pesos of 2021.")


def test_the_default_base_year_is_the_projects_own() -> None:
    project = yaml.safe_load((PROJECT / "dbt_project" / "dbt_project.yml").read_text("utf-8"))
    assert project["vars"]["base_year"] == Settings().base_year
