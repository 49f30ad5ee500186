"""What one document may cost: the caps that a reader keeps to, and those that its process is held to."""

from dataclasses import dataclass

MAX_BYTES = 64 * 1024 * 1024
"""Reports weigh well under a megabyte; the cap keeps a stray archive from filling the memory."""

MAX_PAGES = 1000
"""Reports have about ten pages; a bound volume of a whole ministry stays far below."""

MAX_SECONDS = 120.0
"""Reports take about a second; a thousand pages still fit on a slow machine."""

MAX_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space. Reading a report takes about 60 MB of it, libraries included."""

LEAST_MEMORY = 256 * 1024 * 1024
"""Bytes of address space below which ordinary reports would be refused."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: bytes on disk, pages, seconds by the clock, bytes of address space.

    As text they say which limits a document met; see ``Cache``.
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
