"""The request for one report: check that all of it came, and store it beside earlier revisions."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, ClassVar

from pipelines.acquire.document_files import DocumentFiles, Revision
from pipelines.acquire.fetch_result import FetchResult
from pipelines.acquire.ledger import Entry
from pipelines.acquire.request import Outcome, Request, is_html, validators
from pipelines.acquire.status import Kind, Status
from pipelines.durable import move_to_new, partial_file

PDF_MARK = b"%PDF-"
_TAIL_BYTES = 1024  # readers look for the last line of a PDF (ISO 32000) in these
# A new revision below this share of the old size lost more than a correction removes.
MIN_SHARE = 0.8


class DocumentRequest(Request):
    """Requests the report of one programme and year, a PDF.

    ``confirmed`` is the last ledger entry that confirmed the stored file as current, if any.
    """

    kind = Kind.DOCUMENT
    suffix: ClassVar[str] = ".pdf"
    end: ClassVar[bytes] = b"%%EOF"  # stands at the end of a whole body

    def __init__(
        self,
        url: str,
        max_bytes: int,
        revisions: DocumentFiles,
        *,
        year: int,
        id_programa: str,
        id_bips: str | None,
        confirmed: Entry | None,
    ) -> None:
        super().__init__(url, max_bytes)
        self.year, self.id_programa, self.id_bips = year, id_programa, id_bips
        self._revisions = revisions
        self._stored = list(revisions.of(year, id_programa))
        self._confirmed = confirmed if self._is_stored(confirmed) else None

    @property
    def confirmed_at(self) -> str | None:
        """When the source last confirmed the stored file at the same address; None when never."""
        return self._confirmed.finished_at if self._confirmed else None

    @property
    def headers(self) -> Mapping[str, str]:
        """Conditional headers, so that a current file is not sent again."""
        return validators(self._confirmed.headers) if self._confirmed else {}

    def check_start(self, head: bytes) -> Status | None:
        """Why ``head`` is no PDF. Bytes before ``%PDF-`` are allowed, as in ``pipelines.read.kind``."""
        if head.startswith(PDF_MARK):
            return None
        if is_html(head):
            return Status.HTML_INSTEAD_OF_PDF
        return None if PDF_MARK in head else Status.NOT_A_PDF

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """A partial file in the document's folder."""
        assert self.year is not None
        with partial_file(self._revisions.folder(self.year), f"{self.id_programa}{self.suffix}") as (
            path,
            stream,
        ):
            self._partial = path
            yield stream

    def store(self, result: FetchResult, body: BinaryIO) -> Outcome:
        """Store a whole PDF that is not stored yet. Raises ``OSError``."""
        if result.is_not_modified and self._confirmed:
            stored = self._confirmed
            return Outcome(
                Status.NOT_MODIFIED,
                None,
                stored.source_file,
                byte_count=stored.byte_count,
                sha256=stored.sha256,
            )
        if result.is_not_modified:
            return Outcome(Status.HTTP_ERROR, "status 304, but the request had no condition")
        if result.failure is Status.NOT_FOUND and self._stored:
            return vanished(self._revisions, self._stored[-1], f"status {result.http_status}")
        if result.failure:
            return Outcome(result.failure, result.detail)
        body.flush()
        if self.end.lower() not in _tail(self._partial).lower():
            return Outcome(Status.INCOMPLETE, f"no {self.end.decode()} in the last {_TAIL_BYTES} bytes")
        return self._keep(result, body)

    def _keep(self, result: FetchResult, body: BinaryIO) -> Outcome:
        assert self.year is not None and self.id_programa is not None and result.byte_count is not None
        for revision in self._stored:
            if revision.byte_count == result.byte_count and revision.sha256() == result.sha256:
                is_newest = revision == self._stored[-1]
                return Outcome(
                    Status.UNCHANGED,
                    None if is_newest else "same bytes as an earlier revision",
                    self._revisions.source_file(revision),
                )
        before = self._stored[-1].byte_count if self._stored else None
        new = self._revisions.next(self.year, self.id_programa, self.suffix)
        move_to_new(self._partial, body, new.path)
        self._revisions.add(self.year, self.id_programa, new)
        source_file = self._revisions.source_file(new)
        if before is None:
            return Outcome(Status.DOWNLOADED, None, source_file)
        shrank = result.byte_count < MIN_SHARE * before
        return Outcome(Status.SHRANK if shrank else Status.REVISED, f"{before} bytes before", source_file)

    def _is_stored(self, confirmed: Entry | None) -> bool:
        """Whether ``confirmed`` is of this address and its bytes are still on the disk."""
        if confirmed is None or confirmed.url != self.url:
            return False
        return any(
            self._revisions.source_file(revision) == confirmed.source_file
            and revision.byte_count == confirmed.byte_count
            and revision.sha256() == confirmed.sha256
            for revision in self._stored
        )


class PageRequest(DocumentRequest):
    """Requests the evaluation page of one programme and year, which the state publishes since 2022."""

    suffix = ".html"
    end = b"</html>"

    def check_start(self, head: bytes) -> Status | None:
        """Why ``head`` is no web page."""
        return None if is_html(head) else Status.NOT_A_PAGE


def vanished(revisions: DocumentFiles, stored: Revision, why: str) -> Outcome:
    """The outcome for a stored document that the source no longer has; the file stays."""
    return Outcome(
        Status.VANISHED,
        why,
        revisions.source_file(stored),
        byte_count=stored.byte_count,
        sha256=stored.sha256(),
    )


def _tail(path: Path) -> bytes:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        return stream.read()
