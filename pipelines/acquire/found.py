"""Files that somebody put into the raw folder, for the ledger."""

from pipelines.acquire.inbox import Inbox
from pipelines.acquire.ledger import Entry, Ledger, now
from pipelines.acquire.status import Kind, Status


def note_found(inbox: Inbox, ledger: Ledger) -> int:
    """Enter the files that no line of the ledger names with these bytes; how many those were.

    The sample is none of them: it ships with the project. Raises ``OSError``.
    """
    files = [file for file in inbox.files if not file.is_sample]
    if not files:
        return 0
    known = {(entry.source_file, entry.sha256) for entry in ledger.entries()}
    at = now()
    new = [
        Entry(
            kind=Kind.INBOX,
            status=Status.FOUND_IN_INBOX,
            attempted_at=at,
            finished_at=at,
            byte_count=file.byte_count,
            sha256=file.file_sha256,
            source_file=file.source_file,
        )
        for file in files
        if (file.source_file, file.file_sha256) not in known
    ]
    ledger.append(new)
    return len(new)
