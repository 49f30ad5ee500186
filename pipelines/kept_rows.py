"""A table of texts by key in a SQLite file, of which only the rows that differ are written."""

from collections.abc import Mapping
from pathlib import Path

from pipelines.sqlite_file import DamagedFileError, opened

WAIT = 5.0
"""Seconds to wait for another process that writes."""

_READ = "select key, value from kept"


def read_rows(place: Path) -> dict[bytes, str]:
    """The rows in the file ``place``; none where it is missing. Raises ``OSError``."""
    if not place.exists():
        return {}
    with opened(place, WAIT) as con:
        return dict(con.execute(_READ))


def replace_rows(place: Path, rows: Mapping[bytes, str], before: Mapping[bytes, str] | None = None) -> None:
    """Let the file ``place`` hold ``rows`` and no others; a damaged one is made again. Raises ``OSError``.

    With ``before``, the rows that this process has read, what others have written since may stay.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(place, rows, before)
    except DamagedFileError:
        place.unlink()
        place.with_name(f"{place.name}-journal").unlink(missing_ok=True)
        _write(place, rows, None)
    place.with_suffix(".json").unlink(missing_ok=True)  # the file of an earlier version


def _write(place: Path, rows: Mapping[bytes, str], before: Mapping[bytes, str] | None) -> None:
    with opened(place, WAIT) as con:
        con.execute("begin immediate")
        con.execute("create table if not exists kept (key blob primary key, value text) without rowid")
        if before is None:
            before = dict(con.execute(_READ))
        con.executemany("delete from kept where key = ?", [(key,) for key in before.keys() - rows.keys()])
        changed = [(key, value) for key, value in rows.items() if before.get(key) != value]
        con.executemany("insert or replace into kept values (?, ?)", changed)
        con.execute("commit")
