"""Log in the ledger the files that were put into the raw folder by hand."""

from pipelines.acquire.inbox import Inbox
from pipelines.acquire.ledger import Entry, Ledger, now
from pipelines.acquire.status import Kind, Status


def record_inbox_files(inbox: Inbox, ledger: Ledger) -> int:
    """Append an entry for each file whose path and sha256 the ledger does not have; returns how many.

    Sample reports are left out. Raises ``OSError``.
    """
    files = {(file.source_file, file.file_sha256): file for file in inbox.files if not file.is_sample}
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
        for file in (files[key] for key in ledger.lacks(files.keys()))
    ]
    ledger.append(new)
    return len(new)
