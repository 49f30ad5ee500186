"""From a figure to the place where it was printed: the marked box holds it, and nothing else is served."""

import io
import random
import re
import time
from collections.abc import Iterator
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pdfplumber
import pytest
from PIL import Image, ImageChops
from starlette.testclient import TestClient

from pipelines.config import Settings
from pipelines.explain.page_image import RED
from pipelines.explain.page_picture import NotDrawnError, picture_of_page
from pipelines.limits import Limits
from pipelines.site.application import application
from pipelines.site.figure_paths import FigureName, figure_name, figure_path, parse_figure
from pipelines.site.pages import page_picture
from pipelines.site.release import Release
from pipelines.site.visit import Visit
from pipelines.site.words import MISSING_REASONS, word
from tests.corpus.hostile import draw_hostile
from tests.warehouse import PROJECT

POINTS_PER_PIXEL = 72 / 150

FIGURES = 20

SAMPLE = PROJECT / "data" / "raw" / "sample"


@pytest.fixture(scope="module")
def client(archive_warehouse: Path) -> Iterator[TestClient]:
    raw = archive_warehouse.parents[2] / "raw"
    with TestClient(application(Settings(warehouse=archive_warehouse.parents[1], raw=raw))) as opened:
        yield opened


def asked(database: Path, sql: str, **parameters: object) -> list[dict[str, Any]]:
    with duckdb.connect(str(database), read_only=True) as con:
        found = con.execute(sql, parameters)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def visit_of(database: Path, *, is_export: bool = False) -> Visit:
    return Visit(Release(database.resolve().parent), "es", "", is_export=is_export)


def page_of(database: Path, row: dict[str, Any]) -> str:
    """The address of a figure of ``provenance``."""
    names = (row["program_key"], row["year"], row["table_name"], row["column_name"], row["item"])
    visit = visit_of(database)
    return "/" + visit.link(figure_path(visit, *names))


def words_in_frame(picture: bytes, pdf: Path, page: int) -> str:
    """The text of the page inside the red frame of its picture, without spaces."""
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("RGB")
    difference = ImageChops.difference(image, Image.new("RGB", image.size, RED)).convert("L")
    frame = difference.point(lambda level: 255 if level == 0 else 0).getbbox()
    assert frame is not None, "nothing is marked"
    with pdfplumber.open(pdf) as document:
        found = document.pages[page - 1]
        left, top = found.cropbox[0], found.cropbox[1]
        x0, y0, x1, y1 = (edge * POINTS_PER_PIXEL for edge in frame)
        words = found.crop((x0 + left, y0 + top, x1 + left, y1 + top), strict=False).extract_text()
    return re.sub(r"\s", "", words)


def test_twenty_figures_lead_to_the_page_where_they_were_printed(
    client: TestClient, archive_warehouse: Path
) -> None:
    printed = asked(
        archive_warehouse,
        "select provenance.*, file_sha256 from provenance join quality.documents using (report_id)"
        " where operand is null and x0 is not null and column_name not like '%\\_real\\_clp' escape '\\'"
        " and table_name not in ('program_profile') and inferred_by is null"
        " and table_name || '.' || column_name not like 'fct_indicators.printed%'"
        " order by all",
    )
    chosen = random.Random(7).sample(printed, FIGURES)
    for row in chosen:
        answer = client.get(page_of(archive_warehouse, row))
        assert answer.status_code == 200, row
        text = unescape(answer.text)
        assert row["printed_text"] in text
        assert f"documentos/{row['file_sha256']}.pdf#page={row['page']}" in text
        pictures = re.findall(r'src="([^"]+\.png)"', text)
        assert len(pictures) == 1
        picture = client.get(str(answer.url.join(pictures[0])))
        assert picture.headers["content-type"] == "image/png"
        pdf = archive_warehouse.parents[2] / "raw" / row["source_file"]
        held = words_in_frame(picture.content, pdf, row["page"])
        assert re.sub(r"\s", "", row["printed_text"]) in held, row


