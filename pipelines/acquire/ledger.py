"""The ledger: an append-only table with a row for every attempt to get an index, a report or robots.txt.

It is one SQLite file. An entry is synced to the disk before the attempt counts, and of an append that a crash
interrupts nothing is left. Before, it was files of JSON lines; they are taken over by whoever uses it first.
"""

import fcntl
import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.acquire.status import Kind, Status
from pipelines.durable import make_folder, sync
from pipelines.language import _
from pipelines.sqlite_file import DamagedFileError, opened


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt. Times are UTC in ISO 8601.

    ``byte_count`` and ``sha256`` are of the received body; with status ``not_modified`` or ``vanished``
    they are of the stored file. ``source_file`` is the path below the raw folder, of an index the path
    below ``Settings.acquired``. ``attempt`` counts from 1 within one sync. ``headers`` are the response's
    ``fetch_result.KEPT_HEADERS``.

    What the source wrote becomes printable text of at most ``MAX_CHARACTERS``, with other characters as their
    codes: it is shown on terminals and loaded into a database.
    """

    kind: Kind
    status: Status
    attempted_at: str
    finished_at: str
    url: str | None = None
    final_url: str | None = None
    year: int | None = None
    id_bips: str | None = None
    id_programa: str | None = None
    attempt: int = 1
    http_status: int | None = None
    byte_count: int | None = None
    sha256: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    source_file: str | None = None
    detail: str | None = None

    def __post_init__(self) -> None:
        """Make the texts of the source printable."""
        for name in ("url", "final_url", "detail"):
            if (text := getattr(self, name)) is not None:
                object.__setattr__(self, name, _printable(text))
        headers = {name: _printable(value) for name, value in self.headers.items()}
        object.__setattr__(self, "headers", headers)


MAX_CHARACTERS = 4_000
FILE_NAME = "ledger.sqlite"
_NAMES = [one.name for one in fields(Entry)]
_INTEGERS = {"year", "attempt", "http_status", "byte_count"}
_BATCH = 10_000

# A number never changes its entry, and the random key tells this ledger from another one with as many.
_TABLES = (
    "create table if not exists entries (number integer primary key, key text not null, "
    + ", ".join(f"{name} {'integer' if name in _INTEGERS else 'text'}" for name in _NAMES)
    + ")",
    "create index if not exists entries_by_request on entries (kind, year, id_programa, status)",
    "create index if not exists entries_by_file on entries (source_file, sha256)",
    # The files of JSON lines that were taken over, and how many of their lines are no entries.
    "create table if not exists taken_over (sha256 text primary key, torn_lines integer not null)",
)
_INSERT = (
    f"insert into entries (key, {', '.join(_NAMES)})"
    f" values (lower(hex(randomblob(8))), {', '.join(f':{name}' for name in _NAMES)})"
)

Mark = tuple[int, str]
"""Number and key of an entry. A ledger that has it has the same entries before it."""


class DamagedLedgerError(OSError):
    """The ledger cannot be read; the message says what to do."""


def now() -> str:
    """The current time (UTC) as the ledger writes it."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")


