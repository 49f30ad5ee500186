"""Compare an archive's warehouse with the truth: ``python -m benchmarks.archive --seed 3 --programmes 60``.

Draws an archive of invented programmes whose true values are known (``tests.corpus.archive``), publishes it
as a user does, and checks:

- identities: the names of a programme have one key, or are proposed with rank 1; no others are merged,
- checks: every planted fault breaks the checks meant for it, and no other check breaks,
- restatements: each one is listed with both places, and no others are,
- figures: each printed number is in ``vintages``,
- findings: the official rules, applied to the printed figures,
- sums and counts: ``sum … group by year`` and ``count(*)`` of every fact, without a filter.

Then it accepts every true proposal as ``panelsocial match`` does and publishes again: each programme must
have one key, the restatements across its names must be listed too, and sums and counts stay the same. Exit
status 1 when anything differs.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import duckdb

from pipelines.config import Settings
from pipelines.match.programme_review import ProgrammeReview
from pipelines.match.proposals import proposals
from tests.archive_checks import (
    split_programmes,
    true_pairs,
    wrong_checks,
    wrong_counts,
    wrong_figures,
    wrong_findings,
    wrong_identities,
    wrong_restated_years,
    wrong_restatements,
    wrong_sums,
)
from tests.corpus.archive import random_archive
from tests.corpus.archive_files import draw_archive
from tests.corpus.archive_model import Archive
from tests.corpus.archive_truth import continued, counts, findings, printed, restatements, segments, sums
from tests.warehouse import run_refresh

SHOWN = 10
Result = TypeVar("Result")


def main() -> None:
    """Draw, publish, compare, accept, publish again, compare again."""
    arguments = _arguments()
    archive = random_archive(arguments.seed, arguments.programmes, arguments.years)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        missed = _measure(archive, folder)
    print(f"\n{missed} differences." if missed else "\nNo differences.")
    sys.exit(1 if missed else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--programmes", type=int, default=60, help="default: %(default)s")
    parser.add_argument("--years", type=int, default=8, help="at least 4; default: %(default)s")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="folder to keep reports and warehouse in")
    return parser.parse_args()


def _measure(archive: Archive, folder: Path) -> int:
    raw = folder / "raw"
    _timed("Drawn", lambda: draw_archive(archive, raw))
    _print_archive(archive)
    database = _timed("Published", lambda: run_refresh(raw, folder))
    with duckdb.connect(str(database), read_only=True) as con:
        missed = _compare(con, archive)
        project = folder / "dbt_project"
        accepted = _accept(con, archive, project)
    environment = {"PANELSOCIAL_DBT_PROJECT": str(project)}
    database = _timed(
        f"Published with {accepted} accepted proposals", lambda: run_refresh(raw, folder, environment)
    )
    with duckdb.connect(str(database), read_only=True) as con:
        return missed + _compare_accepted(con, archive)


def _compare(con: duckdb.DuckDBPyConnection, archive: Archive) -> int:
    groups = segments(archive)
    broken = sum(len(one.breaks) for one in archive.published)
    clean = sum(not one.breaks for one in archive.published)
    figures = sum(1 for one in archive.published for _ in printed(one))
    proposed = _count(con, "select count(*) from quality.program_matches")
    pairs = f"{len(continued(archive))} true pairs, {proposed} proposals"
    return (
        _report("identities", pairs, wrong_identities(con, archive))
        + _report("checks", f"{broken} to break, {clean} clean reports", wrong_checks(con, archive))
        + _report(
            "restatements", f"{len(restatements(archive, groups))}", wrong_restatements(con, archive, groups)
        )
        + _report("figures", f"{figures}", wrong_figures(con, archive))
        + _compare_totals(con, archive, groups)
    )


def _compare_totals(con: duckdb.DuckDBPyConnection, archive: Archive, groups: Mapping[str, object]) -> int:
    return (
        _report("sums", f"{len(sums(archive, groups))}", wrong_sums(con, archive, groups))
        + _report("counts", f"{len(counts(archive, groups))}", wrong_counts(con, archive, groups))
        + _report("findings", f"{len(findings(archive, groups))}", wrong_findings(con, archive, groups))
        + _report("restated years", "", wrong_restated_years(con, archive, groups))
    )


def _accept(con: duckdb.DuckDBPyConnection, archive: Archive, project: Path) -> int:
    """Accept every true proposal in a copy of the dbt project; return their number."""
    shutil.rmtree(project, ignore_errors=True)
    ignored = shutil.ignore_patterns("target", "logs")
    shutil.copytree(Settings().dbt_project, project, ignore=ignored)
    review = ProgrammeReview(project)
    wanted = true_pairs(con, archive)
    chosen = [one for one in proposals(con) if (one.old.program_key, one.new.program_key) in wanted]
    for one in chosen:
        review.accept(one, "benchmarks.archive")
    return len(chosen)


def _compare_accepted(con: duckdb.DuckDBPyConnection, archive: Archive) -> int:
    groups = {one.file: one.programme for one in archive.published}
    programmes = f"{len(set(groups.values()))} programmes"
    return (
        _report("one key each", programmes, split_programmes(con, archive) + wrong_identities(con, archive))
        + _report(
            "restatements", f"{len(restatements(archive, groups))}", wrong_restatements(con, archive, groups)
        )
        + _compare_totals(con, archive, groups)
    )


def _print_archive(archive: Archive) -> None:
    years = {one.report.year for one in archive.published}
    counts = {
        "programmes": len({one.programme for one in archive.published}),
        "further revisions": sum(one.revision > 1 for one in archive.published),
        "changes of title": len(archive.changes),
        "reports with a planted fault": sum(bool(one.report.faults) for one in archive.published),
    }
    print(f"{len(archive.published)} reports of {min(years)} to {max(years)}:", end=" ")
    print(*(f"{count} {name}" for name, count in counts.items()), sep=", ")
    print(f"Planted: {', '.join(archive.plants)}.")


def _report(name: str, count: str, complaints: list[str]) -> int:
    print(f"{name:16}{count:36}{len(complaints)} wrong")
    for complaint in complaints[:SHOWN]:
        print(f"  {complaint}")
    return len(complaints)


def _timed(what: str, do: Callable[[], Result]) -> Result:
    begin = time.perf_counter()
    result = do()
    print(f"{what}: {time.perf_counter() - begin:.0f} seconds", flush=True)
    return result


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    assert row is not None
    return int(row[0])


if __name__ == "__main__":
    main()
