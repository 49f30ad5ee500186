from typing import get_args

import pytest

from pipelines.read import PdfReader
from tests.read import drawing


@pytest.fixture(params=get_args(PdfReader))
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> PdfReader:
    """Each reader of PDFs in turn, used by everything that draws and reads."""
    chosen: PdfReader = request.param
    monkeypatch.setattr(drawing, "reading_with", chosen)
    return chosen
