"""The commands' output and exit codes."""

import re
import subprocess
from importlib.metadata import version
from pathlib import Path

import duckdb
import pytest

from tests.warehouse import panelsocial


def test_a_missing_raw_folder_is_a_usage_error(tmp_path: Path) -> None:
    run = panelsocial("refresh", "--raw", str(tmp_path / "missing"), "--warehouse", str(tmp_path))
    assert run.returncode == 2
    assert f"There is no folder {tmp_path / 'missing'}" in run.stderr


@pytest.mark.parametrize("year", ["21", "1999", "all"])
def test_a_bad_year_is_a_usage_error(tmp_path: Path, year: str) -> None:
    run = panelsocial("refresh", "--raw", str(tmp_path), "--warehouse", str(tmp_path), "--year", year)
    assert run.returncode == 2
    assert "undated" in run.stderr


def test_a_bad_setting_is_a_usage_error(tmp_path: Path) -> None:
    run = panelsocial("status", "--warehouse", str(tmp_path), env={"PANELSOCIAL_WORKERS": "many"})
    assert run.returncode == 2
    assert "PANELSOCIAL_WORKERS" in run.stderr
    assert "many" in run.stderr


def test_an_empty_raw_folder_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    run = panelsocial(
        "refresh",
        env={
            f"PANELSOCIAL_{name.upper()}": str(tmp_path / name) for name in ("raw", "warehouse", "extracted")
        },
    )
    assert run.returncode == 1
    assert "raw_reports failed" in run.stderr
    assert f"There is no report in {tmp_path / 'raw'}: put PDF files, text dumps or saved pages" in run.stderr
    assert "Nothing has been published" in run.stderr
    assert "Traceback" not in run.stderr


def test_status_before_anything_is_published_says_what_to_do(tmp_path: Path) -> None:
    run = panelsocial("status", "--warehouse", str(tmp_path))
    assert run.returncode == 1
    assert "run `panelsocial refresh`" in run.stderr


def test_status_says_what_can_be_queried_and_that_it_is_sample_data(sample_warehouse: Path) -> None:
    run = panelsocial("status", "--warehouse", str(sample_warehouse.parents[1]))
    assert run.returncode == 0, run.stderr
    assert "program_year" in run.stdout
    assert "quality.reconciliations" in run.stdout
    assert "SAMPLE DATA" in run.stdout
    assert f"As files: {sample_warehouse.parent / 'exports'} (CSV " in run.stdout
    assert "Put aside: none" in run.stdout
    assert "recognised as part of the form: 100.00 %; reports under 99.5 %: none." in run.stdout


def test_the_command_that_the_summary_offers_works_as_it_stands(sample_warehouse: Path) -> None:
    summary = panelsocial("status", "--warehouse", str(sample_warehouse.parents[1])).stdout
    offered = re.findall(r"`([^`]+)`", summary.splitlines()[-1])
    assert [command.split(" --warehouse")[0].rpartition("panelsocial ")[2] for command in offered] == [
        *("query 1", "programs WORD", "open", "site")
    ]
    for command, shown in zip(offered, ("in_range", "Senda", "duckdb -readonly"), strict=False):
        run = subprocess.run(
            command.replace("WORD", "senda"), shell=True, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        assert shown in run.stdout


def test_the_summary_ends_with_three_figures_of_the_newest_year(sample_warehouse: Path) -> None:
    summary = panelsocial("status", "--warehouse", str(sample_warehouse.parents[1])).stdout
    executed, reached, under, _ = summary.splitlines()[-4:]
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        ((year, pesos, programmes),) = con.execute(
            "select year, sum(executed_clp), count(*) from program_year where executed_clp is not null"
            " group by year order by year desc limit 1"
        ).fetchall()
        ((persons,),) = con.execute(
            "select sum(beneficiaries) from program_year"
            " where unit_of_measure = 'Niñas y niños' and year = ?",
            [year],
        ).fetchall()
    assert executed == f"In {year}, {programmes} programmes executed ${pesos:,}, in pesos of that year."
    assert reached.startswith(f"Persons reached: {persons:,}, by 1 programme that counts persons.")
    assert under == "Executed under 85 % of their initial budget: 1 of 5 programmes."


def test_the_version_is_told(tmp_path: Path) -> None:
    run = panelsocial("--version")
    assert run.stdout == f"panelsocial, version {version('panel-social')}\n"
