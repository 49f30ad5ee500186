"""Files that are whole after a crash or a power cut, or not there at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipelines.durable import sync

PARTIAL = ".part"


@contextmanager
def partial_file(folder: Path, name: str) -> Iterator[tuple[Path, BinaryIO]]:
    """A hidden file beside where it will go, for writing; removed at the end unless it was moved away.

    ``name`` must be unique among the writers of the folder. Raises ``OSError``.
    """
    make_folder(folder)
    path = folder / f".{name}{PARTIAL}"
    try:
        with path.open("wb") as stream:
            yield path, stream
    finally:
        path.unlink(missing_ok=True)


def put(path: Path, stream: BinaryIO, target: Path) -> None:
    """Move what was written to ``stream``, the file ``path``, to ``target``; on the disk when this returns.

    Nothing is overwritten. Raises ``FileExistsError`` when ``target`` is there, and other ``OSError``.
    """
    stream.flush()
    os.fsync(stream.fileno())
    if target.exists():
        raise FileExistsError(errno.EEXIST, "It is there already", str(target))
    path.rename(target)
    sync(target.parent)


def make_folder(folder: Path) -> None:
    """Make ``folder``, with those above it that are missing, durably."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync(folder.parent)


def remove_partials(folder: Path) -> None:
    """Remove what writers that died have left below ``folder``."""
    for path in folder.glob(f"**/.*{PARTIAL}"):
        path.unlink(missing_ok=True)
