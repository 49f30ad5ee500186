"""Log in the ledger the files that were put into the raw folder by hand."""

from pathlib import Path

import duckdb

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
        for file in (files[key] for key in _unknown(list(files), ledger.files()))
    ]
    ledger.append(new)
    return len(new)


def _unknown(files: list[tuple[str, str]], ledger: list[Path]) -> list[tuple[str, str]]:
    """Those of ``files`` (path, sha256) that are not in ``ledger``, whose files DuckDB reads fastest."""
    if not files or not ledger:
        return files
    with duckdb.connect() as con:
        return con.execute(
            "select file.path, file.sha256"
            " from (select unnest($files::struct(path varchar, sha256 varchar)[]) as file)"
            " anti join (select source_file, sha256 from read_json($ledger, format = 'newline_delimited',"
            "  columns = {source_file: 'varchar', sha256: 'varchar'}, ignore_errors = true)) as line"
            " on line.source_file = file.path and line.sha256 = file.sha256"
            " order by all",
            {
                "files": [{"path": path, "sha256": sha256} for path, sha256 in files],
                "ledger": [str(path) for path in ledger],
            },
        ).fetchall()
