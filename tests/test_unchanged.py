"""A refresh with nothing to do says so and stops; one with something to do never does."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.acquire.inbox import find_reports
from pipelines.acquire.ledger import Entry, Ledger
from pipelines.acquire.status import Kind, Status
from pipelines.build.inputs import inputs_of
from pipelines.config import Settings
from pipelines.publish.checksums import write_checksums
from pipelines.publish.release_inputs import write_inputs
from pipelines.publish.releases import roll_back
from pipelines.publish.since import since_last_release
from tests.warehouse import PROJECT, panelsocial

SAMPLE = PROJECT / "data" / "raw" / "sample"

LOOK_ONLY = """
import sys
from pipelines.cli import main

try:
    main(sys.argv[1:])
except SystemExit as end:
    loaded = {name.partition(".")[0] for name in sys.modules}
    print(end.code, sorted(loaded & {"dagster", "dbt", "pdfplumber", "pypdfium2"}))
"""


def _options(sample_warehouse: Path) -> list[str]:
    folder = sample_warehouse.parents[2]
    return [
        *("refresh", "--raw", str(SAMPLE)),
        *("--warehouse", str(folder / "warehouse"), "--extracted", str(folder / "extracted")),
    ]


@pytest.mark.parametrize("years", [[], ["--year", "2020"]], ids=["all years", "a year"])
def test_nothing_new_is_said_and_the_release_stays(sample_warehouse: Path, years: list[str]) -> None:
    release = sample_warehouse.resolve().parent
    run = panelsocial(*_options(sample_warehouse), *years)
    assert run.returncode == 0, run.stderr
    assert f"Nothing has changed since release {release.name}: 13 report files" in run.stdout
    assert len(run.stdout.splitlines()) == 1
    assert sample_warehouse.resolve().parent == release


def test_to_see_that_nothing_is_new_neither_dagster_nor_dbt_nor_a_reader_is_loaded(
    sample_warehouse: Path,
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOOK_ONLY, *_options(sample_warehouse)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.splitlines()[-1] == "0 []", run.stdout + run.stderr


class Place:
    """Folders of a refresh whose releases are made by hand, since only their inputs matter here."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(
            raw=folder / "raw", warehouse=folder / "warehouse", extracted=folder / "extracted"
        )
        self.settings.raw.mkdir()

    def put(self, name: str, content: str) -> None:
        (self.settings.raw / name).write_text(content)

    def publish(self, name: str) -> None:
        """A release of the inputs as they are now."""
        release = self.settings.warehouse / "releases" / name
        release.mkdir(parents=True)
        with duckdb.connect(str(release / "panel_social.duckdb")) as con:
            con.execute("create table dim_report as select 1 as report_id")
        write_inputs(release, inputs_of(self.settings, find_reports(self.settings.raw)))
        write_checksums(release)
        self.point_to(name)

    def point_to(self, name: str) -> None:
        """Make that release the current one, as a refresh and a step back do."""
        link = self.settings.warehouse / "current"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / name)

    def changed(self) -> tuple[str, ...] | None:
        since = since_last_release(self.settings)
        assert since is not None
        return since.changed


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.put("a.txt", "one")
    return place


def test_before_there_is_a_release_there_is_everything_to_do(place: Place) -> None:
    assert since_last_release(place.settings) is None


def test_what_has_changed_is_named(place: Place) -> None:
    place.publish("1")
    assert place.changed() == ()
    place.put("b.txt", "two")
    assert place.changed() == ("report files",)
    other = place.settings.model_copy(update={"base_year": 2024})
    since = since_last_release(other)
    assert since and since.changed == ("report files", "base year")


def test_an_input_taken_back_leaves_nothing_to_do(place: Place) -> None:
    place.publish("1")
    place.put("a.txt", "other")
    assert place.changed() == ("report files",)
    place.put("a.txt", "one")
    assert place.changed() == ()


def test_after_going_back_to_an_older_release_its_own_inputs_count(place: Place) -> None:
    place.publish("1")
    place.put("b.txt", "two")
    place.publish("2")
    assert place.changed() == ()
    place.point_to("1")
    assert place.changed() == ("report files",)
    (place.settings.raw / "b.txt").unlink()
    assert place.changed() == ()