class Ledger:
    """The ledger in ``folder``. Several processes may append to it at once.

    Every method raises ``OSError``: ``DamagedLedgerError``, or when the disk is full or refuses.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME

    def append(self, entries: Iterable[Entry]) -> None:
        """Append ``entries``, all or none; they are synced to the disk when this returns."""
        if rows := [_row(one) for one in entries]:
            with self._writing() as con:
                con.executemany(_INSERT, rows)

    def entries(self) -> Iterator[Entry]:
        """Every entry, oldest first."""
        number = 0
        while rows := self.rows_after(number):
            yield from _entries(rows)
            number = rows[-1]["number"]

    def newest(self, statuses: Collection[Status] = frozenset(Status)) -> Iterator[Entry]:
        """Of each index and document the last entry with one of ``statuses``."""
        return _entries(
            self._read(
                "select * from entries where number in (select max(number) from entries"
                f" where status in ({', '.join('?' * len(statuses))}) group by kind, year, id_programa)",
                list(statuses),
            )
        )

    def lacks(self, files: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those of ``files``, each a ``source_file`` and its ``sha256``, that no entry has, sorted."""
        query = "select 1 from entries where source_file = ? and sha256 = ?"
        with self._reading() as con:
            return [file for file in sorted(files) if con is None or not con.execute(query, file).fetchone()]

    def rows_after(self, number: int) -> list[dict[str, Any]]:
        """The first rows with a higher number, by number: at most 10,000, so that no writer waits long."""
        return self._read(f"select * from entries where number > ? order by number limit {_BATCH}", [number])

    def last(self) -> Mark | None:
        """The last entry; None of an empty ledger."""
        rows = self._read("select number, key from entries order by number desc limit 1")
        return (rows[0]["number"], rows[0]["key"]) if rows else None

    def has(self, mark: Mark) -> bool:
        """Whether the ledger has the entry, and so those before it."""
        return bool(self._read("select 1 from entries where (number, key) = (?, ?)", mark))

    def torn_lines(self) -> int:
        """How many of the lines that were taken over are no entries, as a crash left them incomplete."""
        return sum(row["torn_lines"] for row in self._read("select torn_lines from taken_over"))

    def state(self) -> list[Any]:
        """What changes whenever something is appended, and never else. Writes nothing."""
        old = self._old_files()
        last = self.last() if self.path.exists() and not old else None
        return [last, [path.name for path in old]]

    def _old_files(self) -> list[Path]:
        return sorted(self.folder.glob("*.jsonl"))

    def _read(self, query: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        with self._reading() as con:
            if con is None:
                return []
            found = con.execute(query, values)
            names = [name for name, *_ in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A transaction, after the files of JSON lines were taken over; None where there is no ledger yet."""
        if self._old_files():
            with self._writing():
                pass
        if not self.path.exists():
            yield None
            return
        with self._opened() as con:
            con.execute("begin")
            # Whoever began the ledger may have been killed before it had its tables.
            yield con if con.execute("select 1 from sqlite_master").fetchone() else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, after the files of JSON lines."""
        make_folder(self.folder)
        with self._opened() as con, ExitStack() as locks:
            con.execute("begin immediate")
            for table in _TABLES:
                con.execute(table)
            done = {}
            for path in self._old_files():
                with suppress(FileNotFoundError):  # another process has done it
                    done[path] = _take_over(con, path, locks)
            yield con
            con.execute("commit")
            for path, new_name in done.items():
                with suppress(FileNotFoundError):
                    path.rename(path.with_name(new_name))
            if done:
                sync(self.folder)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with opened(self.path) as con:
                yield con
        except DamagedFileError as error:
            said = _(
                "The ledger {place} is damaged ({reason}). Put its backup in its place,"
                " or move it away: then a new one begins."
            )
            raise DamagedLedgerError(said.format(place=self.path, reason=error.strerror)) from None


def parse_line(line: bytes) -> Entry | None:
    """Parse a line of JSON; None when it is invalid. Unknown fields, of a later version, are ignored."""
    try:
        return _entry(json.loads(line))
    except (ValueError, RecursionError):
        return None


def _take_over(con: sqlite3.Connection, path: Path, locks: ExitStack) -> str:
    """Append the lines of a file unless that was done before a crash; return the name for the file.

    It stays locked for earlier versions of this program until it has that name.
    """
    stream = locks.enter_context(path.open("rb"))
    fcntl.flock(stream, fcntl.LOCK_EX)
    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    if not con.execute("select 1 from taken_over where sha256 = ?", [sha256]).fetchone():
        stream.seek(0)
        torn_lines = sum(not _append_line(con, line) for line in stream)
        con.execute("insert into taken_over values (?, ?)", [sha256, torn_lines])
    return f"{path.name}.imported-{sha256[:8]}"


def _append_line(con: sqlite3.Connection, line: bytes) -> bool:
    if (entry := parse_line(line)) is None:
        return False
    try:
        con.execute(_INSERT, _row(entry))
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError, ValueError, OverflowError):
        return False  # a value of a type that no column has
    return True


def _row(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | {"headers": json.dumps(entry.headers, ensure_ascii=False)}


def _entries(rows: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    found = (_entry(row | {"headers": json.loads(row["headers"])}) for row in rows)
    return (entry for entry in found if entry is not None)


def _entry(found: Any) -> Entry | None:
    try:
        known = {name: value for name, value in found.items() if name in _NAMES}
        return Entry(**known | {"kind": Kind(known["kind"]), "status": Status(known["status"])})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _printable(text: str) -> str:
    if not text.isprintable():
        text = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)
    return text[:MAX_CHARACTERS]
