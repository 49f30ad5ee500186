"""The version of reading and matching together: it keys the cache of extracted readings."""

import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable

# What decides a reading: the code and data of these packages, and the libraries beneath them.
_PACKAGES = ("pipelines.read", "pipelines.form")
_LIBRARIES = ("lxml", "pdfplumber", "pdfminer.six", "pypdfium2")


def _sources() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every source file that decides a reading, in the order of their names."""
    for package in _PACKAGES:
        yield from _files(resources.files(package), package)


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry, path)
        elif entry.name.endswith((".py", ".yaml", ".csv")):
            yield path, entry.read_bytes()


def extractor_version() -> str:
    """Twelve hexadecimal digits that change with anything that can change a reading.

    Computed, not kept by hand: a forgotten number would let an old reading pass for a new one.
    """
    digest = hashlib.sha256()
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for path, content in _sources():
        digest.update(f"{path} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:12]


EXTRACTOR_VERSION = extractor_version()
