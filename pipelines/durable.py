"""Files that are there whole or not at all, also after a power cut.

A rename is atomic for whoever looks, but reaches the disk on its own: the content has to be there before
the name is, and the folder that holds the name after it (POSIX ``fsync``).
"""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Bring a file's content, or a folder's names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_durably(unfinished: Path, target: Path) -> None:
    """Give a file written beside ``target`` its place, in the place of what was there."""
    sync(unfinished)
    unfinished.replace(target)
    sync(target.parent)
