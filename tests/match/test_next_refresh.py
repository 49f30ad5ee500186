"""Accepted pairs are one programme after the next refresh."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.archive_checks import split_programmes, true_pairs, wrong_identities
from tests.build.dbt_builds import project_copy
from tests.corpus.archive_model import Archive
from tests.match.terminal import in_terminal
from tests.warehouse import run_refresh

pytestmark = pytest.mark.slow

Pair = tuple[str, str]

ASKED = (
    "select program_key, candidate_key from quality.program_matches"
    " order by concerned_clp desc nulls last, rank, score desc, program_name, candidate_name"
)
NAMES = "select distinct printed_name from quality.spelling_matches where kind <> 'region'"

BY_FIGURES = "select count(*) from dim_program where identity = 'figures'"


def test_accepted_pairs_and_an_accepted_spelling_are_one_programme_each(
    archive_warehouse: Path, small_archive: Archive, tmp_path: Path
) -> None:
    # Nothing is read again: the archive's cache is there.
    folder = shutil.copytree(archive_warehouse.parents[2], tmp_path / "archive", symlinks=True)
    warehouse = folder / "warehouse"
    environment = {"PANELSOCIAL_DBT_PROJECT": str(project_copy(tmp_path))}
    with duckdb.connect(str(archive_warehouse), read_only=True) as con:
        wanted = true_pairs(con, small_archive)
        asked = con.execute(ASKED).fetchall()
        ((spelled,),) = con.execute(NAMES).fetchall()
        # The other three changes, one into the service's other spelling, figures prove.
        assert len(split_programmes(con, small_archive)) == len(wanted) == 2
        assert con.execute(BY_FIGURES).fetchall() == [(3,)]

    typed = "".join(f"{answer}\n" for answer in ("y", *_answers(asked, wanted)))
    code, screen = in_terminal("match", "--warehouse", str(warehouse), answers=typed, env=environment)
    assert code == 0, screen
    assert "3 decision(s) written to" in screen

    with duckdb.connect(str(run_refresh(folder / "raw", folder, environment)), read_only=True) as con:
        assert split_programmes(con, small_archive) == []
        assert wrong_identities(con, small_archive) == []
        assert con.execute(NAMES).fetchall() == []
        assert con.execute("select * from program_names where service = ?", [spelled]).fetchall() == []


def _answers(asked: list[Pair], wanted: set[Pair]) -> Iterator[str]:
    """Yes to each of ``wanted``, later to the rest; what a yes has settled is not asked."""
    settled: set[tuple[int, str]] = set()
    for pair in asked:
        ends = set(enumerate(pair))
        if not ends & settled:
            yield "y" if pair in wanted else "s"
            settled |= ends if pair in wanted else set()
