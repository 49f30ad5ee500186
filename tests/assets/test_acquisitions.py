"""From the source to the published tables: what was fetched is read, and known by its address."""

from pathlib import Path

import duckdb
import pytest

from pipelines.acquire.ledger import Ledger
from pipelines.config import Settings
from pipelines.refresh import run_refresh
from tests.acquire.source_server import SourceServer, answer, status
from tests.assets.dumps import put_dump
from tests.assets.test_stages import Told
from tests.warehouse import PROJECT

pytestmark = pytest.mark.slow

SERVICE = "FONDO DE SOLIDARIDAD E INVERSION SOCIAL"
SAMPLE = PROJECT / "data" / "raw" / "sample" / "huertos_de_luna_2019.pdf"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", extracted=tmp_path / "extracted", workers=1
    )


def test_a_refresh_fetches_what_the_settings_name_and_the_tables_say_where_from(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_dump(settings.raw, "by hand/2021.txt", 2021)
    with SourceServer() as server:
        path = server.publish(
            2019,
            "8",
            answer(SAMPLE.read_bytes()),
            nombre="PROGRAMA FICTICIO HUERTOS DE LUNA",
            servicio=SERVICE,
        )
        server.publish(2019, "9", status(500), nombre="Otro", correo="alguien@example.org")
        for name, value in server.environment(years="2019").items():
            monkeypatch.setenv(name, value)
        told = Told()
        assert run_refresh(settings, [], told) == []
        assert told.read == ["bips/2019/8.pdf", "by hand/2021.txt"]
        (index,) = (settings.acquired / "index" / "2019").iterdir()
        with duckdb.connect(str(settings.published_database), read_only=True) as con:
            assert con.execute(
                "select source_file, source_url, bips_id from dim_report join dim_program using (program_key)"
                " order by all"
            ).fetchall() == [
                ("bips/2019/8.pdf", f"{server.url}{path}", "98"),
                ("by hand/2021.txt", None, None),
            ]
            assert con.execute(
                "select kind, status, source_file from raw.acquisitions where kind <> 'robots' order by all"
            ).fetchall() == [
                ("document", "downloaded", "bips/2019/8.pdf"),
                ("document", "server_error", None),
                ("document", "server_error", None),
                ("inbox", "found_in_inbox", "by hand/2021.txt"),
                ("index", "downloaded", f"index/2019/{index.name}"),
            ]
            assert con.execute(
                "select nombre, is_listed from raw.bips_index order by nombre desc"
            ).fetchall() == [
                ("PROGRAMA FICTICIO HUERTOS DE LUNA", True),
                ("Otro", True),
            ]
            assert "@" not in str(con.execute("from raw.bips_index").fetchall())
    lines = len(list(Ledger(settings.ledger).entries()))
    monkeypatch.setenv("PANELSOCIAL_SYNC_YEARS", "")
    assert run_refresh(settings, [], Told()) == []
    assert len(list(Ledger(settings.ledger).entries())) == lines
