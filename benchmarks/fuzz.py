"""Read damaged documents: ``python -m benchmarks.fuzz --seed 1 --seconds 60 --documents 500``.

Damages reports of the sample, and PDFs below ``--folder``, at random and reads them as a refresh does. Every
one must get readings with all of its words, or a reason of the closed list, within its limits. Prints the
number of documents per result.

Stops after ``--documents``, or at the first result after ``--seconds`` (usually at once, at most a minute and
twice the ``--limit`` of a document later). Exit status 1 when a document had another result, or when the
program had to be stopped because it hung. A document's name begins with its number; the same seed and number
always give the same document.
"""

import argparse
import faulthandler
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import get_args

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, extract
from pipelines.load.worker import START_SECONDS
from pipelines.read import DEFAULT_READER, REASONS, PdfReader
from tests.corpus.mutants import DOCUMENTS, mutant
from tests.sandbox import extract_many

MAX_SECONDS = 20.0
MAX_MEMORY = 512 << 20
WORKERS = 2
BATCH = 50


@dataclass
class Outcome:
    """Number of reports per result, and one sentence per fault."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, path: Path, extractions: Sequence[Extraction], faults: Sequence[str]) -> None:
        """Count the reports of one document."""
        self.counts.update(one.reason or "readings" for one in extractions)
        self.faults += [f"{path.name}: {fault}" for fault in faults]


def fuzz(
    seed: int,
    numbers: Sequence[int],
    *,
    seconds: float,
    max_seconds: float = MAX_SECONDS,
    documents: tuple[Path, ...] = DOCUMENTS,
    reader: PdfReader = DEFAULT_READER,
    keep: Path | None = None,
) -> Outcome:
    """Read the damaged documents ``numbers``, each for at most ``max_seconds``, until ``seconds`` are over.

    Documents with a fault are copied to the folder ``keep``.
    """
    limits = Limits(max_seconds=max_seconds, max_memory=MAX_MEMORY)
    outcome = Outcome()
    deadline = time.monotonic() + seconds
    for start in range(0, len(numbers), BATCH):
        with tempfile.TemporaryDirectory() as folder:
            paths = _draw(Path(folder), seed, numbers[start : start + BATCH], documents)
            read = partial(extract, reader=reader)
            with closing(extract_many(paths, WORKERS, limits, read)) as done:
                begun = time.monotonic()
                for path, extractions in done:
                    taken, begun = time.monotonic() - begun, time.monotonic()
                    faults = [fault for one in extractions for fault in _faults(one)]
                    if taken > _most_seconds(max_seconds):
                        faults.append(f"took {taken:.1f} s, with a limit of {max_seconds:g} s")
                    outcome.add(path, extractions, faults)
                    if faults and keep:
                        keep.mkdir(parents=True, exist_ok=True)
                        shutil.copy(path, keep)
                    if begun > deadline:
                        return outcome
    return outcome


def _most_seconds(max_seconds: float) -> float:
    """Maximum seconds for one result: a document whose process died is read again in a new process."""
    return 2 * max_seconds + START_SECONDS


def _draw(folder: Path, seed: int, numbers: Sequence[int], documents: tuple[Path, ...]) -> list[Path]:
    paths = []
    for number in numbers:
        name, content = mutant(seed, number, documents)
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    return paths


def _faults(extraction: Extraction) -> Iterator[str]:
    if extraction.fault:
        yield f"the extractor failed: {extraction.fault}"
    if extraction.reason is None:
        words = sum(reading.words for reading in extraction.readings)
        if not extraction.readings or extraction.report_year is None or words != extraction.word_count:
            yield f"readings have {words} of {extraction.word_count} printed words"
    elif extraction.reason not in REASONS or not extraction.detail:
        yield f"invalid reason {extraction.reason!r} or missing detail {extraction.detail!r}"


def main() -> None:
    """Damage, read, report."""
    arguments = _arguments()
    # If anything hangs, even in native code, a watchdog thread ends this process with exit status 1.
    faulthandler.dump_traceback_later(arguments.seconds + _most_seconds(arguments.limit) + 30, exit=True)
    foreign = tuple(sorted(arguments.folder.rglob("*.pdf"))) if arguments.folder else ()
    begun = time.monotonic()
    outcome = fuzz(
        arguments.seed,
        range(arguments.documents),
        seconds=arguments.seconds,
        max_seconds=arguments.limit,
        documents=DOCUMENTS + foreign,
        reader=arguments.reader,
        keep=arguments.keep,
    )
    for what, count in outcome.counts.most_common():
        print(f"{count:6}  {what}")
    for fault in outcome.faults:
        print(f"  {fault}")
    total = outcome.counts.total()
    print(
        f"Seed {arguments.seed}: {total} results of at most {arguments.documents} documents"
        f" in {time.monotonic() - begun:.1f} s, {len(outcome.faults)} faults."
    )
    sys.exit(1 if outcome.faults else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument("--seconds", type=float, default=60, help="default: %(default)s")
    parser.add_argument(
        "--limit", type=float, default=MAX_SECONDS, help="seconds for one document; default: %(default)s"
    )
    parser.add_argument("--documents", type=int, default=500, help="default: %(default)s")
    parser.add_argument(
        "--reader", choices=get_args(PdfReader), default=DEFAULT_READER, help="default: %(default)s"
    )
    parser.add_argument("--folder", type=Path, help="folder with more PDFs to damage, with subfolders")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="folder for documents with a fault")
    return parser.parse_args()


if __name__ == "__main__":
    main()