def test_a_release_of_chosen_years_is_made_anew(place: Place) -> None:
    place.publish("1")
    release = place.settings.warehouse / "releases" / "1"
    write_inputs(release, {})
    write_checksums(release)
    assert place.changed() is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda release: (release / "exports.csv").unlink(),
        lambda release: (release / "exports.csv").write_bytes(b"b"),
        lambda release: (release / "added.csv").write_bytes(b""),
        lambda release: (release / "inputs.json").write_bytes(b"{"),
        lambda release: (release / "inputs.json").unlink(),
        lambda release: (release / "SHA256SUMS").unlink(),
    ],
    ids=["file gone", "file changed", "file added", "inputs damaged", "inputs gone", "checksums gone"],
)
def test_a_damaged_release_is_made_anew(place: Place, damage: Callable[[Path], object]) -> None:
    place.publish("1")
    release = place.settings.warehouse / "releases" / "1"
    (release / "exports.csv").write_bytes(b"a")
    write_checksums(release)
    assert place.changed() == ()
    damage(release)
    assert place.changed() is None


def test_while_a_rollback_is_held_the_newest_release_counts(place: Place) -> None:
    place.publish("1")
    place.put("b.txt", "two")
    place.publish("2")
    roll_back(place.settings.warehouse, hold=True)
    assert place.changed() == ()


def test_a_lost_link_leaves_the_newest_release_that_opens(place: Place) -> None:
    place.publish("1")
    place.put("b.txt", "two")
    place.publish("2")
    (place.settings.warehouse / "current").unlink()
    assert place.changed() == ()
    (place.settings.warehouse / "releases" / "2" / "panel_social.duckdb").write_bytes(b"half")
    assert place.changed() == ("report files",)


def test_what_was_fetched_or_tried_since_counts(place: Place) -> None:
    place.publish("1")
    ledger = Ledger(place.settings.ledger)
    for number in range(2):
        ledger.append([Entry(Kind.ROBOTS, Status.DOWNLOADED, "2026-11-01", "2026-11-01")])
        assert place.changed() == ("ledger or index",)
        place.publish(f"2{number}")
        list(ledger.entries())
        place.settings.sync_lock.touch()
        assert place.changed() == ()


def test_an_empty_raw_folder_is_for_the_stages_to_tell(place: Place) -> None:
    place.publish("1")
    (place.settings.raw / "a.txt").unlink()
    assert since_last_release(place.settings) is None


def test_a_file_that_does_not_open_is_new_once_and_named_each_time(place: Place) -> None:
    place.publish("1")
    (place.settings.raw / "gone.pdf").symlink_to("nowhere.pdf")
    assert place.changed() == ("report files",)
    place.publish("2")
    since = since_last_release(place.settings)
    assert since and since.changed == ()
    assert "NOT READ: 'gone.pdf' could not be opened: No such file" in str(since.inbox)
    (place.settings.raw / "nowhere.pdf").write_text("here now")
    assert place.changed() == ("report files",)


def test_a_program_that_changed_builds_again(place: Place, tmp_path: Path) -> None:
    """In a process of its own, since a process goes on with the program that it has loaded."""
    place.publish("1")
    program = tmp_path / "program"
    ignored = shutil.ignore_patterns("__pycache__", "target", "logs")
    for name in ("pipelines", "dbt_project"):
        shutil.copytree(PROJECT / name, program / name, ignore=ignored)
    look = (
        "import sys; from pathlib import Path; from pipelines.config import Settings;"
        "from pipelines.publish.since import since_last_release;"
        "raw, warehouse, extracted = map(Path, sys.argv[1:]);"
        "print(since_last_release(Settings(raw=raw, warehouse=warehouse, extracted=extracted)).changed)"
    )
    folders = [place.settings.raw, place.settings.warehouse, place.settings.extracted]

    def changed() -> str:
        return subprocess.run(
            [sys.executable, "-c", look, *map(str, folders)],
            capture_output=True,
            text=True,
            check=True,
            cwd=program,
            env=os.environ | {"PYTHONPATH": str(program)},
        ).stdout.strip()

    assert changed() == "()"
    with (program / "pipelines" / "form" / "spec" / "informe_detalle.yaml").open("a") as form:
        form.write("\n# Another label.\n")
    assert changed() == "('program or libraries',)"
