"""Extract one file: read it, split it into reports, recognise their form, match their fields."""

import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipelines.form import (
    EVALUATION_PAGE,
    EXTRACTOR_VERSION,
    Gap,
    Title,
    find_gaps,
    keep_lines,
    match,
    match_page,
    names_in,
    recognise,
    report_pages,
)
from pipelines.form.labels.title_block import SECTION as TITLE_BLOCK
from pipelines.form.readings.reading import Reading
from pipelines.limits import Limits
from pipelines.read import DEFAULT_READER, PdfReader, read_document
from pipelines.read.characters import UNKNOWN
from pipelines.read.document import Document
from pipelines.read.errors import Reason, Unreadable
from pipelines.read.packed import pack_if_long
from pipelines.read.witness import Witness, WitnessedPage

_CLOCKS_APART = timedelta(days=1)  # allowed difference between two machines' clocks and time zones

# What a fault of the program or the disk on a file is called, by the end of its name.
_OF_FAULTS: dict[str, Reason] = {
    ".txt": "undecodable_text",
    ".html": "damaged_page",
    ".htm": "damaged_page",
}

_NAMELESS_SHARE = 0.1
_NAMELESS = (
    "The file does not say which letters the title and the names are printed in. Ask the publisher for a PDF"
    " that text can be copied from, or run text recognition on it first."
)

_NO_MEMORY = "Reading it ran out of memory. Check that it is a single report."


