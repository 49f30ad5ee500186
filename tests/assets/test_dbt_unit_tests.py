"""dbt's own unit tests: they are about the SQL, so they run here and not in every refresh."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse import PROJECT


@pytest.mark.slow
def test_dbt_unit_tests_pass(sample_warehouse: Path, tmp_path: Path) -> None:
    # They need the columns of the models, which the sample's build has.
    database = tmp_path / "panel_social.duckdb"
    shutil.copy(sample_warehouse.parents[1] / "build" / "panel_social.duckdb", database)
    run = subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            "--warn-error",
            "test",
            "--select",
            "test_type:unit",
            "--project-dir",
            str(PROJECT / "dbt_project"),
            "--profiles-dir",
            str(PROJECT / "dbt_project"),
            "--target-path",
            str(tmp_path / "target"),
            "--log-path",
            str(tmp_path / "logs"),
        ],
        env=os.environ | {"PANELSOCIAL_BUILD_DATABASE": str(database)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert "PASS=0 " not in run.stdout
