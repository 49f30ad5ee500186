"""Whether anything has changed: checksums of the inputs of a build.

The inputs have named parts, each with a checksum. The same inputs give the same release. Four notes record
what something was made of, each stored beside it:

- the lists of reports: a file in their folder, which exists only if they cover every year;
- the build database: a table in it, so that a rebuilt database has no note;
- a release: a file beside its database (``pipelines.publish.release_inputs``);
- dbt's manifest: a file beside it.

A step removes or resets the note before it changes anything, so that the result of an interrupted refresh
never counts as complete.
"""

import hashlib
import json
import os
import platform
from collections.abc import Collection, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from pipelines.acquire.inbox import Inbox
from pipelines.acquire.ledger import Ledger
from pipelines.config import Settings
from pipelines.json_file import read_json, write_json
from pipelines.language import N_, _
from pipelines.load import build_file

INPUTS_NAME = "inputs.json"
"""The note of the lists of reports."""

_BUILD_NOTE = "notes.build"
"""The note of the build database, a table of one row:

``stage`` is loading, loaded, building or passed; ``inputs`` are those of the raw tables, an empty object if
they do not cover every year; ``basis`` is that of the last build that passed (see ``basis_of``).
"""

_MANIFEST_NOTE = "parsed_from.json"

# What dbt writes into a project.
_BY_DBT = frozenset({"target", "logs", ".user.yml"})
_PACKAGE = Path(__file__).resolve().parents[1]
_LIBRARIES = (
    "dagster",
    "dagster-dbt",
    "dbt-adapters",
    "dbt-common",
    "dbt-core",
    "dbt-duckdb",
    "duckdb",
    "pdfminer.six",
    "pdfplumber",
    "pypdfium2",
    "pyyaml",
)


class NotCheckedError(Exception):
    """The build database has no complete, checked build; the message says what to do."""


def inputs_of(settings: Settings, inbox: Inbox) -> dict[str, str]:
    """Every part of the inputs as it is now; ``inbox`` is the content of the raw folder."""
    return reports_inputs(settings, inbox) | tables_inputs(settings)


def reports_inputs(settings: Settings, inbox: Inbox) -> dict[str, str]:
    """The inputs of the readings: report files, reader, limits, program, ledger."""
    files = [[one.source_file, one.file_sha256, one.is_sample] for one in inbox.files]
    # The ledger tells by itself whether it has grown; the lock of a sync says nothing.
    fetched = folder_checksum(settings.acquired, without={settings.ledger.name, settings.sync_lock.name})
    return {
        N_("report files"): _checksum([files, inbox.unopened]),
        N_("reader or limits"): f"{settings.reader}, {settings.limits}",
        N_("officials"): "kept" if settings.keep_officials else "omitted",
        N_("program or libraries"): program_checksum(),
        N_("ledger or index"): _checksum([fetched, Ledger(settings.ledger).state()]),
    }


def tables_inputs(settings: Settings) -> dict[str, str]:
    """The inputs of the tables apart from the readings."""
    return {
        N_("dbt project"): project_checksum(settings.dbt_project),
        N_("base year"): str(settings.base_year),
        N_("deflator"): settings.deflator,
    }


def basis_of(settings: Settings) -> str:
    """Checksum of all that affects the rows of a report, except the reports themselves.

    While it stays the same, the incremental tables keep their rows and only new reports are added.
    """
    readings = [settings.reader, str(settings.limits), settings.keep_officials]
    return _checksum([tables_inputs(settings), program_checksum(), *readings])


def project_checksum(project: Path) -> str:
    """Checksum of every file of the dbt project, with seeds. Raises ``OSError`` when one cannot be read."""
    return folder_checksum(project, without=_BY_DBT)


@cache
def program_checksum() -> str:
    """Checksum of this program's files and the versions of its libraries, computed once per process.

    Once: a process keeps running the code that it has loaded, even if the files change.
    """
    libraries = [[name, version(name)] for name in _LIBRARIES]
    return _checksum([folder_checksum(_PACKAGE), libraries, platform.python_version()])


