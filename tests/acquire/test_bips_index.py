"""The index: rows, ids and addresses, whatever the source writes into them."""

import csv
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.acquire.bips_index import DamagedIndexError, IndexRow, document_url, parse_index
from pipelines.acquire.settings import BIPS_HOST, REPORTS_HOST, SyncSettings
from tests.warehouse import PROJECT

SETTINGS = SyncSettings()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(list(IndexRow.model_fields)), inner),
)


def test_the_real_rows_that_ship_with_the_project_are_all_usable() -> None:
    with (PROJECT / "dbt_project" / "seeds" / "bips_programs.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            {"id_programa": row["bips_program_id"], "id_bips": row["bips_id"], "nombre": row["program_name"]}
            for row in csv.DictReader(file)
        ]
    index = parse_index(json.dumps(rows).encode())
    assert len(index.rows) == len(rows) == 98
    assert index.unusable == []


@given(JSON)
def test_any_json_gives_rows_or_damaged_index_and_ids_are_digits(content: object) -> None:
    try:
        index = parse_index(json.dumps(content).encode())
    except DamagedIndexError:
        assert not isinstance(content, list)
        return
    assert isinstance(content, list)
    assert len(index.rows) + len(index.unusable) == len(content)
    assert all(key.isascii() and key.isdigit() for key in index.rows)


@given(st.binary())
def test_any_bytes_give_rows_or_damaged_index(body: bytes) -> None:
    with suppress(DamagedIndexError):
        parse_index(body)


@given(st.lists(JSON, min_size=1))
def test_a_list_that_was_cut_is_damaged(content: list[object]) -> None:
    with pytest.raises(DamagedIndexError):
        parse_index(json.dumps(content).encode()[:-1])


@pytest.mark.parametrize(
    "id_programa", ["../8", "8.pdf", "8/9", "", " 8", "٣", "8\n", "-8", "1" * 13, "8\x00"]
)
def test_an_id_that_is_no_number_is_not_usable(id_programa: str) -> None:
    index = parse_index(json.dumps([{"id_programa": id_programa}]).encode())
    assert (index.rows, len(index.unusable)) == ({}, 1)


@pytest.mark.parametrize(
    ("row", "year", "url"),
    [
        ({}, 2019, f"https://{REPORTS_HOST}/pdf/2019/PRG2019_3_8.pdf"),
        ({}, 2022, None),
        ({"url_archivo": " "}, 2022, None),
        ({"url_archivo": f"https://{BIPS_HOST}/a.pdf"}, 2024, f"https://{BIPS_HOST}/a.pdf"),
        (
            {"url_archivo": f"https://{BIPS_HOST}/page", "url_informe": f"https://{BIPS_HOST}/b.PDF?x=1"},
            2024,
            f"https://{BIPS_HOST}/b.PDF?x=1",
        ),
        ({"url_informe": "/EvaluacionMonitoreo/8"}, 2024, f"https://{BIPS_HOST}/EvaluacionMonitoreo/8"),
        ({"url_informe": f"http://{BIPS_HOST}/a.pdf"}, 2024, f"https://{BIPS_HOST}/a.pdf"),
        ({"url_informe": "http://example.org/a.pdf"}, 2024, "http://example.org/a.pdf"),
    ],
)
def test_the_address_of_a_report(row: dict[str, str], year: int, url: str | None) -> None:
    assert document_url(IndexRow(id_programa="8", **row), year, SETTINGS) == url


@given(st.text(), st.text())
def test_no_address_in_a_row_raises_an_error(archivo: str, informe: str) -> None:
    row = IndexRow(id_programa="8", url_archivo=archivo, url_informe=informe)
    assert document_url(row, 2019, SETTINGS)
