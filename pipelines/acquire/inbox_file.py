"""What a look into the raw folder has found, as a file: one stage looks, the next one reads."""

from dataclasses import asdict
from pathlib import Path

from pipelines.acquire.inbox import Inbox, ReportFile
from pipelines.json_file import read_json, write_json
from pipelines.language import _


class NoInboxError(Exception):
    """Nobody has looked into the raw folder yet, or what was found is lost; the message says what to do."""


def write_inbox(place: Path, inbox: Inbox) -> None:
    """Keep ``inbox`` in the file ``place``."""
    files = [asdict(file) | {"path": str(file.path)} for file in inbox.files]
    write_json(place, asdict(inbox) | {"files": files})


def read_inbox(place: Path) -> Inbox:
    """What the last look has found. Raises ``NoInboxError`` where the file is missing or damaged."""
    kept = read_json(place)
    try:
        files = tuple(ReportFile(**file | {"path": Path(file["path"])}) for file in kept["files"])
        unopened = tuple((name, why) for name, why in kept["unopened"])
        return Inbox(files, kept["ignored"], kept["sample_left_out"], unopened)
    except (KeyError, TypeError, ValueError):
        said = _("{place} does not say which reports there are: materialize raw_reports first.")
        raise NoInboxError(said.format(place=place)) from None
