"""A bound volume through the whole job: its reports give the figures that they give as files of their own."""

import hashlib
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.acquire.inbox import SAMPLE_MARKER
from pipelines.cli import main
from pipelines.config import Settings
from pipelines.refresh import run_refresh
from tests.assets.test_stages import Told
from tests.corpus.sample import SAMPLE
from tests.load.test_volume import bind

pytestmark = pytest.mark.slow

# The sample has one report only of either programme, so that nothing else decides which is the latest.
REPORTS = ("faros_de_papel_2021.pdf", "redes_de_oportunidades_de_negocios_2021.pdf")

OF_ALL_REPORTS = {
    "nominal_clp",
    "real_clp",
    "rank_in_ministry",
    "programs_ranked",
}
"""Columns that say how a report stands among the others."""

PAGES = "report_id, first_page, last_page, page_count, file_sha256"


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file of a refresh of one PDF in which two sample reports are bound."""
    folder = tmp_path_factory.mktemp("volume")
    settings = Settings(
        raw=folder / "raw", warehouse=folder / "warehouse", extracted=folder / "extracted", workers=1
    )
    settings.raw.mkdir()
    (settings.raw / SAMPLE_MARKER).touch()
    bind(settings.raw / "volume.pdf", [SAMPLE / name for name in REPORTS])
    assert run_refresh(settings, [], Told()) == []
    return settings.published_database


def _rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as con:
        return con.execute(query).fetchall()


def _said(database: Path, table: str) -> list[tuple[Any, ...]]:
    """What ``table`` says of the two reports, with pages counted in the report; without its id and file."""
    columns = {name for (name,) in _rows(database, f"select column_name from (describe {table})")}
    moving = columns & ({"report_id", "source_file", "page"} | OF_ALL_REPORTS)
    shown = f"select said.* exclude ({', '.join(sorted(moving))})"
    if "check_name" in columns:
        # One check names the page it is about.
        page = "(item::int - first_page)::text"
        shown += f" replace (if(check_name = 'numbers_agree_with_plain_text', {page}, item) as item)"
    if "page" in columns:
        shown += ", page - first_page as page_of_report"
    # vintages has such figures in rows.
    told = " and said.column_name <> 'nominal_clp'" if "column_name" in columns else ""
    return _rows(
        database,
        f"{shown} from {table} as said join dim_report using (report_id)"
        f" where dim_report.source_file in {(*REPORTS, 'volume.pdf')}{told} order by all",
    )


def _tables(database: Path) -> list[str]:
    """The tables that say something of a report."""
    rows = _rows(
        database,
        "select distinct schema_name || '.' || table_name from duckdb_columns()"
        " where column_name = 'report_id' and schema_name in ('main', 'quality')"
        " and table_name not in ('dim_report', 'documents', 'quarantined_files') order by all",
    )
    return [name for (name,) in rows]


def test_every_table_says_the_same_of_a_report_in_a_volume_and_alone(
    volume: Path, sample_warehouse: Path
) -> None:
    said = {table: _said(volume, table) for table in _tables(volume)}
    assert said == {table: _said(sample_warehouse, table) for table in said}
    assert len([table for table, rows in said.items() if len(rows) > 1]) > 12


def test_a_report_in_a_volume_has_its_own_id_and_the_pages_of_the_file(
    volume: Path, sample_warehouse: Path
) -> None:
    content = (volume.parents[2] / "raw" / "volume.pdf").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    lengths = dict(_rows(sample_warehouse, "select source_file, page_count from dim_report"))
    first, second = (lengths[name] for name in REPORTS)
    assert _rows(volume, f"select {PAGES} from dim_report order by first_page") == [
        (hashlib.sha256(f"{digest}#pages={start}-{end}".encode()).hexdigest(), start, end, pages, digest)
        for start, end, pages in ((1, first, first), (first + 1, first + second, second))
    ]
    assert _rows(volume, "select source_file, file_sha256 from raw.files") == [("volume.pdf", digest)]
    assert _rows(
        volume,
        "select bool_and(page between first_page and last_page), max(page) > max(first_page)"
        " from provenance join dim_report using (report_id)",
    ) == [(True, True)]


def test_a_figure_of_a_report_in_a_volume_is_shown_on_its_page(volume: Path, tmp_path: Path) -> None:
    folder = volume.parents[2]
    picture = tmp_path / "out.png"
    places = ["--warehouse", str(folder / "warehouse"), "--raw", str(folder / "raw")]
    run = CliRunner().invoke(main, ["explain", "Redes", "2021", "executed", "--image", str(picture), *places])
    assert run.exit_code == 0, run.stderr
    assert "volume.pdf, page" in run.stdout
    assert picture.exists()
