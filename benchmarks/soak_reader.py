"""A reader of the soak test, which opens the published warehouse again and again and checks it.

Runs in its own process until the file ``stop`` appears in the folder of the soak test (``benchmarks.soak``).
"""

import json
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

# Each query must return no row; its rows are contradictions between the tables of a release.
CONTRADICTIONS = {
    "readings of a report are missing": """
        select report_id from raw.reports
        left join (select report_id, count(*) as found from raw.readings group by all) using (report_id)
        where reading_count <> coalesce(found, 0)""",
    "readings belong to no report": """
        select report_id from raw.readings anti join raw.reports using (report_id)""",
    "a report without its file": """
        select file_sha256 from raw.reports anti join raw.files using (file_sha256)""",
    "a supported report is not in dim_report": """
        select report_id from raw.reports anti join dim_report using (report_id) where reason is null""",
    "a figure belongs to no report": """
        select report_id from fct_spending anti join dim_report using (report_id)""",
    "program_year without a fact": """
        select program_key, year from program_year
        anti join fct_spending using (program_key, year)
        anti join fct_beneficiaries using (program_key, year)""",
}
CONTENT = """
    select 'program_year', count(*), sum(executed_clp) from program_year
    union all select 'provenance', count(*), sum(page) from provenance
    union all select 'reconciliations', count(*), count(*) filter (status = 'breaks')
    from quality.reconciliations
    order by all"""
FILES = "select distinct source_file, file_sha256 from raw.files order by all"


@dataclass(slots=True)
class Watch:
    """Counts of one reader. ``faults`` are sentences, ``releases`` the names of the releases it opened."""

    reads: int = 0
    failed: int = 0
    inconsistent: int = 0
    faults: list[str] = field(default_factory=list)
    releases: set[str] = field(default_factory=set)

    def as_json(self) -> str:
        """The counts as a JSON object, which ``benchmarks.soak`` reads."""
        return json.dumps(
            {
                "reads": self.reads,
                "failed": self.failed,
                "inconsistent": self.inconsistent,
                "faults": self.faults,
                "releases": sorted(self.releases),
            }
        )


def read_until_stopped(folder: Path, number: int, seed: str) -> None:
    """Read the warehouse below ``folder`` until the file ``stop`` exists; write ``reader_<number>.json``.

    Every release must have exactly the files of one state of the raw folder (``states/*.json``), have no
    contradictions, and give the same results while it is open, whatever is published meanwhile.
    """
    chance = random.Random(f"{seed}/reader/{number}")
    watch = Watch()
    database = folder / "warehouse" / "current" / "panel_social.duckdb"
    while not (folder / "stop").exists():
        try:
            _read_once(database, folder / "states", watch, chance)
        except (duckdb.Error, OSError) as error:
            watch.failed += 1
            watch.faults.append(f"{type(error).__name__}: {error}")
        time.sleep(chance.uniform(0, 0.5))
    (folder / f"reader_{number}.json").write_text(watch.as_json(), "utf-8")


def _read_once(database: Path, states: Path, watch: Watch, chance: random.Random) -> None:
    with duckdb.connect(str(database), read_only=True) as con:
        release = _release(con)
        watch.releases.add(release)
        first = con.execute(CONTENT).fetchall()
        found = [list(row) for row in con.execute(FILES).fetchall()]
        if found not in [json.loads(path.read_text("utf-8")) for path in states.glob("*.json")]:
            _complain(watch, release, f"its {len(found)} files match no state of the raw folder")
        for what, query in CONTRADICTIONS.items():
            if row := con.execute(query).fetchone():
                _complain(watch, release, f"{what}: {row}")
        time.sleep(chance.uniform(0, 3))
        if con.execute(CONTENT).fetchall() != first:
            _complain(watch, release, "its content changed while it was open")
        watch.reads += 1


def _release(con: duckdb.DuckDBPyConnection) -> str:
    row = con.execute("select path from duckdb_databases() where not internal").fetchone()
    assert row is not None
    return Path(row[0]).resolve().parent.name


def _complain(watch: Watch, release: str, what: str) -> None:
    watch.inconsistent += 1
    watch.faults.append(f"release {release}: {what}")
