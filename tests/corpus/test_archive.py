"""Random archives: the same from the same seed, coherent through the years, every plant in them named."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from tests.corpus.archive import draw, random_archive
from tests.corpus.archive_faults import FAULTS
from tests.corpus.archive_lives import KINDS
from tests.corpus.archive_model import Archive, Published
from tests.corpus.archive_truth import continued, proven, restatements, segments
from tests.corpus.layout import lay_out
from tests.corpus.misprint import misprint
from tests.corpus.model import Answer
from tests.corpus.truth_checks import reconciliations

SEEDS = range(4)


@pytest.fixture(scope="module", params=SEEDS)
def archive(request: pytest.FixtureRequest) -> Archive:
    return random_archive(request.param, programmes=len(KINDS) + 3, years=5)


def test_a_seed_gives_one_archive_in_every_process() -> None:
    code = "from tests.corpus.test_archive import as_text; print(as_text())"
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": salt, "PYTHONPATH": ":".join(sys.path)},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        for salt in ("1", "2")
    }
    assert printed == {f"{as_text()}\n"}


def as_text() -> str:
    """An archive in words; sets have an order of their own in each process."""
    published = random_archive(7, 12, 4).published
    return "\n".join(f"{replace(one, breaks=frozenset())} {sorted(one.breaks)}" for one in published)


def test_everything_is_planted(archive: Archive) -> None:
    assert set(archive.plants) == {*KINDS, *FAULTS, "restatement", "revision"}


def test_a_programme_reports_a_year_once_or_in_numbered_revisions(archive: Archive) -> None:
    for number in {one.programme for one in archive.published}:
        documents = archive.programme(number)
        counts = Counter(one.report.year for one in documents)
        for year, count in counts.items():
            revisions = [one for one in documents if one.report.year == year]
            assert [one.revision for one in revisions] == list(range(1, count + 1))
            assert sorted(revisions, key=lambda one: one.created) == revisions
            assert len({str(one.report) for one in revisions}) == count
    assert len({one.file for one in archive.published}) == len(archive.published)


def test_two_programmes_never_share_name_and_service(archive: Archive) -> None:
    titles = {
        (one.report.programme.lower(), one.report.service.lower(), one.programme) for one in archive.published
    }
    assert len({title[:2] for title in titles}) == len(titles)


def test_figures_of_a_report_close_but_for_planted_faults(archive: Archive) -> None:
    for one in archive.published:
        broken = {check for check, status in reconciliations(one.report).items() if status == "breaks"}
        assert broken <= one.breaks, one.file
        if not one.misprints and "production_equals_beneficiaries" not in one.breaks:
            recomputed = "printed_spending_per_beneficiary_equals_recomputed"
            assert one.breaks - {"summary_adds_up", recomputed, "label_years_match"} <= broken, one.file


def test_without_plants_no_report_restates_another(archive: Archive) -> None:
    slots = Counter(map(_slot, archive.published))
    plain = {one.file for one in archive.published if not one.report.faults and slots[_slot(one)] == 1}
    listed = restatements(archive, segments(archive))
    found = [one for one in listed if {one.earlier_file, one.later_file} <= plain]
    planted = {one.later_file for one in found}
    assert 0 < len(planted) <= 1 + len(archive.published) // 10


def _slot(one: Published) -> tuple[int, int]:
    return one.programme, one.report.year


def test_what_goes_on_under_another_name_is_known(archive: Archive) -> None:
    pairs = continued(archive)
    changes = [change for change in archive.changes if not change.merged]
    by_figures = [change for change in changes if proven(archive, change)]
    assert len(pairs) == len(changes) - len(by_figures)
    # A first report that is silent about the year before, or comes years later, proves nothing.
    assert not {"light_rename", "moved_and_renamed", "rename_over_gap"} & {one.kind for one in by_figures}
    assert by_figures
    assert all(earlier[0] == later[0] for earlier, later in pairs)


def test_a_document_says_when_it_was_made_and_prints_what_is_misprinted(archive: Archive) -> None:
    one = next(one for one in archive.published if one.misprints)
    assert f"/CreationDate (D:{one.created:%Y%m%d%H%M%S}".encode() in draw(one)
    (place, answer), *_ = one.misprints.items()
    before, after = lay_out(one.report), misprint(lay_out(one.report), one.misprints)
    changed = [block for old, block in zip(before, after, strict=True) if old != block]
    assert len(changed) == 1
    assert answer.squeezed in str(changed[0])
    assert place[0] in str(changed[0])


def test_a_misprint_at_no_place_is_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="nothing is printed"):
        misprint(lay_out(archive.published[0].report), {("total_spending", 99, "spending"): Answer.of(1)})
