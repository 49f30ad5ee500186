"""The ledger: an append-only log with one line for every attempt to get an index, a report or robots.txt.

It is one file of JSON lines per month. A line is synced to the disk before the attempt counts. A crash
may leave an incomplete line; readers skip it.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.acquire.status import Kind, Status
from pipelines.durable import make_folder, sync


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt. Times are UTC in ISO 8601.

    ``byte_count`` and ``sha256`` are of the received body; with status ``not_modified`` or ``vanished``
    they are of the stored file. ``source_file`` is the path below the raw folder, of an index the path
    below ``Settings.acquired``. ``attempt`` counts from 1 within one sync. ``headers`` are the response's
    ``fetch_result.KEPT_HEADERS``.

    What the source wrote becomes printable text of at most ``MAX_CHARACTERS``, with other characters as their
    codes: it is shown on terminals and loaded into a database.
    """

    kind: Kind
    status: Status
    attempted_at: str
    finished_at: str
    url: str | None = None
    final_url: str | None = None
    year: int | None = None
    id_bips: str | None = None
    id_programa: str | None = None
    attempt: int = 1
    http_status: int | None = None
    byte_count: int | None = None
    sha256: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    source_file: str | None = None
    detail: str | None = None

    def __post_init__(self) -> None:
        """Make the texts of the source printable."""
        for name in ("url", "final_url", "detail"):
            if (text := getattr(self, name)) is not None:
                object.__setattr__(self, name, _printable(text))
        headers = {name: _printable(value) for name, value in self.headers.items()}
        object.__setattr__(self, "headers", headers)


MAX_CHARACTERS = 4_000
_FIELDS = {one.name for one in fields(Entry)}


def now() -> str:
    """The current time (UTC) as the ledger writes it."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")


class Ledger:
    """The ledger in ``folder``. Several processes may append to it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def append(self, entries: Iterable[Entry]) -> None:
        """Append ``entries``; they are synced to the disk when this returns. Raises ``OSError``."""
        lines = "".join(f"{json.dumps(asdict(one), ensure_ascii=False)}\n" for one in entries)
        if not lines:
            return
        make_folder(self.folder)
        path = self.folder / f"{now()[:7]}.jsonl"
        is_new = not path.exists()
        with path.open("a+b") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            if _is_torn(stream.fileno()):
                lines = f"\n{lines}"  # end the line that a crash left incomplete
            stream.write(lines.encode())
            stream.flush()
            os.fsync(stream.fileno())
        if is_new:
            sync(self.folder)

    def files(self) -> list[Path]:
        """The files of the ledger, oldest first."""
        return sorted(self.folder.glob("*.jsonl"))

    def entries(self) -> Iterator[Entry]:
        """Every entry, oldest first; invalid lines are skipped."""
        for path in self.files():
            with path.open("rb") as stream:
                for line in stream:
                    if (entry := parse_line(line)) is not None:
                        yield entry


def parse_line(line: bytes) -> Entry | None:
    """Parse a line; None when it is invalid. Unknown fields, of a later version, are ignored."""
    try:
        found: Any = json.loads(line)
        known = {name: value for name, value in found.items() if name in _FIELDS}
        return Entry(**known | {"kind": Kind(known["kind"]), "status": Status(known["status"])})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _printable(text: str) -> str:
    if not text.isprintable():
        text = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)
    return text[:MAX_CHARACTERS]


def _is_torn(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    return size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
