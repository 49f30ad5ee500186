"""The raw folder: which files are reports."""

import hashlib
import os
from pathlib import Path

import pytest

from pipelines.acquire.inbox import SAMPLE_MARKER, NoReportsError, find_reports


def _put(path: Path, content: bytes = b"report") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _names(raw: Path) -> list[str]:
    return [file.source_file for file in find_reports(raw).files]


def test_reports_are_found_flat_and_nested_whatever_the_case_of_their_suffix(tmp_path: Path) -> None:
    for name in ("a.pdf", "B.PDF", "2021/salud/c.txt", "2021/d.Txt"):
        _put(tmp_path / name)
    assert _names(tmp_path) == ["2021/d.Txt", "2021/salud/c.txt", "B.PDF", "a.pdf"]


@pytest.mark.parametrize(
    "name",
    [
        "con espacios.pdf",
        "ñandú.pdf",
        "comilla's.pdf",
        'comillas "dobles".pdf',
        "dos\nlíneas.pdf",
        "*[a]?.pdf",
    ],
)
def test_odd_names_are_kept_as_they_are(tmp_path: Path, name: str) -> None:
    _put(tmp_path / name)
    assert _names(tmp_path) == [name]


def test_a_name_that_is_no_utf8_appears_as_text_that_a_database_takes(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/a\xf1o.pdf", "wb") as stream:  # noqa: PTH123 - bytes have no Path
        stream.write(b"report")
    (name,) = _names(tmp_path)
    assert name.encode() == b"a\\xf1o.pdf"


def test_identity_is_the_bytes_and_their_number(tmp_path: Path) -> None:
    _put(tmp_path / "a.pdf", b"same")
    _put(tmp_path / "copy" / "b.pdf", b"same")
    first, second = find_reports(tmp_path).files
    assert first.file_sha256 == second.file_sha256 == hashlib.sha256(b"same").hexdigest()
    assert first.byte_count == 4


def test_other_files_are_counted_and_not_read(tmp_path: Path) -> None:
    for name in ("a.pdf", "README.md", "notes.docx", ".DS_Store", "._a.pdf"):
        _put(tmp_path / name)
    inbox = find_reports(tmp_path)
    assert [file.source_file for file in inbox.files] == ["a.pdf"]
    assert inbox.ignored == 4


def test_the_sample_is_read_only_while_there_is_nothing_else(tmp_path: Path) -> None:
    _put(tmp_path / "sample" / SAMPLE_MARKER, b"")
    _put(tmp_path / "sample" / "2021" / "s.pdf", b"sample")
    inbox = find_reports(tmp_path)
    assert [(file.source_file, file.is_sample) for file in inbox.files] == [("sample/2021/s.pdf", True)]
    assert inbox.ignored == 0

    _put(tmp_path / "real.pdf")
    inbox = find_reports(tmp_path)
    assert [(file.source_file, file.is_sample) for file in inbox.files] == [("real.pdf", False)]
    assert inbox.sample_left_out == 1


def test_a_part_of_the_sample_is_still_sample(tmp_path: Path) -> None:
    _put(tmp_path / SAMPLE_MARKER, b"")
    _put(tmp_path / "2021" / "s.pdf")
    (file,) = find_reports(tmp_path / "2021").files
    assert file.is_sample


def test_linked_folders_are_read_once(tmp_path: Path) -> None:
    _put(tmp_path / "folder" / "a.pdf")
    (tmp_path / "another name").symlink_to(tmp_path / "folder")
    (tmp_path / "folder" / "back").symlink_to(tmp_path)
    assert _names(tmp_path) == ["another name/a.pdf"]


def test_links_that_lead_out_of_the_folder_are_named_and_not_followed(tmp_path: Path) -> None:
    raw = _put(tmp_path / "raw" / "a.pdf").parent
    _put(tmp_path / "elsewhere" / "b.pdf")
    _put(tmp_path / "raw-2" / "c.pdf")  # a folder whose name begins as that of the reports
    (raw / "file.pdf").symlink_to(tmp_path / "elsewhere" / "b.pdf")
    (raw / "folder").symlink_to("../elsewhere")
    (raw / "neighbour").symlink_to(tmp_path / "raw-2")
    (raw / "1").mkdir()
    (raw / "1" / "far.pdf").symlink_to(raw / "folder" / "b.pdf")
    (raw / "twice.pdf").symlink_to(raw / "1" / "far.pdf")
    (raw / "round.pdf").symlink_to(raw / "round.pdf")
    (raw / "within.pdf").symlink_to("1/../a.pdf")
    (raw / "notes").symlink_to(tmp_path / "elsewhere" / "b.pdf")  # not a report's name
    (tmp_path / "linked raw").symlink_to(raw)
    for one in (raw, tmp_path / "linked raw"):
        inbox = find_reports(one)
        assert [file.source_file for file in inbox.files] == ["a.pdf", "within.pdf"]
        outside = [name for name, why in inbox.unopened if "leads out of the folder" in why]
        assert outside == ["1/far.pdf", "file.pdf", "folder", "neighbour", "twice.pdf"]
        assert {name for name, _ in inbox.unopened} == {*outside, "round.pdf"}
        assert inbox.ignored == 1


def test_a_file_that_cannot_be_opened_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    _put(tmp_path / "a.pdf")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    inbox = find_reports(tmp_path)
    assert [file.source_file for file in inbox.files] == ["a.pdf"]
    assert inbox.unopened == (("gone.pdf", "No such file or directory"),)


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    _put(tmp_path / "a.pdf")
    os.mkfifo(tmp_path / "pipe.pdf")
    inbox = find_reports(tmp_path)
    assert [file.source_file for file in inbox.files] == ["a.pdf"]
    assert inbox.unopened == (("pipe.pdf", "It is a pipe or a device, not a file"),)


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    _put(tmp_path / "README.md")
    with pytest.raises(NoReportsError, match=r"no report in .*put PDF files.*1 other file"):
        find_reports(tmp_path)


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoReportsError, match="Create it, or choose another with --raw"):
        find_reports(tmp_path / "missing")


def test_a_folder_that_cannot_be_opened_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    _put(tmp_path / "a.pdf")
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):  # in the end deeper than any path may be long
        os.mkdir("d" * 250, dir_fd=here)
        below = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    inbox = find_reports(tmp_path)
    assert [file.source_file for file in inbox.files] == ["a.pdf"]
    ((folder, reason),) = inbox.unopened
    assert folder.startswith("d" * 250 + "/")
    assert reason == "File name too long"


def test_of_several_links_to_one_folder_the_first_name_counts(tmp_path: Path) -> None:
    _put(tmp_path / "the folder" / "a.pdf")
    for number in reversed(range(20)):
        (tmp_path / f"link{number:02}").symlink_to(tmp_path / "the folder")
    assert _names(tmp_path) == ["link00/a.pdf"]
