"""What a look into the raw folder has found, as a file: one stage looks, the next one reads."""

import json
import os
from pathlib import Path

from pipelines.acquire.inbox import Inbox, ReportFile
from pipelines.kept_rows import read_rows, replace_rows
from pipelines.language import _

_REST = b""
"""The key of what is no report file; no path is empty."""


class NoInboxError(Exception):
    """Nobody has looked into the raw folder yet, or what was found is lost; the message says what to do."""


def write_inbox(place: Path, inbox: Inbox) -> None:
    """Keep ``inbox`` in the SQLite file ``place``, a row for each report file. Raises ``OSError``."""
    rows = {
        os.fsencode(one.path): json.dumps([one.source_file, one.file_sha256, one.byte_count, one.is_sample])
        for one in inbox.files
    }
    rest = [inbox.ignored, inbox.sample_left_out, inbox.unopened]
    replace_rows(place, rows | {_REST: json.dumps(rest)})


def read_inbox(place: Path) -> Inbox:
    """What the last look has found. Raises ``NoInboxError`` where the file is missing or damaged."""
    try:
        rows = read_rows(place)
        ignored, sample_left_out, unopened = json.loads(rows.pop(_REST))
        files = [ReportFile(Path(os.fsdecode(path)), *json.loads(row)) for path, row in rows.items()]
        files.sort(key=lambda file: file.source_file)
        return Inbox(tuple(files), ignored, sample_left_out, tuple((name, why) for name, why in unopened))
    except (OSError, KeyError, TypeError, ValueError):
        said = _("{place} does not say which reports there are: materialize raw_reports first.")
        raise NoInboxError(said.format(place=place)) from None
