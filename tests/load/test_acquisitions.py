"""The ledger and the indexes in the raw schema."""

import json
import random
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from pipelines.acquire.bips_index import IndexRow, parse_index
from pipelines.acquire.ledger import FILE_NAME, Entry, Ledger
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


OTHER_RULES = "update notes.loaded_ledger set omitted = ''; update raw.acquisitions set detail = 'a name'"


def load(folder: Path) -> LoadedAcquisitions:
    return load_acquisitions(folder / "build.duckdb", folder, folder / "ledger")


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(folder / "build.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


def details(folder: Path) -> list[str]:
    return [detail for (detail,) in rows(folder, "select detail from raw.acquisitions order by all")]


def change(folder: Path, statement: str) -> None:
    with duckdb.connect(str(folder / "build.duckdb")) as con:
        con.execute(statement)


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
    (tmp_path / "ledger").mkdir()
    line = json.dumps(asdict(ENTRY)).encode()
    (tmp_path / "ledger" / "2026-01.jsonl").write_bytes(line + b'\n{"kind": "docum\n\x00\x00\x00\n[]\n')
    Ledger(tmp_path / "ledger").append([ENTRY, replace(ENTRY, attempted_at="yesterday")])
    assert [load(tmp_path) for _ in range(2)] == [LoadedAcquisitions(2, 0, 4)] * 2


def test_only_entries_that_are_new_are_read(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.append([replace(ENTRY, detail=detail) for detail in ("1", "2")])
    load(tmp_path)
    change(tmp_path, "update raw.acquisitions set detail = 'loaded before'")
    ledger.append([replace(ENTRY, detail="3")])
    assert load(tmp_path) == LoadedAcquisitions(3, 0, 0)
    assert details(tmp_path) == ["3", "loaded before", "loaded before"]


def _put_back_a_backup(folder: Path) -> None:
    path = folder / "ledger" / FILE_NAME
    path.unlink()
    Ledger(path.parent).append([replace(ENTRY, detail=detail) for detail in "ab"])


@pytest.mark.parametrize(
    ("happens", "loaded"),
    [
        (_put_back_a_backup, ["a", "b"]),
        (lambda folder: (folder / "ledger" / FILE_NAME).unlink(), []),
        (lambda folder: change(folder, "drop schema raw cascade"), ["1", "2"]),
        (lambda folder: change(folder, "alter table raw.acquisitions drop detail"), ["1", "2"]),
        (lambda folder: change(folder, "delete from raw.acquisitions"), ["1", "2"]),
        (lambda folder: change(folder, OTHER_RULES), ["1", "2"]),
        (lambda folder: (folder / "build.duckdb").unlink(), ["1", "2"]),
    ],
    ids=[
        "another ledger",
        "no ledger",
        "no schema",
        "an older schema",
        "no rows",
        "other rules",
        "no database",
    ],
)
def test_all_entries_are_read_where_others_were_loaded(
    tmp_path: Path, happens: Callable[[Path], object], loaded: list[str]
) -> None:
    Ledger(tmp_path / "ledger").append([replace(ENTRY, detail=detail) for detail in "12"])
    load(tmp_path)
    happens(tmp_path)
    load(tmp_path)
    assert details(tmp_path) == loaded


def test_a_long_ledger_is_loaded_whole(tmp_path: Path) -> None:
    Ledger(tmp_path / "ledger").append([replace(ENTRY, detail=str(number)) for number in range(20_001)])
    assert load(tmp_path).acquisitions == 20_001
    assert rows(tmp_path, "select count(distinct detail) from raw.acquisitions") == [(20_001,)]


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
