"""Reports damaged at random have readings or a typed reason. With other seeds: ``benchmarks.fuzz``."""

import subprocess
import sys
import time
from pathlib import Path
from typing import get_args

import pytest

from benchmarks.fuzz import fuzz
from pipelines.read import PdfReader
from tests.corpus.hostile_pdf import drawing_cascade
from tests.warehouse import PROJECT


@pytest.mark.parametrize("reader", get_args(PdfReader))
def test_whatever_happened_to_a_document_it_has_readings_or_a_reason(reader: PdfReader) -> None:
    outcome = fuzz(seed=1, numbers=range(40), seconds=120, reader=reader)
    assert outcome.faults == []
    assert outcome.counts.total() >= 40
    assert {"readings", "damaged_pdf"} <= outcome.counts.keys()


def test_the_program_ends_within_its_bounds_though_documents_do_not(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.pdf").write_bytes(drawing_cascade(8))
    begun = time.monotonic()
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.fuzz",
            "--seconds",
            "1",
            "--limit",
            "2",
            "--folder",
            str(tmp_path),
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert time.monotonic() - begun < 90
    assert "timed_out" in run.stdout or "out_of_memory" in run.stdout
    assert ", 0 faults." in run.stdout
