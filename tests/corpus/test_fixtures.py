"""The kept PDFs of other producers hold what their truth says, read without the pipeline."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.corpus.cli import main
from tests.corpus.drawn import page_letters, pdf_drawing
from tests.corpus.drawn_fixtures import FIXTURES, KEPT, TRUTH_NAME, Fixture, read_truth
from tests.corpus.layout import lay_out

TRUTH = read_truth()


def _footers(fixture: Fixture) -> list[str]:
    return [entry["text"] for entry in TRUTH[fixture.file]["printed"] if entry["section"] == "page"]


@pytest.mark.parametrize("fixture", KEPT, ids=lambda fixture: fixture.file)
def test_the_truth_is_what_the_program_says_of_the_kept_pdf(fixture: Fixture) -> None:
    content = (FIXTURES / fixture.file).read_bytes()
    drawing = pdf_drawing(content, lay_out(fixture.report), _footers(fixture))
    assert fixture.entry(drawing) == TRUTH[fixture.file]


@pytest.mark.parametrize("fixture", KEPT, ids=lambda fixture: fixture.file)
def test_every_letter_of_the_truth_stands_on_the_pages(fixture: Fixture) -> None:
    printed = Counter("".join(page_letters((FIXTURES / fixture.file).read_bytes())))
    truth = Counter("".join(entry["text"] for entry in TRUTH[fixture.file]["printed"]).replace(" ", ""))
    assert truth <= printed


def test_tables_run_over_pages_with_a_header_on_each_and_with_one_only() -> None:
    prints = {}
    for fixture in KEPT:
        content = (FIXTURES / fixture.file).read_bytes()
        drawing = pdf_drawing(content, lay_out(fixture.report), _footers(fixture))
        prints[fixture.file] = max(drawing.header_prints)
    assert {1, 2} <= set(prints.values())


def test_the_fixtures_are_the_kept_ones_and_stay_small() -> None:
    files = {path.name for path in FIXTURES.iterdir()}
    assert files == {fixture.file for fixture in KEPT} | {TRUTH_NAME}
    assert sum(path.stat().st_size for path in FIXTURES.iterdir()) < 1_500_000


def test_a_machine_without_the_producers_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    run = CliRunner().invoke(main, ["fixtures", "--out", str(tmp_path / "fixtures")])
    assert run.exit_code == 0, run.output
    lines = run.output.splitlines()
    assert lines[0].startswith("0 PDFs in ")
    for line, producer in zip(lines[1:4], ("chromium", "libreoffice", "wkhtmltopdf"), strict=True):
        assert line.startswith(f"Skipped {producer}, which is not installed (on Debian: apt-get install ")
