"""Files that are whole or not there, and what is never overwritten."""

from pathlib import Path

import pytest

from pipelines.durable import make_folder, move_to_new, partial_file, remove_partials


def write(target: Path, content: bytes) -> None:
    with partial_file(target.parent, target.name) as (path, stream):
        stream.write(content)
        move_to_new(path, stream, target)


def test_what_was_moved_is_there_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "8.pdf"
    write(target, b"one")
    assert target.read_bytes() == b"one"
    assert list(target.parent.iterdir()) == [target]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    write(tmp_path / "8.pdf", b"one")
    with pytest.raises(FileExistsError):
        write(tmp_path / "8.pdf", b"two")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"one"]


def test_what_was_not_moved_is_removed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stop"), partial_file(tmp_path, "8.pdf") as (_, stream):
        stream.write(b"half")
        raise ValueError("stop")
    assert list(tmp_path.iterdir()) == []


def test_only_partial_files_of_crashed_writers_are_removed(tmp_path: Path) -> None:
    make_folder(tmp_path / "2019")
    (tmp_path / "2019" / ".8.pdf.part").write_bytes(b"half")
    (tmp_path / "2019" / "8.pdf").write_bytes(b"whole")
    (tmp_path / "2019" / "x.part").write_bytes(b"somebody's")
    remove_partials(tmp_path)
    assert sorted(path.name for path in (tmp_path / "2019").iterdir()) == ["8.pdf", "x.part"]
