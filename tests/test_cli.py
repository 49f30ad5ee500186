"""The commands' output and exit codes."""

import subprocess
from pathlib import Path

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
    (offered,) = (line for line in summary.splitlines() if line.startswith("Try it: "))
    query = subprocess.run(
        offered.removeprefix("Try it: "), shell=True, capture_output=True, text=True, check=False
    )
    assert query.returncode == 0, query.stderr
    assert "executed_clp" in query.stdout
