"""The ledger keeps every appended entry, whatever a crash leaves of the last line."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.acquire.ledger import Entry, Ledger, parse_line
from pipelines.acquire.status import MEANINGS, Kind, Status

TEXT = st.none() | st.text()
ENTRIES = st.builds(
    Entry,
    kind=st.sampled_from(Kind),
    status=st.sampled_from(Status),
    attempted_at=st.text(),
    finished_at=st.text(),
    url=TEXT,
    year=st.none() | st.integers(),
    headers=st.dictionaries(st.text(), st.text()),
    detail=TEXT,
)


def entry(detail: str) -> Entry:
    return Entry(
        Kind.DOCUMENT, Status.DOWNLOADED, "2026-01-01T00:00:00", "2026-01-01T00:00:01", detail=detail
    )


def details(ledger: Ledger) -> list[str | None]:
    return [one.detail for one in ledger.entries()]


@given(ENTRIES)
def test_an_entry_survives_writing_and_reading(one: Entry) -> None:
    assert parse_line(json.dumps(asdict(one)).encode()) == one


@given(st.binary() | ENTRIES.map(lambda one: json.dumps(asdict(one)).encode()[:-1]))
def test_invalid_lines_give_no_entry(line: bytes) -> None:
    assert parse_line(line) is None


@pytest.mark.parametrize("line", [b"[]", b"7", b"{}", b'{"kind": "index"}', b"[" * 100_000, b'{"kind": "x"}'])
def test_other_json_gives_no_entry(line: bytes) -> None:
    assert parse_line(line) is None


def test_fields_of_a_later_version_are_ignored() -> None:
    line = json.dumps(asdict(entry("a")) | {"later": 1}).encode()
    assert parse_line(line) == entry("a")


@pytest.mark.parametrize("torn", [b'{"kind": "docu', b"\x00" * 40, b"\xff\xfe", b"{}"])
def test_an_incomplete_line_is_skipped_and_the_others_are_read(tmp_path: Path, torn: bytes) -> None:
    ledger = Ledger(tmp_path)
    ledger.append([entry("before")])
    with ledger.files()[0].open("ab") as stream:
        stream.write(torn)
    assert details(ledger) == ["before"]
    ledger.append([entry("after")])
    assert details(ledger) == ["before", "after"]


def test_any_cut_of_the_file_leaves_the_lines_before_it(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.append([entry("1"), entry("2")])
    (path,) = ledger.files()
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        ledger.append([entry("new")])
        # A line that lacks nothing but its end is whole.
        lines = ["1"] * (cut >= first - 1) + ["2"] * (cut >= len(whole) - 1)
        assert details(ledger) == [*lines, "new"]


def test_concurrent_writers_lose_no_entry(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: ledger.append([entry(f"{number}" * 50)]), range(60)))
    assert len(details(ledger)) == 60
    assert all(line.endswith(b"}\n") for line in ledger.files()[0].read_bytes().splitlines(keepends=True))


def test_nothing_to_append_makes_no_file(tmp_path: Path) -> None:
    Ledger(tmp_path / "ledger").append([])
    assert not (tmp_path / "ledger").exists()


def test_every_status_has_its_meaning() -> None:
    assert MEANINGS.keys() == set(Status)
