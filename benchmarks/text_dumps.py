"""Measure how exactly text dumps are read: ``python -m benchmarks.text_dumps --seed 7 --reports 40``.

Draws the random reports of ``benchmarks.accuracy`` as PDFs in every rule style, converts them to text in the
orders of PDFBox, pdfminer and pdftotext (plain and ``-layout``), and reads them as the pipeline does.
``--producers`` selects the producers, which draw in turn; by default the two that need only Python. For each
order and group of fields it prints

- printed: number of true values; exact: how many were read with the right row, column, text and status,
- decidable: number of values whose place follows from the dump alone (``tests.corpus.decidable``), and how
  many of these are exact; the others are ambiguous or unmapped,
- wrong: values or blank cells that were read but are not printed so. ``--blank 0.05`` leaves cells blank.

Exit status 1 when anything was read wrong. ``--details`` lists what is wrong, and decidable but not read.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import get_args

from benchmarks.random_corpus import TEXT, Drawn, draw, jobs
from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from tests.corpus import draw_text
from tests.corpus.blanks import with_blanks
from tests.corpus.blocks import Block, Piece, TableBlock
from tests.corpus.compare import UNDECIDED, groups_of
from tests.corpus.decidable import decidable_pieces, squeezed
from tests.corpus.dump_orders import PACKAGE, Order, available_orders, dump
from tests.corpus.model import Producer
from tests.corpus.producers import available_producers, skipped_producers
from tests.corpus.style import Rules

PYTHON: tuple[Producer, ...] = ("reportlab", "fpdf2")
PRODUCERS: tuple[Producer, ...] = tuple(name for name in get_args(Producer) if name != TEXT)
ROW = "{:32} {:>8} {:>8} {:>10} {:>10} {:>10} {:>6}"

Key = tuple[str, str, int | None, str, str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of one dump by group of fields; lists of wrong and of undecided but decidable values."""

    path: Path
    order: Order
    printed: Counter[str]
    exact: Counter[str]
    decidable: Counter[str]
    decided: Counter[str]
    wrong: Sequence[tuple[str, Key]]
    open: Sequence[tuple[str, Key]]


def main() -> None:
    """Draw, dump, read, compare, print."""
    arguments = _arguments()
    producers = [name for name in arguments.producers if name in available_producers()]
    if not producers:
        sys.exit(f"Not installed: {', '.join(arguments.producers)}.")
    found = jobs(arguments.seed, arguments.reports, producers, get_args(Rules))
    if arguments.blank:
        found = [
            replace(
                job, blocks=with_blanks(job.blocks, Random(f"{arguments.seed}/{number}"), arguments.blank)
            )
            for number, job in enumerate(found)
        ]
    with tempfile.TemporaryDirectory() as temporary:
        drawn, failed = draw(found, Path(temporary))
        orders = [order for order in available_orders() if order in arguments.orders]
        tasks = [(one, order) for one in drawn for order in orders]
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            outcomes = list(pool.map(read_dump, *zip(*tasks, strict=True)))
    for order in orders:
        _print_order(order, [one for one in outcomes if one.order == order], details=arguments.details)
    for order in set(arguments.orders) - set(orders):
        print(f"Skipped: {order}, not installed (Debian: {PACKAGE})")
    for producer, remedy in skipped_producers().items():
        if producer in arguments.producers:
            print(f"Skipped: {producer}, not installed (Debian: {remedy})")
    for sentence in failed:
        print(f"Not drawn: {sentence}")
    wrong = sum(len(one.wrong) for one in outcomes)
    print(f"Seed {arguments.seed}: {len(drawn)} reports, {len(outcomes)} dumps, {wrong} values wrong.")
    sys.exit(1 if wrong else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=7, help="default: %(default)s")
    parser.add_argument("--reports", type=int, default=40, help="default: %(default)s")
    parser.add_argument("--producers", nargs="+", choices=PRODUCERS, default=PYTHON)
    parser.add_argument("--blank", type=float, default=0.0, metavar="SHARE", help="share of cells left blank")
    parser.add_argument(
        "--orders", nargs="+", default=get_args(Order), choices=get_args(Order), help="default: all"
    )
    parser.add_argument("--details", action="store_true", help="list what is wrong or open")
    return parser.parse_args()


def read_dump(drawn: Drawn, order: Order) -> Outcome:
    """Read a dump of a drawn PDF and compare. Table headers are left out: they may repeat on every page."""
    report, blocks = drawn.job.report, drawn.job.blocks
    text = dump(report, blocks, drawn.path.read_bytes(), order)
    path = drawn.path.with_suffix(f".{order}.txt")
    path.write_text(text, encoding="utf-8")
    printed_by_pdf = (piece.text for piece in drawn.decided if piece.section == "page")
    footers = draw_text.draw(report, blocks).footers if order == "pdfbox" else tuple(printed_by_pdf)
    groups = groups_of(blocks)
    pieces = [piece for piece in _pieces(blocks) if piece.row_no != 0]
    printed = Counter(map(_key, pieces))
    read = Counter(
        _key(one) for one in match(read_document(path)) if one.row_no != 0 and one.section != "page"
    )
    said = Counter({key: count for key, count in read.items() if key[-1] not in UNDECIDED})
    exact = printed & said
    due = Counter(_key(piece) for piece in decidable_pieces(blocks, text, footers) if piece.row_no != 0)

    def by_group(keys: Counter[Key]) -> Counter[str]:
        return Counter(_group(key, groups) for key in keys.elements() if key[4])

    return Outcome(
        path,
        order,
        by_group(printed),
        by_group(exact),
        by_group(due),
        by_group(due & said),
        [(path.name, key) for key in (said - printed).elements()],
        [(path.name, key) for key in (due - said).elements()],
    )


def _pieces(blocks: Sequence[Block]) -> list[Piece]:
    found: list[Piece] = []
    for block in blocks:
        rows = (block.header, *block.rows) if isinstance(block, TableBlock) else ()
        found += [piece for row in rows for cell in row for piece in cell.pieces]
        found += [] if isinstance(block, TableBlock) else [block.piece]
    return found


def _key(one: Piece | Reading) -> Key:
    return (one.section, one.item, one.row_no, one.column, squeezed(one.text), one.status)


def _group(key: Key, groups: dict[str, str]) -> str:
    return groups.get(key[1]) or groups.get(key[1].partition(".")[0], "headings, captions")


def _print_order(order: Order, outcomes: Sequence[Outcome], *, details: bool) -> None:
    print(ROW.format(order, "printed", "exact", "decidable", "of these", "exact", "wrong"))
    counts = [
        sum((getattr(one, name) for one in outcomes), Counter[str]())
        for name in ("printed", "exact", "decidable", "decided")
    ]
    for group in [*sorted(counts[0]), "all"]:
        printed, exact, due, decided = (count.total() if group == "all" else count[group] for count in counts)
        share = f"{decided / due:.2%}" if due else "-"
        wrong = sum(len(one.wrong) for one in outcomes) if group == "all" else ""
        print(ROW.format(group, printed, exact, due, decided, share, wrong))
    for name in ("wrong", "open") if details else ():
        for path, key in (entry for one in outcomes for entry in getattr(one, name)):
            print(f"  {name:5} {path} {' | '.join(map(str, key))}")
    print()


if __name__ == "__main__":
    main()
