"""dbt's manifest as it was last parsed, as long as nothing that it is made of has changed.

dbt can parse again only what has changed, but even with no change it takes a second to find that out and to
write again what it has written before.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.config import Settings
from pipelines.json_file import read_json, write_json
from pipelines.publish.inputs import program_checksum, project_checksum

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

KEPT_NAME = "parsed.json"
# dbt's own names: the manifest as it reads it back, and as others read it.
_PARSED, _WRITTEN = "partial_parse.msgpack", "manifest.json"


def manifest_source(settings: Settings) -> str:
    """What a manifest is made of, as it is now: a text to compare."""
    return f"{project_checksum(settings.dbt_project)} {program_checksum()} {settings.base_year}"


def is_kept(target: Path, source: str) -> bool:
    """Whether the manifest in the folder ``target`` is of ``source`` and nobody has written there since."""
    return read_json(target / KEPT_NAME) == {"source": source, "files": _signs(target)}


def kept_manifest(target: Path, source: str) -> "Manifest | None":
    """The manifest in the folder ``target``, if it is of ``source``."""
    # Only who goes on to run dbt pays for its import.
    from dbt.contracts.graph.manifest import Manifest  # noqa: PLC0415

    if not is_kept(target, source):
        return None
    try:
        manifest = Manifest.from_msgpack((target / _PARSED).read_bytes())
    except Exception:  # whatever its decoder raises for bytes that are damaged
        return None
    manifest.build_flat_graph()  # type: ignore[no-untyped-call]  # models see it as `graph`; it is not kept
    return manifest


def keep_manifest(target: Path, source: str) -> None:
    """Remember that what dbt has just written into ``target`` is of ``source``."""
    write_json(target / KEPT_NAME, {"source": source, "files": _signs(target)})


def _signs(target: Path) -> list[list[int]] | None:
    """Size and time of change of dbt's two files; None where one is missing."""
    try:
        found = [(target / name).stat() for name in (_PARSED, _WRITTEN)]
    except FileNotFoundError:
        return None
    return [[status.st_size, status.st_mtime_ns] for status in found]
