"""The indexes as they were fetched: ``index/<year>/<time>.json``, each as it came, none twice in a row."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from pipelines.acquire.bips_index import DamagedIndexError, Index, parse_index
from pipelines.acquire.document_request import LEAST_SHARE
from pipelines.acquire.fetch_result import FetchResult
from pipelines.acquire.ledger import Entry
from pipelines.acquire.request import Outcome, Request, validators
from pipelines.acquire.status import Kind, Status
from pipelines.durable import move_to_new, partial_file

FOLDER = "index"
_NAME = "%Y%m%dT%H%M%S.%fZ"


class IndexFiles:
    """The indexes below ``root``, the folder of acquisitions."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, year: int) -> Path:
        """Where the indexes of ``year`` lie."""
        return self.root / FOLDER / str(year)

    def of(self, year: int) -> list[Path]:
        """The indexes of ``year``, oldest first."""
        return sorted(self.folder(year).glob("[0-9]*.json"))

    def newest(self, year: int) -> Path | None:
        """The newest index of ``year``; None when there is none yet."""
        return found[-1] if (found := self.of(year)) else None

    def years(self) -> list[int]:
        """The years that there is an index of."""
        return sorted(int(path.name) for path in (self.root / FOLDER).glob("[0-9][0-9][0-9][0-9]"))

    def source_file(self, path: Path) -> str:
        """The path below the folder of acquisitions."""
        return path.relative_to(self.root).as_posix()


def fetched_at(path: Path) -> datetime:
    """When an index was fetched, UTC, as its name says."""
    return datetime.strptime(path.stem, _NAME)


class IndexRequest(Request):
    """The index of a year. ``confirmed`` is the last entry that says what is held, if any.

    ``index`` is the newest whole index once it was asked for, be it an older one; None when there is none.
    ``is_fresh`` says that it is what the source has now, ``is_new`` that it has not been seen before.
    """

    kind = Kind.INDEX

    def __init__(
        self, url: str, max_bytes: int, files: IndexFiles, *, year: int, confirmed: Entry | None
    ) -> None:
        super().__init__(url, max_bytes)
        self.year: int = year
        self._files = files
        newest = files.newest(year)
        self._held = newest.read_bytes() if newest else None
        self._held_file = newest
        self.index: Index | None = None
        if self._held is not None:
            with suppress(DamagedIndexError):  # a damaged disk is no reason not to fetch it again
                self.index = parse_index(self._held)
        self.is_fresh = self.is_new = False
        is_held = confirmed and newest and self.index and confirmed.source_file == files.source_file(newest)
        self._confirmed = confirmed if is_held and confirmed and confirmed.url == url else None

    @property
    def headers(self) -> Mapping[str, str]:
        """The validators of the index that is held."""
        return {"Accept": "application/json"} | validators(self._confirmed.headers if self._confirmed else {})

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """A file beside the place of the index."""
        with partial_file(self._files.folder(self.year), "fetching") as (path, stream):
            self._partial = path
            yield stream

    def store(self, answer: FetchResult, body: BinaryIO) -> Outcome:
        """Keep a whole index that differs from the one before."""
        if answer.is_not_modified and self._confirmed:
            return self._same(Status.NOT_MODIFIED)
        if answer.is_not_modified:
            return Outcome(Status.HTTP_ERROR, "304 to a request without conditions")
        if answer.failure:
            return Outcome(answer.failure, answer.detail)
        body.flush()
        try:
            index = parse_index(self._partial.read_bytes())
        except DamagedIndexError as error:
            return Outcome(Status.DAMAGED_INDEX, str(error))
        if self._held is not None and self.index and hashlib.sha256(self._held).hexdigest() == answer.sha256:
            return self._same(Status.UNCHANGED)
        return self._keep(index, body)

    def _same(self, status: Status) -> Outcome:
        assert self._held is not None and self._held_file is not None
        self.is_fresh = True
        digest = hashlib.sha256(self._held).hexdigest()
        return Outcome(
            status, None, self._files.source_file(self._held_file), byte_count=len(self._held), sha256=digest
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
        shrank = len(index.rows) < LEAST_SHARE * len(before.rows)
        detail = f"{len(index.rows)} programmes, {len(before.rows)} before"
        return Outcome(Status.SHRANK if shrank else Status.REVISED, detail, source_file)
