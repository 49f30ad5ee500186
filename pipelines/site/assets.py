"""Files that every page uses: style, scripts, shapes.

Their addresses name their content, so browsers keep them for ever.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.site.drawing import VERSION

STATIC = Path(__file__).resolve().parent / "static"
FOLDER = "recursos"
"""Where they are in the site."""

BUNDLE = f"vega.{VERSION}.js"
"""The JavaScript that draws charts; it is made by ``drawing.Drawing.bundle``."""

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of ``static``; ``path`` is its address in the site."""

    path: str
    content: bytes
    type: str


@cache
def assets() -> dict[str, Asset]:
    """The files of the folder ``static`` by their names there."""
    return {file.name: _asset(file) for file in sorted(STATIC.iterdir()) if file.suffix in TYPES}


def path_of(name: str) -> str:
    """The address of an asset in the site; ``KeyError`` for an unknown one."""
    return f"{FOLDER}/{BUNDLE}" if name == "vega.js" else assets()[name].path


def _asset(file: Path) -> Asset:
    content = file.read_bytes()
    checksum = hashlib.sha256(content).hexdigest()[:10]
    return Asset(f"{FOLDER}/{file.stem}.{checksum}{file.suffix}", content, TYPES[file.suffix])
