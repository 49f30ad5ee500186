"""One real report, as a text dump: the warehouse says what a person read in it."""

from pathlib import Path

import duckdb
import pytest
import yaml
from click.testing import CliRunner

from pipelines.cli import main
from tests.expectations import unmet
from tests.warehouse import SHARED, run_refresh

pytestmark = pytest.mark.slow

SEED = SHARED / "seed"


@pytest.fixture(scope="module")
def seed_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (SEED / "expected-2.yaml").exists():
        pytest.skip("the real report is not beside this checkout (../shared/seed): nothing to compare with")
    return run_refresh(SEED, tmp_path_factory.mktemp("seed"))


def test_everything_expected_of_the_real_report_holds(seed_warehouse: Path) -> None:
    expected = yaml.safe_load((SEED / "expected-2.yaml").read_text("utf-8"))
    with duckdb.connect(str(seed_warehouse), read_only=True) as con:
        assert unmet(con, expected) == []


def test_figures_whose_column_a_text_dump_has_lost_are_ambiguous_and_not_guessed(
    seed_warehouse: Path,
) -> None:
    with duckdb.connect(str(seed_warehouse), read_only=True) as con:
        values = con.execute(
            "select count(columns('^(effective|estimated)_')) from fct_indicators"
        ).fetchone()
        ambiguous = con.execute(
            "select table_name, count(*) from quality.missing_values"
            " where reason = 'ambiguous' and table_name in ('fct_indicators', 'fct_spending_per_beneficiary')"
            " and column_name not in ('price_base_year', 'nominal_clp')"
            " group by all"
        ).fetchall()
    assert values == (0, 0, 0, 0)
    assert ambiguous == [("fct_indicators", 4)]


def test_figures_that_can_only_be_of_two_of_three_years_are_of_these_and_say_by_which_rule(
    seed_warehouse: Path,
) -> None:
    with duckdb.connect(str(seed_warehouse), read_only=True) as con:
        spending = con.execute(
            "select reference_year, printed_clp, price_base_year"
            " from fct_spending_per_beneficiary where printed_clp is not null order by all"
        ).fetchall()
        inferred = con.execute(
            "select column_name, item, printed_text, inferred_by from provenance"
            " where column_name = 'printed_clp' order by all"
        ).fetchall()
        blank = con.execute(
            "select reason from quality.missing_values where column_name = 'printed_clp' and item = '2020'"
        ).fetchall()
    assert spending == [(2019, 251_000, None), (2021, 855_000, 2022)]
    rule = "no_spending_without_beneficiaries"
    assert inferred == [("printed_clp", "2019", "251", rule), ("printed_clp", "2021", "855", rule)]
    assert blank == [("blank",)]


def test_nothing_of_the_real_report_is_left_over(seed_warehouse: Path) -> None:
    with duckdb.connect(str(seed_warehouse), read_only=True) as con:
        assert con.execute("select text from quality.unmapped_readings").fetchall() == []
        assert con.execute("select * from quality.unparsed_values").fetchall() == []
        assert con.execute("select * from quality.quarantined_files").fetchall() == []
        printed, read = con.execute(
            "select any_value(word_count), sum(words) from raw.reports join raw.readings using (report_id)"
        ).fetchone() or (0, 1)
    assert printed == read > 1000


def test_explain_names_the_rule_that_told_a_column(seed_warehouse: Path) -> None:
    folders = ["--warehouse", str(seed_warehouse.parents[1]), "--raw", str(SEED)]
    run = CliRunner().invoke(main, ["explain", "Redes", "2021", "printed_clp", *folders])
    assert run.exit_code == 0, run.stderr
    assert "no_spending_without_beneficiaries" in run.stdout
