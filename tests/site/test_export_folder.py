"""The folder of an export: only our files, only what changes, and whole again after a kill."""

import json
from pathlib import Path

import pytest

from pipelines.site.export_folder import (
    JOURNAL,
    LIST,
    MADE_BY,
    Exported,
    ExportError,
    Writer,
    Written,
    begin,
    finish,
    opened,
)


def run(folder: Path, release: str, files: dict[str, str], *, killed: bool = False) -> list[Written]:
    """An export of ``files``; one that is ``killed`` ends before it lists them."""
    with opened(folder) as before:
        begin(folder, before)
        writer = Writer(folder, before.files)
        written = [writer.write(path, text.encode()) for path, text in files.items()]
        if not killed:
            finish(folder, before, Exported(release, "p", {one.path: str(one.sha256) for one in written}))
    return written


def files(folder: Path) -> set[str]:
    """What a web server would show."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if not path.name.startswith(".")} - {LIST}


def test_only_changed_bytes_are_written_and_what_has_no_page_is_removed(tmp_path: Path) -> None:
    run(tmp_path, "1", {"a/index.html": "a", "b/index.html": "b", "c/datos/c.csv": "c"})
    stamp = (tmp_path / "a/index.html").stat().st_mtime_ns
    written = run(tmp_path, "2", {"a/index.html": "a", "b/index.html": "another b"})
    assert [one.path for one in written if one.is_changed] == ["b/index.html"]
    assert (tmp_path / "a/index.html").stat().st_mtime_ns == stamp
    assert (tmp_path / "b/index.html").read_text() == "another b"
    assert not (tmp_path / "c").exists()


def test_the_list_names_release_program_and_checksums(tmp_path: Path) -> None:
    written = run(tmp_path, "1", {"index.html": "a"})
    listed = json.loads((tmp_path / LIST).read_text())
    expected = {"index.html": written[0].sha256}
    assert listed == {"made_by": MADE_BY, "release": "1", "program": "p", "files": expected}


def test_files_of_others_stay_and_are_never_replaced(tmp_path: Path) -> None:
    run(tmp_path, "1", {"a/index.html": "a"})
    (tmp_path / "a" / "robots.txt").write_text("mine")
    (tmp_path / "b.csv").write_text("mine too")
    run(tmp_path, "2", {"index.html": "b"})
    assert files(tmp_path) == {"a/robots.txt", "b.csv", "index.html"}
    with pytest.raises(ExportError, match=r"b\.csv is not from an export"):
        run(tmp_path, "3", {"b.csv": "ours"})
    assert (tmp_path / "b.csv").read_text() == "mine too"


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    with pytest.raises(ExportError, match=r"has files and no export\.json"):
        run(tmp_path, "1", {})
    (tmp_path / LIST).write_text("{}")
    with pytest.raises(ExportError, match="is not from an export"):
        run(tmp_path, "1", {})
    assert (tmp_path / LIST).read_text() == "{}"


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", ".hidden", "a//b", ""])
def test_a_list_that_leads_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / LIST).write_text(json.dumps({"made_by": MADE_BY, "files": {path: ""}}))
    with pytest.raises(ExportError, match="no address"):
        run(tmp_path / "out", "1", {})


def test_a_killed_export_is_mended_by_the_next(tmp_path: Path) -> None:
    run(tmp_path, "1", {"index.html": "a", "b/index.html": "b"})
    run(tmp_path, "2", {"index.html": "changed", "new/index.html": "new"}, killed=True)
    (tmp_path / "new" / ".index.html.part").write_text("half")
    with opened(tmp_path) as before:
        assert before.release == ""
        assert set(before.files) == {"index.html", "b/index.html", "new/index.html"}
    run(tmp_path, "1", {"index.html": "a", "b/index.html": "b"})
    assert files(tmp_path) == {"index.html", "b/index.html"}
    assert (tmp_path / "index.html").read_text() == "a"
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / JOURNAL).exists()


def test_a_lost_file_is_noticed(tmp_path: Path) -> None:
    run(tmp_path, "1", {"index.html": "a", "b/index.html": "b"})
    (tmp_path / "b/index.html").unlink()
    with opened(tmp_path) as before:
        assert not before.is_whole(tmp_path)


def test_a_second_export_at_the_same_time_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(ExportError, match="Another export is writing"):
        run(tmp_path, "1", {})
