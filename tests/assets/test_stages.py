"""The stages up to the raw tables, run by Dagster as the job runs them."""

import hashlib
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dagster import AssetKey, ExecuteInProcessResult, materialize

from pipelines.acquire.inbox import find_reports
from pipelines.assets.extracted_reports import extracted_reports
from pipelines.assets.partitions import report_years
from pipelines.assets.raw_reports import raw_reports
from pipelines.assets.raw_tables import raw_tables
from pipelines.assets.run_lock import run_lock
from pipelines.build.inputs import INPUTS_NAME, reports_inputs
from pipelines.config import Settings
from pipelines.json_file import read_json
from pipelines.load import cache as cache_module
from pipelines.progress import Progress
from pipelines.watch.run_tags import year_range
from tests.assets.dumps import put_dump
from tests.corpus.hostile import ALSO, REASONS, draw_hostile


class Told(Progress):
    """Remembers which files a run has read."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self._stage = ""

    def begin(self, stage: str, total: int | None = None) -> None:
        self._stage = stage

    def advance(self, what: str) -> None:
        if self._stage == "Reading reports":
            self.read.append(what)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", extracted=tmp_path / "extracted", workers=2
    )


def run_stages(settings: Settings, first: str, last: str) -> tuple[ExecuteInProcessResult, list[str]]:
    """A run of the stages for the years ``first`` to ``last``, and the files that it read."""
    told = Told()
    return _run(settings, first, last, told), told.read


def _run(settings: Settings, first: str, last: str, told: Told) -> ExecuteInProcessResult:
    return materialize(
        [raw_reports, extracted_reports, raw_tables],
        resources={"settings": settings, "progress": told, "run_lock": run_lock},
        tags=year_range(first, last),
    )


def _run_all(settings: Settings) -> list[str]:
    keys = report_years.get_partition_keys()
    return run_stages(settings, keys[0], keys[-1])[1]


def _rows(settings: Settings, query: str, *values: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(settings.build_database), read_only=True) as con:
        return con.execute(query, values).fetchall()


def _reports(settings: Settings) -> list[tuple[Any, ...]]:
    """The file and year of every report, in the order of both."""
    return _rows(
        settings,
        "select source_file, report_year from raw.files join raw.reports using (file_sha256) order by all",
    )


def _files(result: ExecuteInProcessResult, asset: str) -> dict[str | None, object]:
    """How many files ``asset`` says that each year has."""
    return {
        event.partition: event.step_materialization_data.materialization.metadata["files"].value
        for event in result.get_asset_materialization_events()
        if event.asset_key == AssetKey(asset)
    }


def test_unchanged_reports_are_not_read_again(settings: Settings) -> None:
    put_dump(settings.raw, "2020.txt", 2020)
    put_dump(settings.raw, "2021.txt", 2021)
    assert sorted(_run_all(settings)) == ["2020.txt", "2021.txt"]
    before = _rows(settings, "from raw.readings")
    assert _run_all(settings) == []
    put_dump(settings.raw, "2020.txt", 2019)
    assert _run_all(settings) == ["2020.txt"]
    assert before
    assert _reports(settings) == [("2020.txt", 2019), ("2021.txt", 2021)]


def test_a_year_of_its_own_leaves_the_others_as_they_are(settings: Settings) -> None:
    old = put_dump(settings.raw, "a/old.txt", 2019)
    new = put_dump(settings.raw, "b/new.txt", 2021)
    _run_all(settings)
    old.unlink()
    new.unlink()
    put_dump(settings.raw, "c/newer.txt", 2021).open("a").write("\n")
    run_stages(settings, "2021", "2021")
    assert _rows(settings, "select source_file from raw.files order by all") == [
        ("a/old.txt",),
        ("c/newer.txt",),
    ]
    _run_all(settings)
    assert _rows(settings, "select source_file from raw.files") == [("c/newer.txt",)]


def test_each_year_is_told_what_it_holds(settings: Settings) -> None:
    put_dump(settings.raw, "a.txt", 2019)
    put_dump(settings.raw, "b.txt", 2021)
    result, _ = run_stages(settings, "2019", "2021")
    assert _files(result, "extracted_reports") == {"2019": 1, "2020": 0, "2021": 1}


def test_a_volume_counts_in_each_year_that_it_has_a_report_of(settings: Settings) -> None:
    texts = [put_dump(settings.raw, "a.txt", year).read_text("utf-8") for year in (2019, 2021)]
    (settings.raw / "a.txt").write_text("\f".join(texts), "utf-8")
    run_stages(settings, "2021", "2021")
    assert _reports(settings) == [("a.txt", 2021)]
    result, read = run_stages(settings, "2019", "2021")
    assert (_reports(settings), read) == ([("a.txt", 2019), ("a.txt", 2021)], [])
    for asset in ("raw_reports", "extracted_reports"):
        assert _files(result, asset) == {"2019": 1, "2020": 0, "2021": 1}


def test_what_is_loaded_is_what_was_there_when_it_was_read(settings: Settings) -> None:
    path = put_dump(settings.raw, "a.txt", 2019)
    put_dump(settings.raw.parent, "elsewhere.txt", 2020)
    (settings.raw / "link.txt").symlink_to("../elsewhere.txt")

    class Replacing(Told):
        def begin(self, stage: str, total: int | None = None) -> None:
            super().begin(stage, total)
            if stage == "Reading reports":
                put_dump(settings.raw, "a.txt", 2021)

    keys = report_years.get_partition_keys()
    _run(settings, keys[0], keys[-1], Replacing())
    assert _rows(
        settings,
        "select source_file, report_year, reason from raw.files join raw.reports using (file_sha256)"
        " order by all",
    ) == [("a.txt", 2021, None), ("link.txt", None, "unavailable")]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert _rows(settings, "select file_sha256 from raw.files where source_file = 'a.txt'") == [(digest,)]
    assert _rows(settings, "select status from raw.acquisitions where sha256 = ?", digest) == [
        ("found_in_inbox",)
    ]
    # The next look finds nothing that the lists do not have.
    inputs = reports_inputs(settings, find_reports(settings.raw))
    assert read_json(settings.year_lists / INPUTS_NAME) == inputs


@pytest.mark.slow
def test_files_that_are_no_good_reports_are_kept_aside_and_cost_the_others_nothing(
    settings: Settings,
) -> None:
    put_dump(settings.raw, "good.txt", 2021)
    for name, content in draw_hostile()[0].items():
        (settings.raw / name).write_bytes(content)
    hurried = settings.model_copy(update={"max_seconds": 8.0, "max_memory": 512 << 20})
    _run_all(hurried)
    rows = _rows(settings, "select source_file, reason from raw.files join raw.reports using (file_sha256)")
    reasons = {name: REASONS.get(name) if reason == ALSO.get(name, "") else reason for name, reason in rows}
    assert reasons == REASONS | {"good.txt": None}
    assert _rows(
        settings,
        "select count(*), count(distinct file_sha256) from raw.files where source_file like 'solo%lectura%'",
    ) == [(2, 1)]
    assert _rows(
        settings,
        "select first_page, last_page from raw.files join raw.reports using (file_sha256)"
        " where source_file = 'dos_informes.pdf' order by all",
    ) == [(1, 4), (5, 8)]
    assert _run_all(hurried) == []
    assert _rows(
        settings, "select count(*) from raw.reports where reason is not null and detail is null"
    ) == [(0,)]


def test_odd_file_names_go_all_the_way(settings: Settings) -> None:
    names = ["con espacios.txt", 'ñandú\'s "dump".txt', "dos\nlíneas.txt", "*[a]?.txt"]
    for number, name in enumerate(names):
        put_dump(settings.raw, name, 2018 + number)
    _run_all(settings)
    assert {name for (name,) in _rows(settings, "select source_file from raw.files")} == set(names)


def _is_noted(settings: Settings) -> bool:
    """Whether the raw tables are noted to be those of every year."""
    ((inputs,),) = _rows(settings, "select inputs from notes.build")
    return bool(inputs != "{}")


def test_only_a_whole_refresh_is_noted_as_one(settings: Settings) -> None:
    put_dump(settings.raw, "2020.txt", 2020)
    _run_all(settings)
    assert _is_noted(settings)
    run_stages(settings, "2020", "2021")
    assert not _is_noted(settings)


def test_a_file_that_is_gone_before_it_is_read_is_put_aside_until_it_is_back(settings: Settings) -> None:
    for year in (2018, 2019, 2020):
        put_dump(settings.raw, f"{year}.txt", year)
    lost = settings.raw / "2020.txt"

    class Disturbed(Told):
        """The last file is gone after it has been found, and before it is read."""

        def begin(self, stage: str, total: int | None = None) -> None:
            super().begin(stage, total)
            if stage == "Reading reports":
                lost.unlink(missing_ok=True)

    disturbed = settings.model_copy(update={"workers": 1})
    keys = report_years.get_partition_keys()
    _run(disturbed, keys[0], keys[-1], Disturbed())
    assert _reports(settings) == [("2018.txt", 2018), ("2019.txt", 2019), ("2020.txt", None)]
    put_dump(settings.raw, "2020.txt", 2020)
    assert _run_all(settings) == ["2020.txt"]
    assert _is_noted(settings)
    assert ("2020.txt", 2020) in _reports(settings)


@pytest.mark.slow
def test_another_version_of_the_extractor_reads_every_report_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_dump(settings.raw, "2020.txt", 2020)
    put_dump(settings.raw, "2021.txt", 2021)
    _run_all(settings)
    monkeypatch.setattr(cache_module, "EXTRACTOR_VERSION", "another")
    assert sorted(_run_all(settings)) == ["2020.txt", "2021.txt"]
    assert _run_all(settings) == []
