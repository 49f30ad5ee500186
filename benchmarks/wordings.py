"""Measure what is read of reports with labels in other words: ``python -m benchmarks.wordings --seed 5``.

Draws random reports with some of their labels reworded, and prints by producer

- labels: how many were printed in other words; first: for how many of them the right item was proposed,
- wrong: values that were read and are not printed so,
- lost: values under labels of the form that were not read exactly.

Exit status 1 when a value is wrong, or fewer than nine in ten labels were proposed for their item.
"""

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import get_args

from benchmarks.random_corpus import Drawn, Job, draw, jobs
from pipelines.form import match
from pipelines.read import read_document
from tests.corpus.blocks import Field, Heading
from tests.corpus.compare import Entry, compare, groups_of
from tests.corpus.model import Producer
from tests.corpus.rewordings import Reworded, random_rewordings, reworded
from tests.corpus.style import Rules

LEAST_PROPOSED = 0.9


def main() -> None:
    """Print the table."""
    arguments = _arguments()
    counts = measured(
        arguments.seed, arguments.reports, arguments.producers, arguments.labels, arguments.wording
    )
    total = sum(counts.values(), Counter[str]())
    print(f"{'Producer':14} {'labels':>7} {'first':>7} {'wrong':>7} {'lost':>7}")
    for name, count in (*counts.items(), ("all", total)):
        print(f"{name:14} " + " ".join(f"{count[kind]:7}" for kind in ("labels", "first", "wrong", "lost")))
    sys.exit(total["wrong"] > 0 or total["first"] < LEAST_PROPOSED * total["labels"])


def measured(
    seed: int, reports: int, producers: Sequence[Producer], label_count: int, wording: int
) -> dict[str, Counter[str]]:
    """By producer the counts above, of ``reports`` with ``label_count`` labels in other words, of which there
    are two: ``wording`` 0 or 1.
    """
    changed: list[Job] = []
    labels: dict[int, list[Reworded]] = {}
    for number, job in enumerate(jobs(seed, reports, producers, get_args(Rules))):
        chosen = random_rewordings(Random(f"{seed}/{number}/labels"), label_count, wording)
        blocks, printed = reworded(job.blocks, job.report.year, chosen)
        changed.append(replace(job, blocks=blocks))
        labels[id(changed[-1])] = printed
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        for drawn in draw(changed, Path(folder))[0]:
            counts[drawn.job.producer] += _counted(drawn, labels[id(drawn.job)])
    return counts


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=5, help="default: %(default)s")
    parser.add_argument("--reports", type=int, default=20, help="default: %(default)s")
    parser.add_argument("--labels", type=int, default=20, help="reworded in a report; default: %(default)s")
    parser.add_argument(
        "--wording", type=int, choices=(0, 1), default=1, help="which of the two other wordings"
    )
    parser.add_argument("--producers", nargs="+", choices=get_args(Producer), default=["reportlab", "fpdf2"])
    return parser.parse_args()


def _counted(drawn: Drawn, labels: list[Reworded]) -> Counter[str]:
    readings = match(read_document(drawn.path))
    proposed = {(one.resembles, one.text) for one in readings if one.resembles and not one.label}
    texts = {label.text for label in labels}
    hidden = {
        block.piece
        for block in drawn.job.blocks
        if (isinstance(block, Field) and block.label in texts)
        or (isinstance(block, Heading) and block.piece.text in texts)
    }
    printed = [piece for piece in drawn.printed if piece not in hidden and piece.text not in texts]
    decided = [piece for piece in drawn.decided if piece not in hidden and piece.text not in texts]
    entries = [Entry(one.section, one.item, one.row_no, one.column, one.text, one.status) for one in readings]
    found = compare(printed, entries, groups_of(drawn.job.blocks), decided)
    return Counter(
        labels=len(labels),
        first=sum((label.item, label.text) in proposed for label in labels),
        wrong=len(found.wrong),
        lost=len(found.missing),
    )


if __name__ == "__main__":
    main()
