"""What a look has found reaches the next stage whole, or is said to be lost."""

import os
from pathlib import Path

import pytest

from pipelines.acquire.inbox import find_reports
from pipelines.acquire.inbox_file import NoInboxError, read_inbox, write_inbox


def test_what_was_found_is_read_as_it_was_written(tmp_path: Path) -> None:
    raw, place = tmp_path / "raw", tmp_path / "build" / "inbox.sqlite"
    (raw / "2021").mkdir(parents=True)
    for name in (b"b.pdf", b"2021/a\xf1o.pdf", b"c.txt", b"other.md"):
        Path(os.fsdecode(os.fsencode(raw) + b"/" + name)).write_bytes(name)
    (raw / "gone.pdf").symlink_to(raw / "nowhere")
    for _ in range(2):
        found = find_reports(raw)
        write_inbox(place, found)
        assert read_inbox(place) == found
        (raw / "c.txt").unlink(missing_ok=True)
    place.write_bytes(b"damaged")
    write_inbox(place, found)
    assert read_inbox(place) == found


@pytest.mark.parametrize("content", [None, b"", b'{"files": []}', b"SQLite format 3\0" + b"\1" * 5000])
def test_a_list_that_is_lost_is_told(tmp_path: Path, content: bytes | None) -> None:
    place = tmp_path / "inbox.sqlite"
    if content is not None:
        place.write_bytes(content)
    with pytest.raises(NoInboxError, match="materialize raw_reports first"):
        read_inbox(place)
