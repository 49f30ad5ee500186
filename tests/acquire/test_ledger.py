"""The ledger keeps every appended entry in order, whatever is killed, and all that earlier versions wrote."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.acquire.ledger import DamagedLedgerError, Entry, Ledger, parse_line
from pipelines.acquire.status import CONFIRMED, MEANINGS, Kind, Status
from tests.warehouse import PROJECT

TEXT = st.none() | st.text()
ENTRIES = st.builds(
    Entry,
    kind=st.sampled_from(Kind),
    status=st.sampled_from(Status),
    attempted_at=st.text(),
    finished_at=st.text(),
    url=TEXT,
    year=st.none() | st.integers(-(2**63), 2**63 - 1),
    headers=st.dictionaries(st.text(), st.text()),
    detail=TEXT,
)


def entry(detail: str, status: Status = Status.DOWNLOADED, id_programa: str | None = None) -> Entry:
    return Entry(
        Kind.DOCUMENT,
        status,
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:01",
        id_programa=id_programa,
        detail=detail,
    )


def line(one: Entry) -> bytes:
    return json.dumps(asdict(one)).encode() + b"\n"


def details(ledger: Ledger) -> list[str | None]:
    return [one.detail for one in ledger.entries()]


@given(st.lists(ENTRIES, max_size=3))
def test_entries_survive_writing_and_reading(entries: list[Entry]) -> None:
    with TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder))
        ledger.append(entries)
        assert list(ledger.entries()) == entries


@given(ENTRIES)
def test_a_line_of_an_earlier_version_is_read(one: Entry) -> None:
    assert parse_line(line(one)) == one


@given(st.binary() | ENTRIES.map(lambda one: line(one)[:-2]))
def test_invalid_lines_give_no_entry(line: bytes) -> None:
    assert parse_line(line) is None


@pytest.mark.parametrize("line", [b"[]", b"7", b"{}", b'{"kind": "index"}', b"[" * 100_000, b'{"kind": "x"}'])
def test_other_json_gives_no_entry(line: bytes) -> None:
    assert parse_line(line) is None


def test_fields_of_a_later_version_are_ignored() -> None:
    assert parse_line(json.dumps(asdict(entry("a")) | {"later": 1}).encode()) == entry("a")


def test_files_of_lines_are_taken_over_once_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "2026-02.jsonl").write_bytes(line(entry("3")) + b'{"kind": "docu')
    (tmp_path / "2026-01.jsonl").write_bytes(line(entry("1")) + b"\x00\xff\n[]\n" + line(entry("2")))
    ledger = Ledger(tmp_path)
    ledger.append([entry("4")])
    assert [details(ledger) for _ in range(2)] == [["1", "2", "3", "4"]] * 2
    assert ledger.torn_lines() == 3
    kept = sorted(path.name for path in tmp_path.glob("*.jsonl.imported-*"))
    assert [name.split("-")[1] for name in kept] == ["01.jsonl.imported", "02.jsonl.imported"]
    assert list(tmp_path.glob("*.jsonl")) == []


def test_a_line_with_a_value_that_no_column_has_is_counted_as_torn(tmp_path: Path) -> None:
    values: list[dict[str, object]] = [{"year": 2**64}, {"year": [1]}, {"source_file": "\ud800"}, {}]
    lines = [json.dumps(asdict(entry("1")) | one).encode() + b"\n" for one in values]
    (tmp_path / "2026-01.jsonl").write_bytes(b"".join(lines))
    assert (details(Ledger(tmp_path)), Ledger(tmp_path).torn_lines()) == (["1"], 3)


def test_a_file_taken_over_before_a_crash_is_not_taken_over_again(tmp_path: Path) -> None:
    (tmp_path / "2026-01.jsonl").write_bytes(line(entry("1")))
    ledger = Ledger(tmp_path)
    assert details(ledger) == ["1"]
    (renamed,) = tmp_path.glob("*.imported-*")
    renamed.rename(tmp_path / "2026-01.jsonl")
    assert details(ledger) == ["1"]
    # An earlier version that runs again begins a new file.
    (tmp_path / "2026-01.jsonl").write_bytes(line(entry("2")))
    assert details(ledger) == ["1", "2"]
    assert len(list(tmp_path.glob("*.imported-*"))) == 2


def test_concurrent_writers_lose_no_entry(tmp_path: Path) -> None:
    (tmp_path / "2026-01.jsonl").write_bytes(line(entry("first")))
    ledger = Ledger(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: ledger.append([entry(f"{number}"), entry(f"{number}")]), range(30)))
    first, *others = details(ledger)
    assert first == "first"
    assert others[::2] == others[1::2]
    assert sorted(others[::2], key=str) == sorted(map(str, range(30)))


APPENDING = """
import sys
from pathlib import Path
from tests.acquire.test_ledger import Ledger, entry
ledger = Ledger(Path(sys.argv[1]))
for number in range(100_000):
    ledger.append([entry(str(number))] * 5)
    print(number, flush=True)
"""


def test_a_killed_writer_leaves_whole_appends_and_all_that_it_was_told_of(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    for _ in range(3):
        before = len(details(ledger))
        with subprocess.Popen(
            [sys.executable, "-c", APPENDING, str(tmp_path)], cwd=PROJECT, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout
            for _line in range(10):
                process.stdout.readline()
            process.kill()
            told = 10 + len(process.stdout.read().splitlines())
        new = details(ledger)[before:]
        assert len(new) in {5 * told, 5 * told + 5}
        assert new == [str(number) for number in range(len(new) // 5) for _ in range(5)]


def test_nothing_to_append_makes_no_file(tmp_path: Path) -> None:
    Ledger(tmp_path / "ledger").append([])
    assert not (tmp_path / "ledger").exists()


def test_a_ledger_whose_beginning_was_interrupted_is_empty(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.path.touch()
    assert (details(ledger), ledger.last(), ledger.torn_lines()) == ([], None, 0)
    ledger.append([entry("1")])
    assert details(ledger) == ["1"]


def test_a_damaged_ledger_is_told_and_never_replaced(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.append([entry("1")])
    damaged = b"no ledger" * 1000
    ledger.path.write_bytes(damaged)
    with pytest.raises(DamagedLedgerError, match="Put its backup in its place"):
        details(ledger)
    with pytest.raises(DamagedLedgerError, match="Put its backup in its place"):
        ledger.append([entry("2")])
    assert ledger.path.read_bytes() == damaged


def test_a_reader_without_the_right_to_write_reads(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.append([entry("1")])
    assert [path.name for path in ledger.folder.iterdir()] == ["ledger.sqlite"]
    command = f"from tests.acquire.test_ledger import *; print(details(Ledger(Path({str(ledger.folder)!r}))))"
    bound = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    mount = 'mount --bind -o ro "$0" "$0" && exec "$@"'
    run = subprocess.run(
        [*bound, mount, str(ledger.folder), sys.executable, "-c", command],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare" in run.stderr or "mount" in run.stderr:
        pytest.skip(f"a folder cannot be made read-only here: {run.stderr.strip()}")
    assert run.stdout == "['1']\n", run.stderr


def test_the_newest_entry_of_each_document_is_found_and_the_newest_confirmed(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.append([entry("old", id_programa="8"), entry("new", id_programa="8"), entry("other")])
    ledger.append([entry("failed", Status.TIMED_OUT, "8")])
    assert sorted(str(one.detail) for one in ledger.newest()) == ["failed", "other"]
    assert sorted(str(one.detail) for one in ledger.newest(CONFIRMED)) == ["new", "other"]


def test_every_status_has_its_meaning() -> None:
    assert MEANINGS.keys() == set(Status)
