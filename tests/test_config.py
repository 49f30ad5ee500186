"""Settings: defaults, environment, arguments."""

from pathlib import Path
from typing import get_args

import duckdb
import pytest
from pydantic import ByteSize, TypeAdapter, ValidationError

from pipelines.config import PROJECT_ROOT, Reader, Settings
from pipelines.limits import Limits
from pipelines.memory import ENOUGH
from pipelines.read import DEFAULT_READER, PdfReader


def test_everything_is_below_the_project_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RAW", "WAREHOUSE", "EXTRACTED"):
        monkeypatch.delenv(f"PANELSOCIAL_{name}", raising=False)
    settings = Settings()
    assert settings.raw == PROJECT_ROOT / "data" / "raw"
    assert settings.published_database == PROJECT_ROOT / "warehouse" / "current" / "panel_social.duckdb"
    assert settings.extracted == PROJECT_ROOT / "data" / "extracted"


def test_arguments_win_over_the_environment_and_become_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PANELSOCIAL_RAW", "from_environment")
    monkeypatch.setenv("PANELSOCIAL_WAREHOUSE", "warehouse")
    settings = Settings(raw=Path("from_argument"))
    assert settings.raw == tmp_path / "from_argument"
    assert settings.build_database == tmp_path / "warehouse" / "build" / "panel_social.duckdb"


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANELSOCIAL_RAW", "")
    assert Settings().raw == PROJECT_ROOT / "data" / "raw"


def test_limits_come_from_the_environment_and_bytes_may_be_written_short(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Settings().limits == Limits(64 << 20, 1000, 120, 1 << 30)
    for name, value in {"BYTES": "1MiB", "PAGES": "20", "SECONDS": "2.5", "MEMORY": "512MiB"}.items():
        monkeypatch.setenv(f"PANELSOCIAL_MAX_{name}", value)
    assert Settings().limits == Limits(1 << 20, 20, 2.5, 512 << 20)


@pytest.mark.parametrize(
    ("name", "value"),
    [("BYTES", "0"), ("PAGES", "0"), ("SECONDS", "0"), ("SECONDS", "inf"), ("MEMORY", "100MiB")],
)
def test_limits_under_which_nothing_could_be_read_are_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"PANELSOCIAL_MAX_{name}", value)
    with pytest.raises(ValidationError, match=f"max_{name.lower()}"):
        Settings()


def test_the_readers_are_those_of_the_reading_room() -> None:
    assert get_args(Reader) == get_args(PdfReader)
    assert Settings().reader == DEFAULT_READER


def test_a_bad_number_of_workers_is_refused() -> None:
    with pytest.raises(ValidationError, match="workers"):
        Settings(workers=0)


def test_an_address_in_place_of_a_folder_gets_a_folder_for_its_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANELSOCIAL_RAW", "s3://bucket/raw")
    settings = Settings(warehouse=tmp_path)
    assert (settings.raw_store, settings.extracted_store) == ("s3://bucket/raw", None)
    assert settings.raw == tmp_path / "build" / "raw"
    assert settings.acquired == PROJECT_ROOT / "data" / "acquired"


def test_duckdb_gets_a_share_of_the_memory_and_never_more_than_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PANELSOCIAL_MEMORY", raising=False)
    with duckdb.connect(config={"memory_limit": "100%"}) as con:
        ((machine,),) = con.execute("select current_setting('memory_limit')").fetchall()
    whole = TypeAdapter(ByteSize).validate_python(machine)
    assert Settings().memory == pytest.approx(min(0.4 * whole, ENOUGH), rel=0.01)
    limit = Settings(memory=ByteSize(512 * 2**20), workers=1).engine
    with duckdb.connect(config=limit) as con:
        assert con.execute(
            "select current_setting('memory_limit'), current_setting('threads')"
        ).fetchall() == [("512.0 MiB", 1)]
