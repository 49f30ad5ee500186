"""Command line of the corpus: ``python -m tests.corpus``."""

import sys
from pathlib import Path

import click

from tests.corpus.drawn_fixtures import FIXTURES, KEPT, write_fixtures
from tests.corpus.hostile import draw_hostile
from tests.corpus.producers import skipped_producers
from tests.corpus.sample import SAMPLE, TRUTH, draw_sample

MARKER = ".panel-social-sample"
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def main() -> None:
    """Draw reports of the form "Informe de Detalle de Programas Sociales" with known truth."""


@main.command()
@click.option("--out", type=FOLDER, default=SAMPLE, show_default=True, help="Folder for the reports.")
@click.option("--truth", type=FILE, default=TRUTH, show_default=True, help="File for what they say.")
def draw(out: Path, truth: Path) -> None:
    """Draw the sample reports and write down what they say."""
    files, text = draw_sample()
    _write(out, files)
    (out / MARKER).touch()
    truth.parent.mkdir(parents=True, exist_ok=True)
    truth.write_text(text, encoding="utf-8")
    click.echo(f"{len(files)} reports in {out}, truth in {truth}")


@main.command()
@click.option("--out", type=FOLDER, required=True, help="Folder for the files.")
@click.option("--truth", type=FILE, help="File for the expected reasons.")
def hostile(out: Path, truth: Path | None) -> None:
    """Draw files that must be quarantined, and two that must not: one report under two names."""
    files, text = draw_hostile()
    _write(out, files)
    if truth is not None:
        truth.parent.mkdir(parents=True, exist_ok=True)
        truth.write_text(text, encoding="utf-8")
    click.echo(f"{len(files)} files in {out}")


@main.command()
@click.option("--out", type=FOLDER, default=FIXTURES, show_default=True, help="Folder for the PDFs.")
def fixtures(out: Path) -> None:
    """Draw the kept reports of the producers that are programs of their own, with their truth."""
    skipped = skipped_producers()
    wanted = dict.fromkeys(fixture.producer for fixture in KEPT)
    written = write_fixtures(out, tuple(name for name in wanted if name not in skipped))
    click.echo(f"{len(written)} PDFs in {out}")
    for producer, remedy in skipped.items():
        click.echo(f"Skipped {producer}, which is not installed (on Debian: {remedy})")


@main.command()
@click.option("--sample", type=FOLDER, default=SAMPLE, show_default=True, help="Folder with the reports.")
@click.option("--truth", type=FILE, default=TRUTH, show_default=True, help="File with what they say.")
def check(sample: Path, truth: Path) -> None:
    """Draw the sample again in memory; exit 1 unless it equals these files byte for byte."""
    stale = stale_files(sample, truth)
    for path in stale:
        click.echo(f"{path} is not what is drawn today: run `python -m tests.corpus draw`", err=True)
    if stale:
        sys.exit(1)
    click.echo("The sample and its truth are what is drawn today.")


def stale_files(sample: Path, truth: Path) -> list[Path]:
    """Files that differ from today's drawing, are missing, or are not drawn any more."""
    files, text = draw_sample()
    drawn = {sample / name: content for name, content in files.items()} | {truth: text.encode()}
    stale = [path for path, content in drawn.items() if not path.exists() or path.read_bytes() != content]
    reports = [path for path in sample.iterdir() if path.suffix in {".pdf", ".txt"}]
    return stale + [path for path in sorted(reports) if path not in drawn]


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