def folder_checksum(folder: Path, without: Collection[str] = ()) -> str:
    """Checksum of the names and bytes of all files below ``folder``, which may be missing.

    Skips ``__pycache__`` everywhere, and the entries ``without`` of ``folder`` itself.
    """
    files = []
    for name, folders, names in os.walk(folder):
        here = Path(name)
        left_out = {*without, "__pycache__"} if here == folder else {"__pycache__"}
        folders[:] = set(folders) - left_out
        paths = [here / name for name in set(names) - left_out]
        files += [(path.relative_to(folder).as_posix(), path) for path in paths]
    return _checksum([[name, hashlib.sha256(path.read_bytes()).hexdigest()] for name, path in sorted(files)])


def forget_lists(lists: Path) -> None:
    """Remove the note of the report lists in the folder ``lists``, before they change."""
    (lists / INPUTS_NAME).unlink(missing_ok=True)


def note_lists(lists: Path, inputs: Mapping[str, str]) -> None:
    """Record that the lists in the folder ``lists`` cover every year and were made of ``inputs``."""
    write_json(lists / INPUTS_NAME, dict(inputs))


def begin_load(database: Path) -> bool:
    """Record that the raw tables of ``database`` are about to change, so that its build no longer counts.

    A database whose note is damaged is removed, for the load to rebuild; returns whether it was. Does nothing
    if the database is missing or cannot be opened: the load reports why, or rebuilds it too.
    """
    try:
        if database.exists():
            with duckdb.connect(str(database)) as con:
                _, inputs, basis = _read_note(con)
                _write_note(con, "loading", inputs, basis)
    except duckdb.Error as error:
        if build_file.is_damage(str(error), database):
            build_file.remove(database)
            return True
    return False


def note_loaded(database: Path, lists: Path) -> None:
    """Record that the raw tables of ``database`` match the lists in the folder ``lists``."""
    with duckdb.connect(str(database)) as con:
        _write_note(con, "loaded", read_json(lists / INPUTS_NAME), _read_note(con)[2])


def begin_build(database: Path, basis: str) -> bool:
    """Record that a build of ``database`` begins; return whether the incremental tables can be kept.

    They can if the last build passed and had the same ``basis``; otherwise they must be rebuilt.
    """
    with duckdb.connect(str(database)) as con:
        _, inputs, before = _read_note(con)
        _write_note(con, "building", inputs, "")
    return before == basis


def note_passed(database: Path, inputs: Mapping[str, str], basis: str) -> None:
    """Record that all tables of ``database`` were built, with ``inputs``, and that every check passed."""
    with duckdb.connect(str(database)) as con:
        _, loaded, _ = _read_note(con)
        _write_note(con, "passed", loaded and {**loaded, **inputs}, basis)


def passed_inputs(database: Path) -> dict[str, str]:
    """The inputs of the checked build in ``database``; empty if it does not cover every year.

    Raises ``NotCheckedError`` if its last build was interrupted, failed, or built only some tables.
    """
    if database.exists():
        with duckdb.connect(str(database), read_only=True) as con:
            stage, inputs = _read_note(con)[:2]
        if stage == "passed":
            return inputs
    raise NotCheckedError(
        _(
            "{database} has no complete, checked build, so it is not published."
            " Run `panelsocial refresh`, or materialize all assets."
        ).format(database=database)
    )


def is_manifest_current(folder: Path, project: Path) -> bool:
    """Whether the manifest in ``folder`` was parsed from the files of ``project`` as they are now."""
    return read_json(folder / _MANIFEST_NOTE) == {"dbt project": project_checksum(project)}


def note_manifest(folder: Path, checksum: str) -> None:
    """Record that the manifest in ``folder`` was parsed from a project with this ``checksum``."""
    write_json(folder / _MANIFEST_NOTE, {"dbt project": checksum})


def _read_note(con: duckdb.DuckDBPyConnection) -> tuple[str, dict[str, str], str]:
    try:
        ((stage, inputs, basis),) = con.execute(f"from {_BUILD_NOTE}").fetchall()
    except duckdb.CatalogException:
        return "", {}, ""
    return stage, json.loads(inputs), basis


def _write_note(con: duckdb.DuckDBPyConnection, stage: str, inputs: Mapping[str, str], basis: str) -> None:
    con.execute("create schema if not exists notes")
    con.execute(
        f"create or replace table {_BUILD_NOTE} as select ? as stage, ? as inputs, ? as basis",
        [stage, json.dumps(inputs), basis],
    )


def _checksum(content: Any) -> str:
    return hashlib.sha256(json.dumps(content).encode("ascii")).hexdigest()
