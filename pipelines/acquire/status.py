"""The closed list of statuses that an attempt in the ledger can end with."""

from enum import StrEnum


class Kind(StrEnum):
    """What an attempt was to get."""

    INDEX = "index"
    DOCUMENT = "document"
    ROBOTS = "robots"
    INBOX = "inbox"


class Status(StrEnum):
    """How an attempt ended; ``MEANINGS`` explains each."""

    DOWNLOADED = "downloaded"
    REVISED = "revised"
    SHRANK = "shrank"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    FOUND_IN_INBOX = "found_in_inbox"
    VANISHED = "vanished"
    NOT_FOUND = "not_found"
    UNUSABLE_ROW = "unusable_row"
    HTTP_ERROR = "http_error"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    TIMED_OUT = "timed_out"
    UNKNOWN_HOST = "unknown_host"
    CONNECTION_FAILED = "connection_failed"
    INCOMPLETE = "incomplete"
    TOO_LARGE = "too_large"
    NOT_A_PDF = "not_a_pdf"
    HTML_INSTEAD_OF_PDF = "html_instead_of_pdf"
    NOT_A_PAGE = "not_a_page"
    DAMAGED_INDEX = "damaged_index"
    FORBIDDEN_HOST = "forbidden_host"
    FORBIDDEN_ADDRESS = "forbidden_address"
    FORBIDDEN_BY_ROBOTS = "forbidden_by_robots"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    WRITE_FAILED = "write_failed"


MEANINGS = {
    Status.DOWNLOADED: "Fetched for the first time and stored.",
    Status.REVISED: "Bytes that differ from the stored file: stored beside it as a new revision.",
    Status.SHRANK: "As revised, but less than four fifths of the size before: look at it.",
    Status.UNCHANGED: "Fetched again, with the same bytes as the stored file.",
    Status.NOT_MODIFIED: "The source says that the stored file is still current (304).",
    Status.FOUND_IN_INBOX: "A file that was put into the raw folder by hand.",
    Status.VANISHED: "Stored, but no longer at the source or in its index. The file stays.",
    Status.NOT_FOUND: "The source has no such document (404 or 410), and none is stored.",
    Status.UNUSABLE_ROW: "A row of the index whose id, address or another field is not valid.",
    Status.HTTP_ERROR: "Refused with another status code.",
    Status.RATE_LIMITED: "Too many requests (429).",
    Status.SERVER_ERROR: "The source failed (5xx).",
    Status.TIMED_OUT: "No response, or not all of it, within the time limit.",
    Status.UNKNOWN_HOST: "The host's name has no address, or cannot be looked up (DNS).",
    Status.CONNECTION_FAILED: "No connection, an invalid certificate, or an answer that is not HTTP.",
    Status.INCOMPLETE: "The response ended too early, or is a document without its end.",
    Status.TOO_LARGE: "The response exceeds the size limit; the download was stopped.",
    Status.NOT_A_PDF: "The response is not a PDF.",
    Status.HTML_INSTEAD_OF_PDF: "The response at the address of a PDF is a web page.",
    Status.NOT_A_PAGE: "The response at the address of an evaluation page is not a web page.",
    Status.DAMAGED_INDEX: "The index is not a JSON list. The index before it stays in use.",
    Status.FORBIDDEN_HOST: "The address, or one that it redirects to, is not https on an allowed host.",
    Status.FORBIDDEN_ADDRESS: "The host resolves to an address that is not public.",
    Status.FORBIDDEN_BY_ROBOTS: "robots.txt forbids the address, or cannot be read.",
    Status.TOO_MANY_REDIRECTS: "More redirects than are followed.",
    Status.WRITE_FAILED: "Received, but could not be written to the disk; the sync stopped.",
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
