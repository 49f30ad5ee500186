"""Measure reading speed and memory of our reader, a naive pdfplumber script and pdftotext -bbox.

    python -m benchmarks.reading [PDF ...]

Speed: every round reads all PDFs once with each reader in turn, so that a slow moment of the machine affects
all readers; garbage is collected in between. The figures are medians over the rounds. Our reader goes from
bytes to readings with the form's fields matched. Memory: each reader runs in its own process, on one PDF
joined from the same reports; ours goes from bytes to the readings of each report and the comparison of their
numbers with a second text, and keeps all of them.
"""

import argparse
import gc
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path

import pdfplumber
import pypdfium2

from pipelines.form import match
from pipelines.limits import Limits
from pipelines.load.extraction import extract
from pipelines.read import read_document

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "raw" / "sample"
MIB = 1024 * 1024
OURS, NAIVE, POPPLER = "panel social", "pdfplumber, naive", "pdftotext -bbox"


def ours(path: Path) -> None:
    """From bytes to readings."""
    match(read_document(path))


def ours_in_memory(path: Path) -> None:
    """From bytes to the readings of every report in the file, as in a refresh, but without limits."""
    reports = extract(path, Limits(max_bytes=sys.maxsize, max_pages=sys.maxsize))
    if not all(report.readings for report in reports):
        sys.exit(f"Not every report of the file was read: {reports[0].reason} {reports[0].detail}")


def naive(path: Path) -> None:
    """What a simple script does."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()


def poppler(path: Path) -> None:
    """Words and boxes, without lines, tables or meaning."""
    subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, stdout=subprocess.DEVNULL)


IN_MEMORY: dict[str, Callable[[Path], None]] = {OURS: ours_in_memory, NAIVE: naive, POPPLER: poppler}


def main() -> None:
    """Print the figures."""
    arguments = _arguments()
    if arguments.memory_of:
        print(_peak_here(arguments.memory_of, arguments.pdf[0]))
        return
    paths = arguments.pdf or sorted(SAMPLE.glob("*.pdf"))
    readers: dict[str, Callable[[Path], None]] = {OURS: ours, NAIVE: naive}
    if shutil.which("pdftotext"):
        readers[POPPLER] = poppler
    else:
        print("pdftotext is not installed (Debian: poppler-utils): skipped.")
    _print_speed(readers, paths, arguments.rounds)
    with tempfile.TemporaryDirectory() as folder:
        _print_memory(list(readers), paths, Path(folder), arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pdf", nargs="*", type=Path, help="the reports; default: the sample")
    parser.add_argument("--rounds", type=int, default=5, help="default: %(default)s")
    parser.add_argument("--pages", type=int, default=3000, help="of the joined PDF; default: %(default)s")
    parser.add_argument(
        "--naive-pages",
        type=int,
        default=100,
        help="of the joined PDF for the naive script, which frees no page; default: %(default)s",
    )
    parser.add_argument("--memory-of", choices=list(IN_MEMORY), help=argparse.SUPPRESS)
    return parser.parse_args()


def _print_speed(readers: dict[str, Callable[[Path], None]], paths: Sequence[Path], rounds: int) -> None:
    pages = sum(_page_count(path) for path in paths)
    for read in readers.values():
        read(paths[0])  # so that loading modules and the form's specification is not measured
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            gc.collect()
            begin = time.perf_counter()
            for path in paths:
                read(path)
            seconds[name].append(time.perf_counter() - begin)
    print(f"{len(paths)} PDFs, {pages} pages, median of {rounds} interleaved rounds, one process\n")
    print(f"{'':20} {'pages/s':>8} {'× naive':>8} {'time ÷ pdftotext':>17}")
    for name, taken in seconds.items():
        speed = pages / statistics.median(taken)
        print(
            f"{name:20} {speed:8.1f} {_ratio(seconds[NAIVE], taken)}"
            f" {_ratio(taken, seconds.get(POPPLER)):>17}"
        )


def _ratio(one: Sequence[float], other: Sequence[float] | None) -> str:
    """Median of the ratios per round, because both times of a round were measured one after the other."""
    if other is None:
        return f"{'':>8}"
    return f"{statistics.median(a / b for a, b in zip(one, other, strict=True)):8.2f}"


def _print_memory(
    names: Sequence[str], paths: Sequence[Path], folder: Path, arguments: argparse.Namespace
) -> None:
    print(f"\n{'':20} {'pages':>8} {'peak memory, MiB':>17}")
    for name in names:
        pages = arguments.naive_pages if name == NAIVE else arguments.pages
        volume = folder / f"{pages}.pdf"
        if not volume.exists():
            _bind(paths, pages, volume)
        command = [sys.executable, "-m", "benchmarks.reading", "--memory-of", name, str(volume)]
        run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        print(f"{name:20} {pages:8} {float(run.stdout):17.0f}")


def _bind(paths: Sequence[Path], pages: int, target: Path) -> None:
    """Write one PDF of ``pages`` pages to ``target``, repeating the reports as often as needed."""
    volume = pypdfium2.PdfDocument.new()
    for path in cycle(paths):
        missing = pages - len(volume)
        if not missing:
            break
        report = pypdfium2.PdfDocument(path)
        volume.import_pages(report, list(range(min(missing, len(report)))))
        report.close()
    volume.save(target)
    volume.close()


def _peak_here(name: str, path: Path) -> float:
    """Peak memory of reading ``path`` in MiB, with the interpreter and its modules."""
    IN_MEMORY[name](path)
    who = resource.RUSAGE_CHILDREN if name == POPPLER else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss * 1024 / MIB


def _page_count(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


if __name__ == "__main__":
    main()
