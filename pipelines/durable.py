"""Write files that are whole or absent after a crash or a power cut.

A rename is atomic for other processes, but the disk may record it before the content. So the content is
synced before the rename, and the folder, which holds the name, after it (POSIX ``fsync``).
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".part"


def sync(path: Path) -> None:
    """Write a file's content, or a folder's list of names, to the disk. Raises ``OSError``."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_durably(unfinished: Path, target: Path) -> None:
    """Rename ``unfinished``, a closed file in the folder of ``target``, to ``target``, replacing it.

    Raises ``OSError``.
    """
    sync(unfinished)
    unfinished.replace(target)
    sync(target.parent)


def move_to_new(path: Path, stream: BinaryIO, target: Path) -> None:
    """Rename ``path``, which ``stream`` is open for writing to, to ``target``; never replaces a file.

    Raises ``FileExistsError`` when ``target`` exists, and other ``OSError``.
    """
    stream.flush()
    if target.exists():
        raise FileExistsError(errno.EEXIST, "It is there already", str(target))
    replace_durably(path, target)


@contextmanager
def partial_file(folder: Path, name: str) -> Iterator[tuple[Path, BinaryIO]]:
    """A hidden file in ``folder``, open for writing; removed at the end unless it was moved.

    ``name`` must be unique among the processes that write to the folder. Raises ``OSError``.
    """
    make_folder(folder)
    path = folder / f".{name}{PARTIAL}"
    try:
        with path.open("wb") as stream:
            yield path, stream
    finally:
        path.unlink(missing_ok=True)


def remove_partials(folder: Path) -> None:
    """Remove the partial files that crashed processes left anywhere below ``folder``."""
    for path in folder.glob(f"**/.*{PARTIAL}"):
        path.unlink(missing_ok=True)


def make_private(folder: Path) -> None:
    """Make ``folder``, and let only its owner and its group into it. Another user's is left as it is.

    Raises ``OSError`` when it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & stat.S_IRWXO:
        with suppress(PermissionError):
            folder.chmod(mode & ~stat.S_IRWXO)


def make_folder(folder: Path) -> None:
    """Make ``folder`` and its missing parents durably. Raises ``OSError``."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync(folder.parent)
