"""The command on the sample's warehouse, run in this process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from tests.warehouse import PROJECT

SAMPLE = PROJECT / "data" / "raw" / "sample"

Explain = Callable[..., Result]


@pytest.fixture
def explain(sample_warehouse: Path) -> Explain:
    """``panelsocial explain`` with these arguments; the raw folder is the sample's, if none is given."""

    def run(*arguments: str, raw: Path = SAMPLE) -> Result:
        folders = ["--warehouse", str(sample_warehouse.parents[1]), "--raw", str(raw)]
        return CliRunner().invoke(main, ["explain", *arguments, *folders])

    return run