def test_a_picture_is_drawn_once(client: TestClient, archive_warehouse: Path) -> None:
    (row,) = asked(
        archive_warehouse,
        "from provenance where x0 is not null and column_name = 'executed_clp' order by all limit 1",
    )
    path = "/" + page_picture.picture_path(row["report_id"], row["page"], [row["reading_no"]])
    first = client.get(path).content
    began = time.monotonic()
    assert client.get(path).content == first
    assert time.monotonic() - began < 0.2
    for wrong in (path.replace("documentos/", "documentos/0"), path.replace(".png", "-999999999.png")):
        assert client.get(wrong).status_code == 404


@pytest.mark.parametrize("name", ["dibujos_en_cascada.pdf", "bomba_4_gib.pdf", "paginas_en_circulo.pdf"])
def test_a_hostile_document_stops_its_own_drawing_only(
    client: TestClient, archive_warehouse: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    hostile = draw_hostile()[0][name]
    limits = Limits(max_seconds=2, max_memory=512 << 20)
    with pytest.raises(NotDrawnError):
        picture_of_page(hostile, 1, [(0, 0, 10, 10)], limits)
    monkeypatch.setattr(page_picture, "bytes_read", lambda *_: hostile)
    monkeypatch.setattr(page_picture, "picture_of_page", partial(picture_of_page, limits=limits))
    monkeypatch.setattr(page_picture, "_kept", type(page_picture._kept)())
    (row,) = asked(
        archive_warehouse,
        "from provenance where x0 is not null and column_name = 'executed_clp' order by all limit 1",
    )
    path = page_picture.picture_path(row["report_id"], row["page"], [row["reading_no"]])
    began = time.monotonic()
    assert client.get(f"/{path}").status_code == 404
    assert client.get(f"/{path}").status_code == 404
    assert time.monotonic() - began < 15
    assert client.get("/programas/").status_code == 200


def test_the_document_is_the_very_bytes_and_may_do_nothing(
    client: TestClient, archive_warehouse: Path
) -> None:
    (row,) = asked(
        archive_warehouse, "from quality.documents where source_file like '%.pdf' order by all limit 1"
    )
    answer = client.get(f"/documentos/{row['file_sha256']}.pdf")
    assert answer.content == (archive_warehouse.parents[2] / "raw" / row["source_file"]).read_bytes()
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    for wrong in (f"/documentos/{row['file_sha256']}.txt", "/documentos/0.pdf", "/documentos/..%2Fa.pdf"):
        assert client.get(wrong).status_code == 404


def test_other_bytes_are_not_served(archive_warehouse: Path, tmp_path: Path) -> None:
    (row,) = asked(archive_warehouse, "from quality.documents order by all limit 1")
    (tmp_path / row["source_file"]).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / row["source_file"]).write_bytes(b"%PDF other")
    client = TestClient(application(Settings(warehouse=archive_warehouse.parents[1], raw=tmp_path)))
    ending = row["source_file"].rpartition(".")[2]
    assert client.get(f"/documentos/{row['file_sha256']}.{ending}").status_code == 404


def test_of_a_text_dump_the_line_is_marked(sample_warehouse: Path) -> None:
    client = TestClient(application(Settings(warehouse=sample_warehouse.parents[1], raw=SAMPLE)))
    (row,) = asked(
        sample_warehouse,
        "from provenance where line_no is not null and column_name = 'beneficiaries' and item is null",
    )
    answer = client.get(page_of(sample_warehouse, row))
    (marked,) = re.findall(r"<mark>(.*?)</mark>", answer.text)
    assert row["printed_text"] in marked
    document = re.findall(r'href="([^"]+\.txt)"', answer.text)[0]
    dump = client.get(str(answer.url.join(document)))
    assert dump.headers["content-type"] == "text/plain; charset=utf-8"
    assert dump.content == (SAMPLE / row["source_file"]).read_bytes()


