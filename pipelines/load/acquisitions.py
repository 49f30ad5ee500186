"""Load the ledger and the indexes into the schema `raw`."""

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

# The user part of an address, which may name a person; only the ledger's files keep it.
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


@dataclass(frozen=True, slots=True)
class LoadedAcquisitions:
    """Rows of raw.acquisitions and raw.bips_index after a load, and skipped lines of the ledger."""

    acquisitions: int
    index_rows: int
    torn_lines: int


def load_acquisitions(database: Path, acquired: Path, ledger: Path) -> LoadedAcquisitions:
    """Replace raw.acquisitions and raw.bips_index of ``database`` by the content of the folders.

    In one transaction. Incomplete lines and damaged indexes are skipped. Raises ``duckdb.Error``.
    """
    with duckdb.connect(str(database)) as con:
        prepare(con)
        con.execute("begin")
        lines = _load_ledger(con, [str(path) for path in Ledger(ledger).files()])
        _load_index(con, list(_index_rows(IndexFiles(acquired))))
        omit_in(con, "raw.acquisitions", ["url", "final_url", "headers", "detail"])
        omit_in_file_names(con, "raw.acquisitions", "source_file", "sha256")
        omit_in(con, "raw.bips_index", _INDEX_TEXTS)
        con.execute("commit")
        (acquisitions, index_rows) = con.execute(
            "select (select count(*) from raw.acquisitions), (select count(*) from raw.bips_index)"
        ).fetchone() or (0, 0)
    return LoadedAcquisitions(acquisitions, index_rows, lines - acquisitions)


def _load_ledger(con: duckdb.DuckDBPyConnection, paths: list[str]) -> int:
    """Replace raw.acquisitions; return the number of lines. An invalid line is read as NULLs and skipped."""
    con.execute("delete from raw.acquisitions")
    if not paths:
        return 0
    kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in ENTRY_COLUMNS.items())
    con.execute(
        "create temp table lines as from read_json($paths, format = 'newline_delimited',"
        f" columns = {{{kinds}}}, ignore_errors = true)",
        {"paths": paths},
    )
    cleaned = ", ".join(f"regexp_replace({name}, $person, '\\1', 'g') as {name}" for name in _ADDRESSES)
    con.execute(
        f"insert into raw.acquisitions by name select * replace ({cleaned}) from lines"
        " where kind is not null and status is not null and attempted_at is not null"
        " order by attempted_at, finished_at, url, source_file",
        {"person": _PERSON},
    )
    (count,) = con.execute("select count(*) from lines").fetchone() or (0,)
    con.execute("drop table lines")
    return int(count)


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
