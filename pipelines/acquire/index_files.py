"""Store fetched BIPS indexes as ``index/<year>/<time>.json``, and request the index of a year.

A file has the bytes as received; an index equal to the newest stored one is not stored again.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from pipelines.acquire.bips_index import DamagedIndexError, Index, parse_index
from pipelines.acquire.document_request import MIN_SHARE
from pipelines.acquire.fetch_result import FetchResult
from pipelines.acquire.ledger import Entry
from pipelines.acquire.request import Outcome, Request, validators
from pipelines.acquire.status import Kind, Status
from pipelines.durable import move_to_new, partial_file

FOLDER = "index"
_NAME = "%Y%m%dT%H%M%S.%fZ"
_NAMES = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z\.json")


class IndexFiles:
    """The index files below ``root``, which is ``Settings.acquired``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, year: int) -> Path:
        """The folder of the indexes of ``year``."""
        return self.root / FOLDER / str(year)

    def of(self, year: int) -> list[Path]:
        """The index files of ``year``, oldest first. Files of other names are none of them."""
        return sorted(path for path in self.folder(year).glob("*.json") if _NAMES.fullmatch(path.name))

    def newest(self, year: int) -> Path | None:
        """The newest index file of ``year``; None when there is none."""
        return found[-1] if (found := self.of(year)) else None

    def years(self) -> list[int]:
        """The years that have an index, in order."""
        return sorted(int(path.name) for path in (self.root / FOLDER).glob("[0-9][0-9][0-9][0-9]"))

    def source_file(self, path: Path) -> str:
        """The path below ``root``."""
        return path.relative_to(self.root).as_posix()


def fetched_at(path: Path) -> datetime:
    """When an index was fetched (UTC), from its file name."""
    return datetime.strptime(path.stem, _NAME)


class IndexRequest(Request):
    """Requests the index of a year.

    ``confirmed`` is the last ledger entry that confirmed the stored index as current, if any. After the
    request ``index`` is the newest valid index, also when an older one had to be used; None when there is
    none. ``is_fresh``: it is what the source has now. ``is_new``: it differs from the one stored before.
    """

    kind = Kind.INDEX

    def __init__(
        self, url: str, max_bytes: int, files: IndexFiles, *, year: int, confirmed: Entry | None
    ) -> None:
        super().__init__(url, max_bytes)
        self.year: int = year
        self._files = files
        newest = files.newest(year)
        self._stored = newest.read_bytes() if newest else None
        self._stored_file = newest
        self.index: Index | None = None
        if self._stored is not None:
            with suppress(DamagedIndexError):  # a damaged stored file is fetched again
                self.index = parse_index(self._stored)
        self.is_fresh = self.is_new = False
        is_stored = confirmed and newest and self.index and confirmed.source_file == files.source_file(newest)
        self._confirmed = confirmed if is_stored and confirmed and confirmed.url == url else None

    @property
    def headers(self) -> Mapping[str, str]:
        """Conditional headers, so that a current index is not sent again."""
        return {"Accept": "application/json"} | validators(self._confirmed.headers if self._confirmed else {})

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """A partial file in the year's folder."""
        with partial_file(self._files.folder(self.year), "fetching") as (path, stream):
            self._partial = path
            yield stream

    def store(self, result: FetchResult, body: BinaryIO) -> Outcome:
        """Store a valid index that differs from the newest stored one. Raises ``OSError``."""
        if result.is_not_modified and self._confirmed:
            return self._same(Status.NOT_MODIFIED)
        if result.is_not_modified:
            return Outcome(Status.HTTP_ERROR, "status 304, but the request had no condition")
        if result.failure:
            return Outcome(result.failure, result.detail)
        body.flush()
        try:
            index = parse_index(self._partial.read_bytes())
        except DamagedIndexError as error:
            return Outcome(Status.DAMAGED_INDEX, str(error))
        if (
            self._stored is not None
            and self.index
            and hashlib.sha256(self._stored).hexdigest() == result.sha256
        ):
            return self._same(Status.UNCHANGED)
        return self._keep(index, body)

    def _same(self, status: Status) -> Outcome:
        assert self._stored is not None and self._stored_file is not None
        self.is_fresh = True
        digest = hashlib.sha256(self._stored).hexdigest()
        return Outcome(
            status,
            None,
            self._files.source_file(self._stored_file),
            byte_count=len(self._stored),
            sha256=digest,
        )

    def _keep(self, index: Index, body: BinaryIO) -> Outcome:
        name = datetime.now(UTC).strftime(_NAME)
        target = self._files.folder(self.year) / f"{name}.json"
        move_to_new(self._partial, body, target)
        before, self.index = self.index, index
        self.is_fresh = self.is_new = True
        source_file = self._files.source_file(target)
        if before is None:
            return Outcome(Status.DOWNLOADED, f"{len(index.rows)} programmes", source_file)
        shrank = len(index.rows) < MIN_SHARE * len(before.rows)
        detail = f"{len(index.rows)} programmes, {len(before.rows)} before"
        return Outcome(Status.SHRANK if shrank else Status.REVISED, detail, source_file)
