"""The cache of extractions: folders of superseded extractors, and what crashes left."""

import shutil
from pathlib import Path


def keep_newest_extractors(extracted: Path, current: Path, keep: int) -> None:
    """Remove the folders of ``extracted`` but ``current`` and the newest others, together ``keep``.

    A folder belongs to one version of the program and one reader; its age is that of its newest file. Removes
    unfinished files of ``current`` too: the caller must be the only one that writes there.
    """
    others = sorted(
        (folder for folder in extracted.glob("*-*") if folder.is_dir() and folder != current),
        key=lambda folder: folder.stat().st_mtime,
        reverse=True,
    )
    for folder in others[max(keep - 1, 0) :]:
        shutil.rmtree(folder, ignore_errors=True)
    for unfinished in current.glob(".*"):
        unfinished.unlink(missing_ok=True)
