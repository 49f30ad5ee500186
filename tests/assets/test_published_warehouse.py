"""What a guard holds back is not published, and neither is a build that was not checked."""

from pathlib import Path

import duckdb
import pytest

from tests.assets.dumps import put_dump
from tests.warehouse import panelsocial

pytestmark = pytest.mark.slow


def _refresh(folder: Path) -> tuple[int, str]:
    run = panelsocial("refresh", *(f"--{name}={folder / name}" for name in ("raw", "warehouse", "extracted")))
    return run.returncode, run.stdout + run.stderr


def _years(folder: Path) -> list[tuple[int]]:
    with duckdb.connect(str(folder / "warehouse/current/panel_social.duckdb"), read_only=True) as con:
        return con.execute("select report_year from dim_report order by all").fetchall()


def test_a_lost_report_is_refused_and_published_once_it_is_back(tmp_path: Path) -> None:
    lost = put_dump(tmp_path / "raw", "2018.txt", 2018)
    put_dump(tmp_path / "raw", "2019.txt", 2019)
    code, said = _refresh(tmp_path)
    assert code == 0, said
    current = (tmp_path / "warehouse" / "current").readlink()

    text = lost.read_text("utf-8")
    lost.unlink()
    code, said = _refresh(tmp_path)
    assert code == 1
    assert "fewer_reports" in said
    assert "Traceback" not in said
    assert (tmp_path / "warehouse" / "current").readlink() == current
    assert _years(tmp_path) == [(2018,), (2019,)]
    assert [path.name for path in (tmp_path / "warehouse" / "releases").iterdir()] == [current.name]

    lost.write_text(text, "utf-8")
    put_dump(tmp_path / "raw", "2020.txt", 2020)
    code, said = _refresh(tmp_path)
    assert code == 0, said
    assert _years(tmp_path) == [(2018,), (2019,), (2020,)]