@dataclass(frozen=True, slots=True)
class Extraction:
    """The readings of one report and what is known about it, or about a file without a report.

    ``reason`` is None for a supported report that was read; otherwise it is the reason for putting the report
    aside, and ``detail`` explains it in a sentence. Unknown values are None. ``first_page`` and ``last_page``
    count from 1 in the file, like the pages of the readings; ``page_count`` is the number of its pages.
    ``witness`` has the pages of a supported report that a second text could be compared with. ``gaps`` are
    the parts that every report of its form prints and this one lacks. ``fault`` is a traceback, if this
    program or the disk failed on the document. Times are UTC without a zone, as DuckDB's TIMESTAMP.
    """

    extracted_at: datetime
    reader_version: str = EXTRACTOR_VERSION
    form: str | None = None
    report_year: int | None = None
    closing_date: date | None = None
    title: str | None = None
    medium: str | None = None
    reader: str | None = None
    first_page: int | None = None
    last_page: int | None = None
    page_count: int | None = None
    word_count: int | None = None
    document_created_at: datetime | None = None
    reason: Reason | None = None
    detail: str | None = None
    fault: str | None = None
    readings: tuple[Reading, ...] = ()
    witness: tuple[WitnessedPage, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def is_final(self) -> bool:
        """False if reading the same bytes again with the same limits may end differently."""
        return self.fault is None


def extract(
    path: Path, limits: Limits | None = None, reader: PdfReader = DEFAULT_READER
) -> Sequence[Extraction]:
    """The extractions of the file at ``path``; ``reader`` reads PDFs. No content of a file makes it raise.

    One extraction per report of the file, in order; one for the whole file if it could not be read, is not a
    report, or cannot be split with certainty. Of ``limits`` only bytes and pages are enforced here;
    ``DocumentReader`` enforces all.

    A fault of this program on one report does not affect the others: that report is put aside with a detail
    that says so and the traceback in ``fault``, and is tried again in the next refresh.
    """
    limits = limits or Limits()
    try:
        document = read_document(path, max_bytes=limits.max_bytes, max_pages=limits.max_pages, reader=reader)
    except Unreadable as error:
        return (quarantine(error.reason, error.detail),)
    except MemoryError:
        return (quarantine("out_of_memory", _NO_MEMORY),)
    except Exception as error:
        reason = _OF_FAULTS.get(path.suffix.lower(), "damaged_pdf")
        detail, fault = _own_fault(error)
        if isinstance(error, OSError):
            detail = f"The file could not be opened ({error.strerror}). Check its permissions and its disk."
        return (quarantine(reason, detail, fault),)
    try:
        return pack_if_long(_reports(document, path), len(document.pages))
    except MemoryError:
        return (quarantine("out_of_memory", _NO_MEMORY),)
    except Exception as error:
        return (quarantine("unsupported_form", *_own_fault(error)),)


def quarantine(reason: Reason, detail: str, fault: str | None = None) -> Extraction:
    """The extraction of a document of which only the reason why it could not be read is known."""
    return Extraction(extracted_at=_now(), reason=reason, detail=detail, fault=fault)


def _reports(document: Document, path: Path) -> Iterator[Extraction]:
    """Each report of ``document`` in turn; each is finished before the pages of the next are read."""
    try:
        ranges = report_pages(document)
    except Unreadable as error:
        yield replace(_about(document), reason=error.reason, detail=error.detail)
        return
    except MemoryError:
        raise
    except Exception as error:
        detail, fault = _own_fault(error)
        yield replace(_about(document), reason="unsupported_form", detail=detail, fault=fault)
        return
    witness = Witness(path, document.reader)
    for pages in ranges:
        report = replace(document, pages=document.pages[pages.first - 1 : pages.last])
        extraction = _extract_report(report)
        if extraction.reason is None:
            compared = witness.of(report.pages, to_the_end=pages is ranges[-1])
            extraction = replace(extraction, witness=compared)
        elif len(ranges) > 1:
            extraction = replace(extraction, detail=f"Only {pages} of the file: {extraction.detail}")
        yield extraction


def _extract_report(report: Document) -> Extraction:
    title: Title | None = None
    reason: Reason | None = None
    detail: str | None = None
    fault: str | None = None
    readings: Sequence[Reading] = ()
    gaps: Sequence[Gap] = ()
    form: str | None = None
    try:
        if report.medium == "page":
            form = EVALUATION_PAGE
            readings, gaps = match_page(report)
        elif (title := recognise(report)).supported:
            readings = match(report)
            if any(UNKNOWN in one.text for one in readings if one.section == TITLE_BLOCK):
                reason, detail = "letters_without_names", _NAMELESS
            gaps = find_gaps(report, readings)
        else:
            readings = keep_lines(report)
            reason, detail = (
                "unsupported_form",
                f"The form “{title.title}” is recognised but not supported yet.{names_in(readings)}",
            )
    except Unreadable as error:
        reason, detail = error.reason, error.detail
        if reason == "not_a_report" and _is_nameless(report):
            reason, detail = "letters_without_names", _NAMELESS
    except MemoryError:
        raise
    except Exception as error:
        reason, (detail, fault) = "unsupported_form", _own_fault(error)
    return replace(
        _about(report),
        form=title.form if title else form,
        report_year=title.report_year if title else None,
        closing_date=title.closing_date if title else None,
        title=title.title if title else None,
        reason=reason,
        detail=detail,
        fault=fault,
        readings=tuple(readings),
        gaps=tuple(gaps),
    )


def _is_nameless(report: Document) -> bool:
    """Whether a good part of the letters of ``report``, a PDF, are unknown."""
    if report.medium != "pdf":
        return False
    text = "".join(word.text for page in report.pages for word in page.words)
    return text.count(UNKNOWN) > _NAMELESS_SHARE * len(text)


def _about(report: Document) -> Extraction:
    """What is known of a document, or of one report's pages in it, before its content is interpreted."""
    return Extraction(
        extracted_at=_now(),
        medium=report.medium,
        reader=report.reader,
        first_page=report.pages[0].number,
        last_page=report.pages[-1].number,
        page_count=len(report.pages),
        word_count=sum(page.word_count for page in report.pages),
        document_created_at=_moment(report.created_at),
    )


def _own_fault(error: Exception) -> tuple[str, str]:
    """A sentence for users and the traceback for maintainers."""
    detail = (
        f"The extractor itself failed on this file ({type(error).__name__}: {error})."
        " This is a fault of the program, not of the report: send message and file to the maintainers."
    )
    return detail, "".join(traceback.format_exception(error))


def _moment(created_at: str | None) -> datetime | None:
    """A PDF's creation date as UTC; None if it is missing, invalid or in the future."""
    if created_at is None:
        return None
    try:
        moment = datetime.fromisoformat(created_at)
        if moment.tzinfo:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return moment if moment <= _now() + _CLOCKS_APART else None


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
