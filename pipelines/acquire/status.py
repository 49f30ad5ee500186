"""What can come of an attempt to get something: the closed list of the ledger."""

from enum import StrEnum


class Kind(StrEnum):
    """What an attempt was about."""

    INDEX = "index"
    DOCUMENT = "document"
    ROBOTS = "robots"
    INBOX = "inbox"


class Status(StrEnum):
    """How an attempt ended; ``MEANINGS`` says each in a sentence."""

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
    CONNECTION_FAILED = "connection_failed"
    INCOMPLETE = "incomplete"
    TOO_LARGE = "too_large"
    NOT_A_PDF = "not_a_pdf"
    HTML_INSTEAD_OF_PDF = "html_instead_of_pdf"
    DAMAGED_INDEX = "damaged_index"
    FORBIDDEN_HOST = "forbidden_host"
    FORBIDDEN_ADDRESS = "forbidden_address"
    FORBIDDEN_BY_ROBOTS = "forbidden_by_robots"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    WRITE_FAILED = "write_failed"


MEANINGS = {
    Status.DOWNLOADED: "Fetched for the first time and kept.",
    Status.REVISED: "Other bytes than those held: kept beside them as another revision.",
    Status.SHRANK: "As revised, and less than four fifths of what was held: somebody should look.",
    Status.UNCHANGED: "Fetched again; the very bytes that are held.",
    Status.NOT_MODIFIED: "The source says that what is held is still current (304).",
    Status.FOUND_IN_INBOX: "A file that somebody put into the raw folder.",
    Status.VANISHED: "Held, but no longer at the source or in its index. The file stays.",
    Status.NOT_FOUND: "The source has no such document (404 or 410), and none is held.",
    Status.UNUSABLE_ROW: "A row of the index without a usable id.",
    Status.HTTP_ERROR: "Refused with another status code.",
    Status.RATE_LIMITED: "Too many requests (429).",
    Status.SERVER_ERROR: "The source failed (5xx).",
    Status.TIMED_OUT: "No answer, or not all of it, in time.",
    Status.CONNECTION_FAILED: "No answer: unknown name, refused, broken off, bad certificate.",
    Status.INCOMPLETE: "The answer broke off, or is a PDF without its end.",
    Status.TOO_LARGE: "More bytes than allowed; broken off.",
    Status.NOT_A_PDF: "What came is no PDF.",
    Status.HTML_INSTEAD_OF_PDF: "What came is a web page: an error page, or a report of 2022 and later.",
    Status.DAMAGED_INDEX: "The index is no JSON list. The one before stays in use.",
    Status.FORBIDDEN_HOST: "The address, or one it leads to, is not https on an allowed host.",
    Status.FORBIDDEN_ADDRESS: "The host leads to an address that is not public.",
    Status.FORBIDDEN_BY_ROBOTS: "robots.txt forbids it, or cannot be read.",
    Status.TOO_MANY_REDIRECTS: "Led on more often than is followed.",
    Status.WRITE_FAILED: "It came but could not be written; the sync stopped.",
}

# The bytes named in the row are held and are what the source has.
CONFIRMED = frozenset(
    {Status.DOWNLOADED, Status.REVISED, Status.SHRANK, Status.UNCHANGED, Status.NOT_MODIFIED}
)
# Worth another attempt in the same sync.
PASSING = frozenset(
    {
        Status.RATE_LIMITED,
        Status.SERVER_ERROR,
        Status.TIMED_OUT,
        Status.CONNECTION_FAILED,
        Status.INCOMPLETE,
        Status.DAMAGED_INDEX,
    }
)
