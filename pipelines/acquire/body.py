"""Write the body of an HTTP response to a file, and stop as soon as it is too large or of the wrong type."""

import hashlib
import zlib
from collections.abc import AsyncIterable, AsyncIterator, Callable
from dataclasses import dataclass
from typing import BinaryIO

from pipelines.acquire.status import Status

HEAD_BYTES = 1024  # enough to recognise a file's type
_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS  # what zlib calls the format of gzip

# Takes the first HEAD_BYTES of a body (all of a shorter one); says why they are wrong, None when right.
StartCheck = Callable[[bytes], Status | None]


class SinkError(Exception):
    """The body could not be written to the disk, as ``error`` says. Distinct from network errors."""

    def __init__(self, error: OSError) -> None:
        self.error = error


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes received, their sha256, and why they were refused. ``sha256`` is None when refused."""

    byte_count: int
    sha256: str | None
    failure: Status | None = None
    detail: str | None = None


async def without_gzip(chunks: AsyncIterable[bytes], max_bytes: int) -> AsyncIterator[bytes]:
    """``chunks``, decompressed where the first begins as gzip: neither a PDF nor JSON begins so.

    Whether a header says that the body is compressed does not matter: some servers compress what nobody asked
    them to, or say so of what is not. Yields at most ``max_bytes`` + 1 at once. Raises ``zlib.error``, and
    ``EOFError`` when the compressed bytes are not complete.
    """
    inflate = None
    is_first = True
    async for chunk in chunks:
        if is_first and chunk.startswith(_GZIP):
            inflate = zlib.decompressobj(_GZIP_WINDOW)
        is_first = False
        yield inflate.decompress(chunk, max_bytes + 1) if inflate else chunk
    if inflate and not inflate.eof:
        raise EOFError("the compressed body is cut short")


async def read_body(
    chunks: AsyncIterable[bytes], sink: BinaryIO, check_start: StartCheck, max_bytes: int
) -> Body:
    """Write ``chunks`` to ``sink`` until they end, exceed ``max_bytes`` or fail ``check_start``.

    Raises ``SinkError``, and what ``chunks`` raises.
    """
    size, digest, head = 0, hashlib.sha256(), b""
    async for chunk in chunks:
        size += len(chunk)
        if size > max_bytes:
            return Body(size, None, Status.TOO_LARGE, f"more than {max_bytes} bytes")
        digest.update(chunk)
        try:
            sink.write(chunk)
        except OSError as error:
            raise SinkError(error) from error
        if len(head) < HEAD_BYTES:
            head = (head + chunk)[:HEAD_BYTES]
            if len(head) == HEAD_BYTES and (failure := check_start(head)):
                return Body(size, None, failure)
    failure = check_start(head) if len(head) < HEAD_BYTES else None
    return Body(size, None if failure else digest.hexdigest(), failure)
