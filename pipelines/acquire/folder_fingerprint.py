"""Detect a change of the raw folder without reading the files."""

import hashlib
from pathlib import Path

from pipelines.acquire.inbox import is_report, walk
from pipelines.store import Store


def fingerprint(raw: Path) -> str | None:
    """Sixteen hexadecimal digits that change when a report file is added, removed, renamed or written to.

    They are a hash of the names, sizes and modification times of the report files below ``raw``. None
    when there is no folder or no report file.
    """
    if not raw.is_dir():
        return None
    files = sorted(filter(None, (_stamp(path, raw) for path, _ in walk(raw) if is_report(path))))
    return hashlib.sha256(b"\0".join(files)).hexdigest()[:16] if files else None


def store_fingerprint(address: str) -> str | None:
    """The same of the store at ``address``. Raises ``StoreError``."""
    files = sorted((name, sign) for name, sign in Store(address).files().items() if is_report(Path(name)))
    return hashlib.sha256(repr(files).encode()).hexdigest()[:16] if files else None


def _stamp(path: Path, raw: Path) -> bytes | None:
    try:
        status = path.stat()
    except OSError:
        return None
    name = bytes(path.relative_to(raw))
    return b"%b\0%d\0%d" % (name, status.st_size, status.st_mtime_ns)
