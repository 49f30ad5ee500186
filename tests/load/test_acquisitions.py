"""The ledger and the indexes in the raw schema."""

import json
import random
from dataclasses import fields
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from pipelines.acquire.bips_index import IndexRow, parse_index
from pipelines.acquire.ledger import Entry, Ledger
from pipelines.acquire.status import Kind, Status
from pipelines.load.acquisition_tables import ENTRY_COLUMNS
from pipelines.load.acquisitions import LoadedAcquisitions, load_acquisitions
from pipelines.load.comments import COLUMN_COMMENTS
from tests.warehouse import PROJECT

ENTRY = Entry(
    Kind.DOCUMENT,
    Status.DOWNLOADED,
    "2026-01-01T00:00:00.500",
    "2026-01-01T00:00:01.000",
    url="https://example.org/8.pdf",
    year=2019,
    id_programa="8",
    byte_count=3_000_000_000,
    headers={"etag": '"1"'},
)


def load(folder: Path) -> LoadedAcquisitions:
    return load_acquisitions(folder / "build.duckdb", folder, folder / "ledger")


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(folder / "build.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


def put_index(folder: Path, time: str, content: object, year: int = 2019) -> None:
    path = folder / "index" / str(year) / f"20260101T{time}.000000Z.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")


def test_the_dbt_project_knows_the_closed_lists() -> None:
    sources = yaml.safe_load((PROJECT / "dbt_project/models/sources/raw.yml").read_text("utf-8"))["sources"]
    (table,) = (table for table in sources[0]["tables"] if table["name"] == "acquisitions")
    tests = {column["name"]: column["data_tests"] for column in table["columns"]}
    for name, values in {"kind": Kind, "status": Status}.items():
        (test,) = tests[name]
        assert set(test["accepted_values"]["arguments"]["values"]) == set(values)
    assert [status for status in Status if status not in COLUMN_COMMENTS["acquisitions"]["status"]] == []


def test_the_ledger_and_its_table_have_the_same_columns() -> None:
    assert [one.name for one in fields(Entry)] == list(ENTRY_COLUMNS)


def test_nothing_acquired_is_two_empty_tables(tmp_path: Path) -> None:
    assert load(tmp_path) == LoadedAcquisitions(0, 0, 0)
    assert rows(tmp_path, "from raw.acquisitions") == rows(tmp_path, "from raw.bips_index") == []


def test_every_line_is_a_row_and_loading_twice_is_loading_once(tmp_path: Path) -> None:
    Ledger(tmp_path / "ledger").append([ENTRY])
    assert [load(tmp_path) for _ in range(2)] == [LoadedAcquisitions(1, 0, 0)] * 2
    assert rows(
        tmp_path,
        "select status, year, byte_count, headers ->> 'etag',"
        " date_diff('ms', attempted_at, finished_at), detail from raw.acquisitions",
    ) == [("downloaded", 2019, 3_000_000_000, '"1"', 500, None)]


def test_torn_lines_are_counted_and_cost_nothing_else(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.append([ENTRY])
    with ledger.files()[0].open("ab") as stream:
        stream.write(b'{"kind": "docum\n\x00\x00\x00\n[]\n')
    ledger.append([ENTRY])
    assert load(tmp_path) == LoadedAcquisitions(2, 0, 3)


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://somebody@example.org/a", "https://example.org/a"),
        ("https://somebody:" + "word@example.org/a", "https://example.org/a"),
        ("mailto:somebody@example.org", "mailto:example.org"),
        ("https://example.org/?of=somebody@example.org", "https://example.org/?of=example.org"),
        ("https://example.org/a.pdf", "https://example.org/a.pdf"),
    ],
)
def test_nobodys_mail_address_is_published(tmp_path: Path, url: str, published: str) -> None:
    Ledger(tmp_path / "ledger").append(
        [Entry(Kind.DOCUMENT, Status.NOT_FOUND, "2026-01-01", "2026-01-01", url, url)]
    )
    put_index(
        tmp_path, "000000", [{"id_programa": "8", "url_informe": url, "correo": "somebody@example.org"}]
    )
    load(tmp_path)
    assert rows(tmp_path, "select url, final_url from raw.acquisitions") == [(published, published)]
    assert "@" not in str(rows(tmp_path, "from raw.bips_index"))


def test_a_file_of_another_name_is_no_index(tmp_path: Path) -> None:
    put_index(tmp_path, "000000", [{"id_programa": 8}])
    put_index(tmp_path, "000000 (copy)", [{"id_programa": 9}])
    assert load(tmp_path).index_rows == 1


def test_every_usable_row_can_be_loaded_whatever_it_says(tmp_path: Path) -> None:
    chance = random.Random(1)

    def value() -> object:
        text = "".join(
            chr(chance.choice((chance.randrange(256), chance.randrange(0x110000)))) for _ in range(9)
        )
        return chance.choice(
            (text, text * 100, None, True, -(10**300), 1e300, float("nan"), [text], {text: 1})
        )

    found = [
        {name: value() for name in IndexRow.model_fields if chance.random() < 0.3} | {"id_programa": number}
        for number in range(500)
    ]
    put_index(tmp_path, "000000", found)
    index = parse_index(json.dumps(found).encode())
    assert len(index.rows) > 100
    assert len(index.unusable) > 100
    assert load(tmp_path).index_rows == len(index.rows)


def test_a_programme_is_as_the_newest_index_that_has_it_says(tmp_path: Path) -> None:
    put_index(
        tmp_path, "000000", [{"id_programa": 8, "nombre": "Ocho"}, {"id_programa": "9", "nombre": "Nueve"}]
    )
    put_index(tmp_path, "000001", [{"id_programa": "8", "id_bips": "7", "nombre": "Ocho nuevo"}])
    put_index(tmp_path, "000002", "[{")
    put_index(tmp_path, "000000", [{"id_programa": "8", "id_bips": "x"}], year=2020)
    assert load(tmp_path).index_rows == 3
    assert rows(
        tmp_path,
        "select index_year, id_programa, id_bips, nombre, is_listed from raw.bips_index order by all",
    ) == [
        (2019, "8", "7", "Ocho nuevo", True),
        (2019, "9", None, "Nueve", False),
        (2020, "8", None, None, True),
    ]
