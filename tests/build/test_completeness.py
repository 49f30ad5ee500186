"""How much of the state's reports is here: by programme and year, and against published totals."""

from pathlib import Path

import duckdb
import pytest

from pipelines.config import Settings
from tests.build.dbt_builds import build_copy, rebuild

# The state lists a report that is here, one whose file is damaged and one that is nowhere, and "5" no longer.
FETCHED = """
insert into raw.bips_index by name
select 2019 as index_year, id as id_programa, 'b' || id as id_bips, name as nombre, 'Servicio' as servicio,
    'i.json' as source_file, now()::timestamp as fetched_at, id <> '5' as is_listed
from (values ('1', 'Huertos, en el índice con otro nombre'), ('2', 'Dañado'), ('3', 'En ninguna parte'),
    ('5', 'Ya no listado')) as rows(id, name);
-- Another year lists the name of a programme that figures have joined to one of another key.
insert into raw.bips_index by name
select 2016 as index_year, '6' as id_programa, null as id_bips, program_name as nombre, service as servicio,
    'j.json' as source_file, now()::timestamp as fetched_at, true as is_listed
from program_names where program_name like 'Veleros%' and year = 2021;
update intermediate.int_programs_joined set program_key = 'joined'
where named_key = (from program_names select program_key where program_name like 'Veleros%' and year = 2021);
insert into raw.acquisitions by name
select 'document' as kind, 'downloaded' as status, now()::timestamp as attempted_at, 2019 as year,
    id as id_programa, sha256
from (values
    ('1', (select file_sha256 from dim_report join program_names using (program_key, year)
        where program_name like '%Huertos%' and year = 2019)),
    ('2', 'damaged')) as rows(id, sha256);
insert into raw.reports by name
select 'damaged' as report_id, 'damaged' as file_sha256, '1' as reader_version, 1 as byte_count,
    0 as reading_count, 0 as unmapped_count, now()::timestamp as extracted_at, 'damaged_pdf' as reason
"""


@pytest.fixture(scope="module")
def con(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    database = build_copy(sample_warehouse, tmp_path_factory.mktemp("completeness"))
    with duckdb.connect(str(database)) as con:
        con.execute(FETCHED)
        # As if the reports were real.
        con.execute("update intermediate.int_reports_identified set is_sample = false")
    assert rebuild(database, Settings(), ["report_coverage", "external_totals"]) == []
    return duckdb.connect(str(database), read_only=True)


@pytest.mark.parametrize(
    ("where", "row"),
    [
        ("program_name = 'Dañado'", ("bips-b2", 2019, "quarantined", ["index", "put_aside"], [], "damaged")),
        ("program_name = 'En ninguna parte'", ("bips-b3", 2019, "missing", ["index"], [], None)),
        ("program_name like 'Veleros%' and year = 2016", ("joined", 2016, "missing", ["index"], [], None)),
    ],
)
def test_what_the_index_lists_is_here_or_put_aside_or_missing(
    con: duckdb.DuckDBPyConnection, where: str, row: tuple[object, ...]
) -> None:
    query = (
        "select program_key, year, status, proved_by, later_reports, report_id from quality.report_coverage"
    )
    assert con.execute(f"{query} where {where}").fetchall() == [row]


def test_a_report_is_the_one_that_it_was_fetched_as_and_later_reports_prove_years(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert con.execute(
        "select year, status, proved_by, later_reports from quality.report_coverage"
        " where program_key = (select program_key from dim_program where program_name like 'Huertos%')"
        " order by year"
    ).fetchall() == [
        (2017, "missing", ["later_report"], [2019]),
        (2018, "missing", ["later_report"], [2019, 2020]),
        (2019, "present", ["index", "later_report", "report"], [2020, 2021]),
        (2020, "present", ["later_report", "report"], [2021]),
        (2021, "present", ["report"], []),
    ]


def test_what_is_present_is_what_is_in_the_facts(con: duckdb.DuckDBPyConnection) -> None:
    assert (
        con.execute(
            "select program_key, year, report_id from quality.report_coverage where status = 'present'"
            " order by all"
        ).fetchall()
        == con.execute("select program_key, year, report_id from fct_spending order by all").fetchall()
    )


def test_published_totals_stand_beside_ours_and_say_how_much_is_here(con: duckdb.DuckDBPyConnection) -> None:
    ours = con.execute("select count(*), sum(executed_clp) from fct_spending where year = 2019").fetchone()
    assert ours
    assert con.execute(
        "select our_programs, our_executed_clp, programs_difference, executed_difference_clp, present_share"
        " from quality.external_totals where year = 2019"
    ).fetchone() == (*ours, ours[0] - 687, ours[1] - 23_194_461_000_000, ours[0] / 687)
    assert con.execute(
        "select our_programs, our_executed_clp, executed_difference_clp from quality.external_totals"
        " where year = 2024"
    ).fetchone() == (0, None, None)
