"""Decide what a sync requests: the indexes, and the listed reports whose stored file may be outdated."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pipelines.acquire.bips_index import (
    FIRST_YEAR_OF_PAGES,
    Index,
    IndexRow,
    bips_id,
    document_url,
    is_pdf_url,
)
from pipelines.acquire.document_files import DocumentFiles
from pipelines.acquire.document_request import DocumentRequest, PageRequest, vanished
from pipelines.acquire.index_files import IndexFiles, IndexRequest
from pipelines.acquire.last_attempts import LastAttempts
from pipelines.acquire.ledger import Entry, now
from pipelines.acquire.settings import SyncSettings
from pipelines.acquire.status import Kind, Status


class SyncPlan:
    """``documents`` are the reports to request; ``current`` counts those that need no request."""

    def __init__(
        self, settings: SyncSettings, revisions: DocumentFiles, files: IndexFiles, attempts: LastAttempts
    ) -> None:
        self.documents: list[DocumentRequest] = []
        self.current = 0
        self._settings = settings
        self._revisions = revisions
        self._files = files
        self._attempts = attempts

    def index(self, year: int) -> IndexRequest:
        """The request for the index of ``year``."""
        return IndexRequest(
            self._settings.index_url.format(year=year),
            self._settings.max_index_bytes,
            self._files,
            year=year,
            confirmed=self._attempts.confirmed(Kind.INDEX, year),
        )

    def add(self, request: IndexRequest) -> Iterator[Entry]:
        """Plan the documents of a requested index; yields ledger entries about bad rows and lost documents.

        When the request failed, the index stored before it is used.
        """
        if request.index is None:
            return
        if request.is_new:
            for unusable in request.index.unusable:
                yield _remark(request.year, unusable.id_programa, detail=unusable.detail)
        for id_programa, row in request.index.rows.items():
            why = "the row has no address"
            try:
                url = document_url(row, request.year, self._settings)
            except ValueError:
                url, why = None, "the row's address cannot be split into its parts"
            if url is None:
                if request.is_new:
                    yield _remark(request.year, id_programa, bips_id(row), detail=why)
            elif not self._is_no_pdf(url, request.year, id_programa):
                self._add(row, id_programa, request.year, url)
        if request.is_fresh:
            yield from self._vanished(request.year, request.index)

    def _add(self, row: IndexRow, id_programa: str, year: int, url: str) -> None:
        is_page = year >= FIRST_YEAR_OF_PAGES and not is_pdf_url(url)
        document = (PageRequest if is_page else DocumentRequest)(
            url,
            self._settings.max_bytes,
            self._revisions,
            year=year,
            id_programa=id_programa,
            id_bips=bips_id(row),
            confirmed=self._attempts.confirmed(Kind.DOCUMENT, year, id_programa),
        )
        due = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=self._settings.recheck_hours)
        last = self._attempts.last(Kind.DOCUMENT, year, id_programa)
        is_settled = last is not None and last.finished_at == document.confirmed_at
        if is_settled and last is not None and datetime.fromisoformat(last.finished_at) > due:
            self.current += 1
        else:
            self.documents.append(document)

    def _is_no_pdf(self, url: str, year: int, id_programa: str) -> bool:
        """Whether ``url`` returned a web page in the place of a PDF, so a new request would as well."""
        last = self._attempts.last(Kind.DOCUMENT, year, id_programa)
        return (
            last is not None
            and year < FIRST_YEAR_OF_PAGES
            and last.url == url
            and last.status is Status.HTML_INSTEAD_OF_PDF
            and not is_pdf_url(url)
        )

    def _vanished(self, year: int, index: Index) -> Iterator[Entry]:
        """Entries for stored documents that the index no longer lists; each is logged once."""
        for id_programa in sorted(self._revisions.ids(year) - index.ids):
            last = self._attempts.last(Kind.DOCUMENT, year, id_programa)
            if last is None or last.status is Status.VANISHED:
                continue
            stored = self._revisions.of(year, id_programa)[-1]
            outcome = vanished(self._revisions, stored, "no longer in the index")
            yield Entry(
                kind=Kind.DOCUMENT,
                status=outcome.status,
                attempted_at=now(),
                finished_at=now(),
                url=last.url,
                year=year,
                id_bips=last.id_bips,
                id_programa=id_programa,
                byte_count=outcome.byte_count,
                sha256=outcome.sha256,
                source_file=outcome.source_file,
                detail=outcome.detail,
            )


def _remark(year: int, id_programa: str | None, id_bips: str | None = None, *, detail: str) -> Entry:
    return Entry(
        kind=Kind.DOCUMENT,
        status=Status.UNUSABLE_ROW,
        attempted_at=now(),
        finished_at=now(),
        year=year,
        id_programa=id_programa,
        id_bips=id_bips,
        detail=detail,
    )
