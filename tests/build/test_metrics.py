"""Metrics, asked through MetricFlow, give what the same question in SQL gives."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.build.dbt_builds import build_copy, project_copy

pytestmark = pytest.mark.slow

MF = Path(sys.executable).with_name("mf")
SQL = """
select
    ministry,
    sum(executed_clp) as executed,
    sum(executed_clp) filter (where initial_budget_clp is not null)
    / sum(initial_budget_clp) filter (where executed_clp is not null) as execution_rate
from program_year where year = 2021 group by ministry having executed is not null order by ministry
"""


@pytest.mark.skipif(not MF.exists(), reason="dbt-metricflow is not installed")
def test_a_metric_is_the_sum_over_the_programmes_that_state_it(
    sample_warehouse: Path, tmp_path: Path
) -> None:
    database, project = build_copy(sample_warehouse, tmp_path), project_copy(tmp_path)
    answer = tmp_path / "answer.csv"
    ask = ["--metrics", "executed,execution_rate", "--group-by", "program_year__ministry"]
    when = ["--where", "{{ TimeDimension('metric_time', 'year') }} = '2021-01-01'", "--csv", str(answer)]
    env = os.environ | {
        "PANELSOCIAL_BUILD_DATABASE": str(database),
        "DBT_PROFILES_DIR": str(project),
        "DBT_PROJECT_DIR": str(project),
        "PATH": os.pathsep.join([str(MF.parent), os.environ["PATH"]]),
    }
    for command in (
        [str(MF.with_name("dbt")), "--quiet", "parse"],
        [str(MF), "query", *ask, *when, "--order", "program_year__ministry"],
    ):
        run = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
    with duckdb.connect(str(database), read_only=True) as con:
        wanted = con.execute(SQL).fetchall()
    with answer.open(encoding="utf-8") as file:
        _header, *found = csv.reader(file)
    stated = [(ministry, float(executed), float(rate)) for ministry, executed, rate in found if executed]
    assert wanted
    assert [row[0] for row in stated] == [row[0] for row in wanted]
    for (_, executed, rate), (_, expected, expected_rate) in zip(stated, wanted, strict=True):
        assert executed == expected
        assert rate == pytest.approx(expected_rate, rel=1e-4)
