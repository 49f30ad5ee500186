"""Measure how exactly reports are read: ``python -m benchmarks.accuracy --seed 7 --reports 200``.

Draws random reports from the seed, by every producer in turn and in every rule style, and reads them as the
pipeline does. For each group of fields, producer and rule style it prints

- printed: number of true values; exact: how many were read with the right row, column, text and status,
- recall: share of the true values whose text was read under their label or in their table, in any row or
  column and with any status,
- precision: share of the claimed values that are printed so; an ambiguous reading claims nothing,
- exact: exact values as a share of the printed ones.

Exit status 1 when a target is missed. ``--details`` lists every difference.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import get_args

from benchmarks.folds import FOLDS, is_in
from benchmarks.random_corpus import TEXT, Outcome, draw, jobs, read_and_compare
from tests.corpus.compare import FURNITURE, HEADERS, LABELS, OTHER, PROSE, TITLE, Score
from tests.corpus.hypotheses import NAMES
from tests.corpus.producers import available_producers, skipped_producers
from tests.corpus.style import Rules

FULLY_RULED = frozenset({"full", "grey", "hairline", "nested"})
NOT_TABLES = (TITLE, LABELS, PROSE, HEADERS, OTHER, FURNITURE)
OVERALL = 0.995
ROW = "{:32} {:>8} {:>8} {:>8} {:>6} {:>9} {:>10} {:>9}"


def main() -> None:
    """Draw, read, compare, print."""
    begin = time.perf_counter()
    arguments = _arguments()
    layouts = [tuple(one.split("=", 1)) for one in arguments.layout]
    producers = [one for one in arguments.producers if is_in(one, arguments.fold)]
    found = jobs(arguments.seed, arguments.reports, producers, arguments.rules, layouts)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        drawn, failed = draw(found, folder)
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            outcomes = list(pool.map(read_and_compare, drawn))
    if arguments.details:
        _print_details(outcomes)
    _print_tables(outcomes)
    for producer, remedy in skipped_producers().items():
        print(f"Skipped: {producer}, not installed (Debian: {remedy})")
    for sentence in failed:
        print(f"Not drawn: {sentence}")
    pages = sum(outcome.pages for outcome in outcomes)
    seconds = time.perf_counter() - begin
    print(f"\nSeed {arguments.seed}: {len(outcomes)} reports, {pages} pages, {seconds:.0f} seconds.")
    missed = missed_targets(outcomes)
    print(*(missed or ["Every target is met."]), sep="\n")
    sys.exit(1 if missed else 0)


def _arguments() -> argparse.Namespace:
    producers, rules = available_producers(), get_args(Rules)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=7, help="default: %(default)s")
    parser.add_argument("--reports", type=int, default=200, help="default: %(default)s")
    parser.add_argument("--producers", nargs="+", choices=producers, default=producers)
    parser.add_argument("--rules", nargs="+", choices=rules, default=rules)
    ways = [f"{subject}={name}" for subject, names in NAMES.items() for name in names]
    parser.add_argument("--layout", nargs="*", choices=ways, default=[], help="layouts to draw in, in turn")
    parser.add_argument("--fold", choices=FOLDS, help="half of the producers (see benchmarks.folds)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="folder to keep the reports in")
    parser.add_argument("--details", action="store_true", help="list every difference")
    return parser.parse_args()


def missed_targets(outcomes: Sequence[Outcome]) -> list[str]:
    """One sentence per target that these outcomes miss."""
    groups = _by_group(outcomes)
    ruled = _by_group([one for one in outcomes if one.rules in FULLY_RULED])
    tables = _sum(score for group, score in ruled.items() if group not in NOT_TABLES)
    overall = _sum(score for group, score in groups.items() if group != FURNITURE)
    labels = groups.get(LABELS, Score())
    dumps = _by_group([one for one in outcomes if one.producer == TEXT])
    in_dumps = _sum(score for group, score in dumps.items() if group != FURNITURE)
    missed = []
    if tables.exact < tables.printed:
        missed.append(f"Fully ruled tables: {tables.exact_share:.3%} exact, not 100 %.")
    if labels.exact < labels.printed:
        missed.append(f"Label fields: {labels.exact_share:.3%} exact, not 100 %.")
    if overall.exact_share < OVERALL:
        missed.append(f"Overall: {overall.exact_share:.3%} exact, not {OVERALL:.1%}.")
    if overall.wrong:
        missed.append(f"Overall: {overall.wrong} readings differ from what is printed.")
    if in_dumps.exact < in_dumps.printed:
        missed.append(f"Text dumps: {in_dumps.exact_share:.3%} exact, not 100 %.")
    return missed


def _print_tables(outcomes: Sequence[Outcome]) -> None:
    groups = _by_group(outcomes)
    tables = sorted(group for group in groups if group not in NOT_TABLES)
    order = [group for group in (TITLE, LABELS, PROSE, *tables, HEADERS, OTHER) if group in groups]
    _print_scores("Field group", {group: groups[group] for group in order})
    _print_scores("Producer", _by(outcomes, lambda one: one.producer))
    _print_scores("Rule style", _by(outcomes, lambda one: one.rules))
    _print_scores("Layout", _by(outcomes, lambda one: one.layout))
    _print_scores("Overall", {"all": _sum(groups[group] for group in order)})
    if FURNITURE in groups:
        _print_scores("Counted separately", {FURNITURE: groups[FURNITURE]})


def _print_scores(title: str, scores: dict[str, Score]) -> None:
    print(ROW.format(title, "printed", "exact", "claimed", "wrong", "recall", "precision", "exact"))
    for name, one in scores.items():
        shares = [f"{share:.3%}" for share in (one.recall, one.precision, one.exact_share)]
        print(ROW.format(name, one.printed, one.exact, one.claimed, one.wrong, *shares))
    print()


def _print_details(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        compared = outcome.comparison
        lists = (("missing", compared.missing), ("wrong", compared.wrong), ("undecided", compared.undecided))
        if outcome.refused or compared.missing or compared.wrong:
            print(f"{outcome.path}{f': {outcome.refused}' if outcome.refused else ''}")
            for name, entries in lists:
                for entry in entries:
                    print(f"  {name:9} {' | '.join(str(part) for part in entry)}")


def _by_group(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    scores: defaultdict[str, Score] = defaultdict(Score)
    for outcome in outcomes:
        for group, score in outcome.comparison.scores.items():
            scores[group] += score
    return scores


def _by(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> dict[str, Score]:
    """Total scores of the outcomes by ``key``, without headers and footers."""
    scores: defaultdict[str, Score] = defaultdict(Score)
    for outcome in outcomes:
        groups = outcome.comparison.scores.items()
        scores[key(outcome)] += _sum(score for group, score in groups if group != FURNITURE)
    return scores


def _sum(scores: Iterable[Score]) -> Score:
    total = Score()
    for score in scores:
        total += score
    return total


if __name__ == "__main__":
    main()
