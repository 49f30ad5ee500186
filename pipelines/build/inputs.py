"""Whether anything has changed: what a build and a release are made of, in checksums.

Each part of the inputs has a name that people know and a checksum. With the same inputs a refresh would give
the same release. Four notes say what something was made of, each beside what it is about:

- the lists of reports: a file in their folder, there only if they are the lists of every year;
- the build database: a table in it, so that a database that is made anew has no note;
- a release: a file beside its database, with the size of each file of the release;
- dbt's manifest: a file beside it.

Whoever begins to change something takes its note away first, so that what a stopped refresh leaves behind
never passes for whole.
"""

import hashlib
import json
import os
import platform
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from pipelines.acquire.inbox import Inbox, NoReportsError, find_reports
from pipelines.config import Settings
from pipelines.json_file import read_json, write_json

INPUTS_NAME = "inputs.json"
"""The note of the lists of reports, and of a release."""

_BUILD_NOTE = "notes.build"
"""The note of the build database, a table of one row:

``stage`` is loading, loaded, building or passed; ``inputs`` what the raw tables are made of, an empty object
where that is not the reports of every year; ``basis`` is that of the last build that passed.
"""

_MANIFEST_NOTE = "parsed_from.json"

# What dbt itself writes into a project.
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
    """The build database is not one whose every table was built and checked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Since:
    """What is other than when ``release`` was made.

    ``changed`` names parts of the inputs: with none, a refresh would publish the same again. It is None
    where that cannot be told, since the release is damaged or not of a whole refresh. ``inbox`` is what
    the raw folder holds.
    """

    release: str
    changed: tuple[str, ...] | None
    inbox: Inbox


def since_current(settings: Settings, inbox: Inbox | None = None) -> Since | None:
    """What has changed since the current release was made; None where there is nothing to compare.

    The current release is the one that the link names, so after going back to an older one that is it.
    ``inbox`` is what the raw folder holds, where that has been looked at already.
    """
    if not settings.published_database.exists():
        return None
    release = settings.published_database.resolve().parent
    try:
        inbox = inbox or find_reports(settings.raw, settings.hashes)
        now = inputs_of(settings, inbox)
    except (NoReportsError, OSError):
        return None  # the stages say what is wrong
    then = read_release_note(release)
    if not then:
        return Since(release.name, None, inbox)
    changed = tuple(name for name in {**now, **then} if now.get(name) != then.get(name))
    return Since(release.name, changed, inbox)


def inputs_of(settings: Settings, inbox: Inbox) -> dict[str, str]:
    """Every part of the inputs as they are now; ``inbox`` is what the raw folder holds."""
    return reports_inputs(settings, inbox) | tables_inputs(settings)


def reports_inputs(settings: Settings, inbox: Inbox) -> dict[str, str]:
    """What decides the readings: the files, what may be spent on one, and the program that reads them."""
    files = [[one.source_file, one.file_sha256, one.is_sample] for one in inbox.files]
    return {
        "report files": _checksum([files, inbox.unopened]),
        "reader or limits": f"{settings.reader}, {settings.limits}",
        "program or libraries": program_checksum(),
        "ledger or index": folder_checksum(settings.acquired),
    }


def tables_inputs(settings: Settings) -> dict[str, str]:
    """What decides the tables, given the readings."""
    return {"dbt project": project_checksum(settings.dbt_project), "base year": str(settings.base_year)}


def basis_of(settings: Settings) -> str:
    """What decides the rows of a report, whichever reports there are: as long as it is the same, tables that
    hold every report need only grow by the new ones.
    """
    return _checksum([tables_inputs(settings), program_checksum(), settings.reader, str(settings.limits)])


def project_checksum(project: Path) -> str:
    """Of every file of the dbt project, seeds included. Raises ``OSError`` when one cannot be read."""
    return folder_checksum(project, without=_BY_DBT)


@cache
def program_checksum() -> str:
    """Of this program's own files and the versions of what it builds on; as they were when first asked for.

    A process goes on with the code that it has loaded, whatever happens to the files.
    """
    libraries = [[name, version(name)] for name in _LIBRARIES]
    return _checksum([folder_checksum(_PACKAGE), libraries, platform.python_version()])


def folder_checksum(folder: Path, without: Collection[str] = ()) -> str:
    """Of the names and bytes of all files below ``folder``, which may be missing.

    Left out are what Python compiles and the entries ``without`` of the folder itself.
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
    """The lists of reports in the folder ``lists`` are about to change."""
    (lists / INPUTS_NAME).unlink(missing_ok=True)


