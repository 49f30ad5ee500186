"""Load the ledger and the indexes into the schema `raw`."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.acquire.bips_index import DamagedIndexError, bips_id, parse_index
from pipelines.acquire.index_files import IndexFiles, fetched_at
from pipelines.acquire.ledger import Ledger
from pipelines.load.acquisition_tables import ENTRY_COLUMNS, INDEX_COLUMNS
from pipelines.load.omissions import omit_in, omit_in_file_names
from pipelines.load.schema import prepare

# The user part of an address, which may name a person; only the ledger itself keeps it.
_PERSON = "(//)[^/?#]*@|[^/:?&=@]*@"
_ADDRESSES = ("url", "final_url")

_INDEX_TEXTS = (
    "periodo",
    "tipo_formulario",
    "nombre_tipo_oferta",
    "nombre",
    "ministerio",
    "servicio",
    "url_informe",
    "url_archivo",
)

# What DuckDB makes of the ledger's rows as JSON; a value that does not fit is NULL.
_SHAPE = json.dumps([ENTRY_COLUMNS])

_NOTE = "notes.loaded_ledger"
"""A table of one row, beside the schema `raw`: the last entry that is loaded, the rows in raw.acquisitions
then (a schema that was made anew has others), and what was omitted from addresses."""


@dataclass(frozen=True, slots=True)
class LoadedAcquisitions:
    """Rows of raw.acquisitions and raw.bips_index after a load, and what is in the ledger and not in a row:
    lines that a crash left incomplete when it was files of lines, and entries without a valid time."""

    acquisitions: int
    index_rows: int
    torn_lines: int


def load_acquisitions(database: Path, acquired: Path, ledger: Path) -> LoadedAcquisitions:
    """Add to raw.acquisitions of ``database`` what the ledger has more, and replace raw.bips_index.

    In one transaction. Damaged indexes are skipped. Raises ``duckdb.Error``, and ``OSError`` where the ledger
    cannot be read.
    """
    with duckdb.connect(str(database)) as con:
        prepare(con)
        con.execute("begin")
        torn_lines = _load_ledger(con, Ledger(ledger))
        _load_index(con, list(_index_rows(IndexFiles(acquired))))
        omit_in(con, "raw.bips_index", _INDEX_TEXTS)
        con.execute("commit")
        (acquisitions, index_rows) = con.execute(
            "select (select count(*) from raw.acquisitions), (select count(*) from raw.bips_index)"
        ).fetchone() or (0, 0)
    return LoadedAcquisitions(acquisitions, index_rows, torn_lines)


def _load_ledger(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> int:
    """Load the entries that are not loaded, or all if others are; return how many lines are in no row."""
    con.execute("create schema if not exists notes")
    con.execute(
        f"create table if not exists {_NOTE} (number bigint, key varchar, row_count bigint, omitted varchar)"
    )
    number, key, *noted = con.execute(f"from {_NOTE}").fetchone() or (0, "", 0, _PERSON)
    if noted != [_count(con), _PERSON] or (number and not ledger.has((number, key))):
        con.execute("delete from raw.acquisitions")
        number, key = 0, ""
    while rows := ledger.rows_after(number):
        _add(con, rows)
        number, key = rows[-1]["number"], rows[-1]["key"]
    count = _count(con)
    con.execute(f"delete from {_NOTE}")
    con.execute(f"insert into {_NOTE} values (?, ?, ?, ?)", [number, key, count, _PERSON])
    return ledger.torn_lines() + int(number) - count


def _count(con: duckdb.DuckDBPyConnection) -> int:
    (count,) = con.execute("select count(*) from raw.acquisitions").fetchone() or (0,)
    return int(count)


def _add(con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    """Add ``rows`` of the ledger, but those without a time, to raw.acquisitions, without personal data."""
    cleaned = ", ".join(f"regexp_replace({name}, $person, '\\1', 'g') as {name}" for name in _ADDRESSES)
    con.execute(
        f"create temp table added as select * replace ({cleaned})"
        f" from (select unnest(json_transform($rows, '{_SHAPE}'), recursive := true))"
        " where kind is not null and status is not null and attempted_at is not null",
        {"rows": json.dumps(rows), "person": _PERSON},
    )
    omit_in(con, "added", ["url", "final_url", "headers", "detail"])
    omit_in_file_names(con, "added", "source_file", "sha256")
    con.execute("insert into raw.acquisitions by name from added")
    con.execute("drop table added")


def _load_index(con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    con.execute("delete from raw.bips_index")
    if rows:
        kind = f"struct({', '.join(f'{name} {kind}' for name, kind in INDEX_COLUMNS.items())})[]"
        con.execute(
            f"insert into raw.bips_index by name select unnest($rows::{kind}, recursive := true)",
            {"rows": rows},
        )


def _index_rows(files: IndexFiles) -> Iterator[dict[str, Any]]:
    """The rows of every year, each from the newest index that has it.

    A programme that a newer index lacks is kept, so that reports fetched for it keep their identity.
    """
    for year in files.years():
        newest: dict[str, dict[str, Any]] = {}
        listed: set[str] = set()
        for path in files.of(year):
            with suppress(DamagedIndexError):
                index = parse_index(path.read_bytes())
                listed = index.ids
                for id_programa, row in index.rows.items():
                    newest[id_programa] = row.model_dump() | {
                        "index_year": year,
                        "id_bips": bips_id(row),
                        "url_informe": _without_person(row.url_informe),
                        "url_archivo": _without_person(row.url_archivo),
                        "source_file": files.source_file(path),
                        "fetched_at": fetched_at(path),
                    }
        for id_programa in sorted(newest):
            yield newest[id_programa] | {"is_listed": id_programa in listed}


def _without_person(url: str | None) -> str | None:
    return None if url is None or "@" in url else url
