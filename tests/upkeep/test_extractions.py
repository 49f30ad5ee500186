"""Of the cache the newest versions stay."""

import os
from pathlib import Path

from pipelines.upkeep.extractions import keep_newest_extractors


def test_superseded_extractors_and_unfinished_files_go(tmp_path: Path) -> None:
    for age, name in enumerate(("now-pdfium", "before-pdfium", "old-pdfium", "older-pdfplumber")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.parquet").touch()
        os.utime(folder, (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "now-pdfium" / ".b.parquet.123").touch()
    (tmp_path / "hashes.sqlite").touch()
    keep_newest_extractors(tmp_path, tmp_path / "now-pdfium", 2)
    assert {path.name for path in tmp_path.iterdir()} == {"now-pdfium", "before-pdfium", "hashes.sqlite"}
    assert [path.name for path in (tmp_path / "now-pdfium").iterdir()] == ["a.parquet"]
