"""The committed sample is what the program draws, byte for byte."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.corpus.cli import MARKER, main
from tests.corpus.sample import SAMPLE


@pytest.fixture(scope="module")
def redrawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folder and truth file of a fresh drawing."""
    folder = tmp_path_factory.mktemp("redrawn")
    sample, truth = folder / "sample", folder / "truth" / "sample_truth.json"
    run = CliRunner().invoke(main, ["draw", "--out", str(sample), "--truth", str(truth)])
    assert run.exit_code == 0, run.output
    return sample, truth


def test_the_committed_sample_and_truth_are_what_is_drawn_today() -> None:
    run = CliRunner().invoke(main, ["check"])
    assert run.exit_code == 0, run.output


def test_a_fresh_drawing_passes_its_own_check(redrawn: tuple[Path, Path]) -> None:
    sample, truth = redrawn
    run = CliRunner().invoke(main, ["check", "--sample", str(sample), "--truth", str(truth)])
    assert run.exit_code == 0, run.output
    assert (sample / MARKER).is_file()


def test_a_changed_a_missing_and_a_forgotten_report_are_named(
    redrawn: tuple[Path, Path], tmp_path: Path
) -> None:
    sample, truth = redrawn
    for path in sample.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "faros_de_papel_2021.pdf").unlink()
    (tmp_path / "forgotten.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "huertos_de_luna_2019.pdf").write_bytes(b"%PDF-1.4 edited by hand")
    run = CliRunner().invoke(main, ["check", "--sample", str(tmp_path), "--truth", str(truth)])
    assert run.exit_code == 1
    named = {line.split(" is not what ")[0] for line in run.output.splitlines()}
    expected = ("faros_de_papel_2021.pdf", "forgotten.pdf", "huertos_de_luna_2019.pdf")
    assert named == {str(tmp_path / name) for name in expected}


def test_the_sample_stays_small() -> None:
    assert (SAMPLE / MARKER).is_file()
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 600_000
