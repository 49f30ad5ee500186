"""dbt in this process, as a refresh runs it."""

from pathlib import Path

import duckdb
import pytest
import yaml
from dbt.cli.main import dbtRunner, dbtRunnerResult

from pipelines.config import Settings
from pipelines.publish.dbt_build import BUSY, Dbt
from pipelines.publish.dbt_results import DbtError
from tests.publish.dbt_builds import build_copy, project_copy, rebuild
from tests.warehouse import PROJECT


def test_the_base_year_of_real_amounts_is_a_setting(sample_warehouse: Path, tmp_path: Path) -> None:
    settings = Settings(base_year=2021, dbt_project=project_copy(tmp_path))
    database = build_copy(sample_warehouse, tmp_path)
    assert rebuild(database, settings, ["dim_year", "fct_spending"]) == []
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


@pytest.mark.parametrize(("error", "calls"), [(BUSY, 2), ("Something else", 1)])
def test_a_busy_connection_is_tried_again_and_nothing_else_is_with_a_mocked_runner(
    sample_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: str, calls: int
) -> None:
    # Mocked, because two threads meet on one connection only under load, and seldom then.
    invoked: list[list[str]] = []
    invoke = dbtRunner.invoke

    def busy_once(runner: dbtRunner, arguments: list[str]) -> dbtRunnerResult:
        if arguments[0] == "build":
            invoked.append(arguments)
            if len(invoked) == 1:
                return dbtRunnerResult(success=False, exception=RuntimeError(error))
        return invoke(runner, arguments)

    monkeypatch.setattr(dbtRunner, "invoke", busy_once)
    dbt = Dbt(Settings(dbt_project=project_copy(tmp_path)))
    database = build_copy(sample_warehouse, tmp_path)
    if calls == 1:
        with pytest.raises(DbtError, match=error):
            dbt.build(database, ["dim_sdg"])
    else:
        assert dbt.build(database, ["dim_sdg"]).count("success") == 1
    assert len(invoked) == calls
