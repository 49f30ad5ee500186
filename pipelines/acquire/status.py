"""The closed list of statuses that an attempt in the ledger can end with."""

from enum import StrEnum

from pipelines.language import N_


class Kind(StrEnum):
    """What an attempt was to get."""

    INDEX = N_("index")
    DOCUMENT = N_("document")
    ROBOTS = N_("robots")
    INBOX = N_("inbox")


class Status(StrEnum):
    """How an attempt ended; ``MEANINGS`` explains each."""

    DOWNLOADED = N_("downloaded")
    REVISED = N_("revised")
    SHRANK = N_("shrank")
    UNCHANGED = N_("unchanged")
    NOT_MODIFIED = N_("not_modified")
    FOUND_IN_INBOX = N_("found_in_inbox")
    VANISHED = N_("vanished")
    NOT_FOUND = N_("not_found")
    UNUSABLE_ROW = N_("unusable_row")
    HTTP_ERROR = N_("http_error")
    RATE_LIMITED = N_("rate_limited")
    SERVER_ERROR = N_("server_error")
    TIMED_OUT = N_("timed_out")
    UNKNOWN_HOST = N_("unknown_host")
    CONNECTION_FAILED = N_("connection_failed")
    INCOMPLETE = N_("incomplete")
    TOO_LARGE = N_("too_large")
    NOT_A_PDF = N_("not_a_pdf")
    HTML_INSTEAD_OF_PDF = N_("html_instead_of_pdf")
    NOT_A_PAGE = N_("not_a_page")
    DAMAGED_INDEX = N_("damaged_index")
    FORBIDDEN_HOST = N_("forbidden_host")
    FORBIDDEN_ADDRESS = N_("forbidden_address")
    FORBIDDEN_BY_ROBOTS = N_("forbidden_by_robots")
    TOO_MANY_REDIRECTS = N_("too_many_redirects")
    WRITE_FAILED = N_("write_failed")


MEANINGS = {
    Status.DOWNLOADED: N_("Fetched for the first time and stored."),
    Status.REVISED: N_("Bytes that differ from the stored file: stored beside it as a new revision."),
    Status.SHRANK: N_("As revised, but less than four fifths of the size before: look at it."),
    Status.UNCHANGED: N_("Fetched again, with the same bytes as the stored file."),
    Status.NOT_MODIFIED: N_("The source says that the stored file is still current (304)."),
    Status.FOUND_IN_INBOX: N_("A file that was put into the raw folder by hand."),
    Status.VANISHED: N_("Stored, but no longer at the source or in its index. The file stays."),
    Status.NOT_FOUND: N_("The source has no such document (404 or 410), and none is stored."),
    Status.UNUSABLE_ROW: N_("A row of the index whose id, address or another field is not valid."),
    Status.HTTP_ERROR: N_("Refused with another status code."),
    Status.RATE_LIMITED: N_("Too many requests (429)."),
    Status.SERVER_ERROR: N_("The source failed (5xx)."),
    Status.TIMED_OUT: N_("No response, or not all of it, within the time limit."),
    Status.UNKNOWN_HOST: N_("The host's name has no address, or cannot be looked up (DNS)."),
    Status.CONNECTION_FAILED: N_("No connection, an invalid certificate, or an answer that is not HTTP."),
    Status.INCOMPLETE: N_("The response ended too early, or is a document without its end."),
    Status.TOO_LARGE: N_("The response exceeds the size limit; the download was stopped."),
    Status.NOT_A_PDF: N_("The response is not a PDF."),
    Status.HTML_INSTEAD_OF_PDF: N_("The response at the address of a PDF is a web page."),
    Status.NOT_A_PAGE: N_("The response at the address of an evaluation page is not a web page."),
    Status.DAMAGED_INDEX: N_("The index is not a JSON list. The index before it stays in use."),
    Status.FORBIDDEN_HOST: N_("The address, or one that it redirects to, is not https on an allowed host."),
    Status.FORBIDDEN_ADDRESS: N_("The host resolves to an address that is not public."),
    Status.FORBIDDEN_BY_ROBOTS: N_("robots.txt forbids the address, or cannot be read."),
    Status.TOO_MANY_REDIRECTS: N_("More redirects than are followed."),
    Status.WRITE_FAILED: N_("Received, but could not be written to the disk; the sync stopped."),
}

# The file named in the entry is stored and is what the source has.
CONFIRMED = frozenset(
    {Status.DOWNLOADED, Status.REVISED, Status.SHRANK, Status.UNCHANGED, Status.NOT_MODIFIED}
)
# Worth another attempt in the same sync.
TRANSIENT = frozenset(
    {
        Status.RATE_LIMITED,
        Status.SERVER_ERROR,
        Status.TIMED_OUT,
        Status.UNKNOWN_HOST,
        Status.CONNECTION_FAILED,
        Status.INCOMPLETE,
        Status.DAMAGED_INDEX,
    }
)