def test_a_missing_figure_says_why(client: TestClient, archive_warehouse: Path) -> None:
    rows = asked(
        archive_warehouse,
        "select distinct on (reason) program_key, report_year as year, table_name,"
        " fact_column as column_name, item, reason from vintages where reason is not null and is_current"
        " and not is_total"
        " and (item is not null or table_name in ('fct_spending', 'fct_beneficiaries')) order by all",
    )
    assert rows
    visit = visit_of(archive_warehouse)
    for row in rows:
        answer = client.get(page_of(archive_warehouse, row))
        assert answer.status_code == 200
        assert str(word(visit, MISSING_REASONS, row["reason"])) in unescape(answer.text)


def test_a_computed_figure_leads_to_what_it_is_computed_from(
    client: TestClient, archive_warehouse: Path
) -> None:
    (row,) = asked(
        archive_warehouse, "from program_year where execution_rate is not null order by all limit 1"
    )
    start = f"/programas/{row['program_key']}/{row['year']}/cifras/"
    answer = client.get(f"{start}program_year.execution_rate/")
    assert f"{row['execution_rate'] * 100:.1f}".replace(".", ",") in answer.text
    for operand in ("executed_clp", "initial_budget_clp"):
        assert re.search(f'href="[^"]*{start[1:]}fct_spending.{operand}/"', answer.text)
        assert client.get(f"{start}fct_spending.{operand}/").status_code == 200
    # The printed figures of program_year are those of the facts.
    moved = client.get(f"{start}program_year.executed_clp/")
    assert (moved.status_code, moved.url.path) == (200, f"{start}fct_spending.executed_clp/")


def test_every_figure_of_a_year_is_in_its_list(client: TestClient, archive_warehouse: Path) -> None:
    (row,) = asked(
        archive_warehouse,
        "select program_key, earlier_report_year as year, reference_year from quality.restatements"
        " where kind = 'later_report' and earlier_report_year = reference_year order by all limit 1",
    )
    page = client.get(f"/programas/{row['program_key']}/{row['year']}/cifras/")
    ids = set(map(unescape, re.findall(r'id="([^"]+)"', page.text)))
    stated = asked(
        archive_warehouse,
        "select table_name, fact_column, item, printed_text from vintages"
        " where program_key = $key and report_year = $year and is_current"
        " and (item is not null or table_name in ('fct_spending', 'fct_beneficiaries'))",
        key=row["program_key"],
        year=row["year"],
    )
    assert stated
    for one in stated:
        assert str(figure_name(one["table_name"], one["fact_column"], one["item"])) in ids
        assert one["printed_text"] is None or one["printed_text"] in unescape(page.text)


def test_addresses_of_figures_need_no_release(client: TestClient, archive_warehouse: Path) -> None:
    for name in (
        FigureName("fct_indicators", "effective", "purpose/Niñas y niños ~ 50 % a/b – c_d"),
        FigureName("fct_spending", "executed_clp"),
        FigureName("fct_components", "quantity", ".."),
    ):
        assert parse_figure(str(name)) == name
        assert re.fullmatch(r"[\w.~-]+", str(name))
    export = visit_of(archive_warehouse, is_export=True)
    path = figure_path(export, "name-1", 2020, "program_year", "executed_real_clp")
    assert path == "programas/name-1/2020/cifras/#program_year.executed_real_clp"
    (row,) = asked(archive_warehouse, "from program_year order by all limit 1")
    start = f"/programas/{row['program_key']}"
    gone = client.get(f"{start}/1990/cifras/fct_spending.executed_clp/")
    assert gone.status_code == 404
    assert f"/{row['year']}/cifras/fct_spending.executed_clp/" in gone.text
    for wrong in ("fct_spending.nothing", "nonsense", "fct_spending.executed_clp~13", "a.b~~ff"):
        gone = client.get(f"{start}/{row['year']}/cifras/{wrong}/")
        assert gone.status_code == 404
        assert f"programas/{row['program_key']}/" in gone.text
