"""What a release is made of, in checksums: with the same inputs it would come out the same.

Each part of the inputs has a name that people know and a checksum. The stages of a refresh leave them as
notes in the private build, each with those of the stages before it, and publication lays the last note
beside the database. A stage takes its own note and the later ones away before it begins: what a refresh
that was stopped left behind never passes for whole.
"""

import hashlib
import json
import os
import platform
from collections.abc import Collection, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from pipelines.acquire.inbox import Inbox
from pipelines.config import Settings
from pipelines.json_file import read_json, write_json

INPUTS_NAME = "inputs.json"
"""The file beside a release's database."""

Stage = Literal["listed", "loaded", "built"]
_STAGES: tuple[Stage, ...] = ("listed", "loaded", "built")

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


def inputs_of(settings: Settings, inbox: Inbox) -> dict[str, str]:
    """Every part of the inputs as they are now; ``inbox`` is what the raw folder holds."""
    return reports_inputs(settings, inbox) | tables_inputs(settings, project_checksum(settings.dbt_project))


def reports_inputs(settings: Settings, inbox: Inbox) -> dict[str, str]:
    """What decides the readings: the files, what may be spent on one, and the program that reads them."""
    files = [[one.source_file, one.file_sha256, one.is_sample] for one in inbox.files]
    return {
        "report files": _checksum([files, inbox.unopened]),
        "reader or limits": f"{settings.reader}, {settings.limits}",
        "program or libraries": program_checksum(),
        "ledger or index": folder_checksum(settings.acquired),
    }


def tables_inputs(settings: Settings, project: str) -> dict[str, str]:
    """What decides the tables, given the readings; ``project`` is the checksum of the dbt project."""
    return {"dbt project": project, "base year": str(settings.base_year)}


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


def begin(build: Path, stage: Stage) -> None:
    """``stage`` of the build in the folder ``build`` begins: its note and later ones are true no more."""
    for later in _STAGES[_STAGES.index(stage) :]:
        _note(build, later).unlink(missing_ok=True)


def finish(build: Path, stage: Stage, inputs: Mapping[str, str]) -> None:
    """``stage`` has made its outcome of ``inputs`` and of what the stage before left.

    Nothing is noted where the stage before has no note, as after a refresh of chosen years.
    """
    place = _STAGES.index(stage)
    before = read_json(_note(build, _STAGES[place - 1])) if place else {}
    if before or not place:
        write_json(_note(build, stage), before | dict(inputs))


def write_inputs(build: Path, release: Path) -> None:
    """Lay the note of the last stage into the folder ``release``, with the size of each file there.

    Where there is no such note, the inputs are empty, which are those of no refresh.
    """
    files = {
        path.relative_to(release).as_posix(): path.stat().st_size
        for path in release.rglob("*")
        if path.is_file()
    }
    write_json(release / INPUTS_NAME, {"inputs": read_json(_note(build, "built")), "files": files})


def read_inputs(release: Path) -> dict[str, str]:
    """The inputs of the release in the folder ``release``; empty if they are not known or it is damaged."""
    content = read_json(release / INPUTS_NAME)
    files: dict[str, int] = content.get("files", {})
    if not files or any(_size(release / name) != size for name, size in files.items()):
        return {}
    inputs: dict[str, str] = content.get("inputs", {})
    return inputs


def _note(build: Path, name: Stage) -> Path:
    return build / f"{name}.json"


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _checksum(content: Any) -> str:
    return hashlib.sha256(json.dumps(content).encode("ascii")).hexdigest()
