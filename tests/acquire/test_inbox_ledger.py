"""Files put in by hand: in the ledger, each once."""

from pathlib import Path

from pipelines.acquire.inbox import SAMPLE_MARKER, find_reports
from pipelines.acquire.inbox_ledger import record_inbox_files
from pipelines.acquire.ledger import Entry, Ledger
from pipelines.acquire.status import Kind, Status


def test_a_file_is_entered_once_and_again_when_its_bytes_change(tmp_path: Path) -> None:
    raw, ledger = tmp_path / "raw", Ledger(tmp_path / "ledger")
    (raw / "2021").mkdir(parents=True)
    (raw / "2021" / "a.pdf").write_bytes(b"one")
    (raw / "b.pdf").write_bytes(b"one")
    assert [record_inbox_files(find_reports(raw), ledger) for _ in range(2)] == [2, 0]
    (raw / "b.pdf").write_bytes(b"three")
    assert record_inbox_files(find_reports(raw), ledger) == 1
    assert [(one.kind, one.status, one.source_file, one.byte_count) for one in ledger.entries()] == [
        ("inbox", "found_in_inbox", "2021/a.pdf", 3),
        ("inbox", "found_in_inbox", "b.pdf", 3),
        ("inbox", "found_in_inbox", "b.pdf", 5),
    ]


def test_what_a_sync_fetched_was_not_put_in_by_hand(tmp_path: Path) -> None:
    raw, ledger = tmp_path / "raw", Ledger(tmp_path / "ledger")
    (raw / "bips").mkdir(parents=True)
    (raw / "bips" / "8.pdf").write_bytes(b"one")
    (file,) = find_reports(raw).files
    ledger.append(
        [
            Entry(
                Kind.DOCUMENT,
                Status.DOWNLOADED,
                "",
                "",
                sha256=file.file_sha256,
                source_file=file.source_file,
            )
        ]
    )
    assert record_inbox_files(find_reports(raw), ledger) == 0


def test_the_sample_ships_with_the_project(tmp_path: Path) -> None:
    raw, ledger = tmp_path / "raw", Ledger(tmp_path / "ledger")
    raw.mkdir()
    (raw / SAMPLE_MARKER).touch()
    (raw / "a.pdf").write_bytes(b"one")
    assert record_inbox_files(find_reports(raw), ledger) == 0
    assert not ledger.folder.exists()
