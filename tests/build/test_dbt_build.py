"""Settings that dbt is given."""

from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.config import Deflator, Settings
from tests.build.dbt_builds import build_copy, project_copy, rebuild
from tests.warehouse import PROJECT

# Pesos of 2021 for one peso of 2020.
PRICES: dict[Deflator, float] = {
    # World Bank: the average of 2021 is 4.52457 % above that of 2020.
    "cpi": 1.0452457,
    # (29070.33 + 30991.74) / (28309.94 + 29070.33), the UF at the ends of 2021 and of 2020.
    "uf": 60062.07 / 57380.27,
}


@pytest.mark.parametrize("deflator", PRICES)
def test_base_year_and_deflator_of_real_amounts_are_settings(
    sample_warehouse: Path, tmp_path: Path, deflator: Deflator
) -> None:
    settings = Settings(base_year=2021, deflator=deflator, dbt_project=project_copy(tmp_path))
    database = build_copy(sample_warehouse, tmp_path)
    assert rebuild(database, settings, ["dim_year", "fct_spending"]) == []
    with duckdb.connect(str(database), read_only=True) as con:
        real = con.execute(
            "select year, executed_real_clp from fct_spending"
            " where executed_clp in (262482000, 72917334000) order by all"
        ).fetchall()
        comment = con.execute(
            "select comment from duckdb_columns()"
            " where table_name = 'fct_spending' and column_name = 'executed_real_clp'"
        ).fetchone()
    assert real[1] == (2021, 262482000)
    assert real[0] == (2020, pytest.approx(72917334000 * PRICES[deflator], rel=1e-6))
    assert comment
    assert comment[0].startswith(f"executed_clp in pesos of 2021 by the {deflator.upper()}.")


def test_the_defaults_are_the_projects_own() -> None:
    project = yaml.safe_load((PROJECT / "dbt_project" / "dbt_project.yml").read_text("utf-8"))
    assert project["vars"].items() >= {"base_year": Settings().base_year, "deflator": "cpi"}.items()
    assert Settings().deflator == "cpi"
