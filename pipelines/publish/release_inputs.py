"""The inputs that a release was made of: the file ``inputs.json`` in its folder."""

from collections.abc import Mapping
from pathlib import Path

from pipelines.json_file import read_json, write_json

INPUTS_NAME = "inputs.json"

LEDGER = "ledger or index"
"""The part of the inputs that changes with every attempt to fetch, also where nothing new arrives."""


def write_inputs(release: Path, inputs: Mapping[str, str]) -> None:
    """Write the checksums of ``inputs`` by part (``pipelines.build.inputs``) into the folder ``release``."""
    write_json(release / INPUTS_NAME, dict(inputs))


def read_inputs(release: Path) -> dict[str, str]:
    """The inputs of the release in the folder ``release``; empty if unknown or of some years only."""
    return read_json(release / INPUTS_NAME)
