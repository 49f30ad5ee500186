"""Settings that dbt is given."""

from pathlib import Path

import duckdb
import yaml

from pipelines.config import Settings
from tests.build.dbt_builds import build_copy, project_copy, rebuild
from tests.warehouse import PROJECT


def test_the_base_year_of_real_amounts_is_a_setting(sample_warehouse: Path, tmp_path: Path) -> None:
    settings = Settings(base_year=2021, dbt_project=project_copy(tmp_path))
    database = build_copy(sample_warehouse, tmp_path)
    assert rebuild(database, settings, ["int_prices_deflated", "dim_year", "fct_spending"]) == []
    with duckdb.connect(str(database), read_only=True) as con:
        real = con.execute(
            "select year, executed_real_clp from fct_spending"
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
