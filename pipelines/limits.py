"""Limits on reading one file; the reader checks some, and its process is held to the others."""

from dataclasses import dataclass

MAX_BYTES = 64 * 1024 * 1024
"""Reports have well under a megabyte; the limit keeps a stray archive from filling the memory."""

MAX_PAGES = 1000
"""Reports have about ten pages, a volume of a whole ministry several hundred."""

MAX_SECONDS = 120.0
"""Reports take about a second; the limit allows a thousand pages on a slow machine."""

MAX_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space. Reading a report takes about 60 MB, libraries included."""

MIN_MEMORY = 256 * 1024 * 1024
"""Bytes of address space below which ordinary reports would be refused."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file: bytes on disk, pages, seconds of wall time, bytes of address space.

    ``str`` identifies a set of limits in the cache: a file that met one is read again when they change.
    """

    max_bytes: int = MAX_BYTES
    max_pages: int = MAX_PAGES
    max_seconds: float = MAX_SECONDS
    max_memory: int = MAX_MEMORY

    def __str__(self) -> str:
        return (
            f"{self.max_bytes} bytes, {self.max_pages} pages, {self.max_seconds:g} seconds,"
            f" {self.max_memory} bytes of memory"
        )