def note_lists(lists: Path, inputs: Mapping[str, str]) -> None:
    """The lists in the folder ``lists`` are those of every year, made of ``inputs``."""
    write_json(lists / INPUTS_NAME, dict(inputs))


def begin_load(database: Path) -> None:
    """The raw tables of ``database`` are about to change: it holds no checked build any more.

    Nothing happens where there is none or it does not open: the load makes it anew, without a note.
    """
    with suppress(duckdb.Error):
        if database.exists():
            with duckdb.connect(str(database)) as con:
                _, inputs, basis = _read_note(con)
                _write_note(con, "loading", inputs, basis)


def note_loaded(database: Path, lists: Path) -> None:
    """The raw tables of ``database`` are what the lists in the folder ``lists`` say."""
    with duckdb.connect(str(database)) as con:
        _write_note(con, "loaded", read_json(lists / INPUTS_NAME), _read_note(con)[2])


def begin_build(database: Path, basis: str) -> bool:
    """A build begins in ``database``; whether tables that hold every report need only grow.

    They need not be made anew if the last build passed and was of the same ``basis``.
    """
    with duckdb.connect(str(database)) as con:
        _, inputs, before = _read_note(con)
        _write_note(con, "building", inputs, "")
    return before == basis


def note_passed(database: Path, inputs: Mapping[str, str], basis: str) -> None:
    """Every table of ``database`` has been built of its raw tables and ``inputs``, and every check passed."""
    with duckdb.connect(str(database)) as con:
        _, loaded, _ = _read_note(con)
        _write_note(con, "passed", loaded and {**loaded, **inputs}, basis)


def passed_inputs(database: Path) -> dict[str, str]:
    """What the checked build in ``database`` is made of; empty where that is not the reports of every year.

    Raises ``NotCheckedError`` where its last build was stopped, or was of some tables only.
    """
    if database.exists():
        with duckdb.connect(str(database), read_only=True) as con:
            stage, inputs, _ = _read_note(con)
        if stage == "passed":
            return inputs
    raise NotCheckedError(
        f"{database} does not hold a build whose every table was built and checked, so it is not published."
        " Run `panelsocial refresh`, or materialize all assets."
    )


def write_release_note(release: Path, inputs: Mapping[str, str]) -> None:
    """Lay ``inputs`` into the folder ``release``, with the size of each file there."""
    files = {
        path.relative_to(release).as_posix(): path.stat().st_size
        for path in release.rglob("*")
        if path.is_file()
    }
    write_json(release / INPUTS_NAME, {"inputs": dict(inputs), "files": files})


def read_release_note(release: Path) -> dict[str, str]:
    """The inputs of the release in the folder ``release``; empty if they are not known or it is damaged."""
    content = read_json(release / INPUTS_NAME)
    files: dict[str, int] = content.get("files", {})
    if not files or any(_size(release / name) != size for name, size in files.items()):
        return {}
    inputs: dict[str, str] = content.get("inputs", {})
    return inputs


def is_manifest_current(project: Path) -> bool:
    """Whether dbt's manifest of ``project`` was parsed from its files as they are now."""
    target = project / "target"
    note = read_json(target / _MANIFEST_NOTE)
    return (target / "manifest.json").exists() and note == {"dbt project": project_checksum(project)}


def note_manifest(project: Path, checksum: str) -> None:
    """dbt's manifest of ``project`` was parsed from files with this ``checksum``."""
    write_json(project / "target" / _MANIFEST_NOTE, {"dbt project": checksum})


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


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _checksum(content: Any) -> str:
    return hashlib.sha256(json.dumps(content).encode("ascii")).hexdigest()
