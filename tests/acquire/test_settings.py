"""Settings of a sync: years, lists and what is refused."""

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipelines.acquire.settings import BIPS_HOST, SyncSettings
from pipelines.acquire.year_range import parse_years
from pipelines.cli import main


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2019", [2019]),
        ("2019,2021", [2019, 2021]),
        ("2012-2014", [2012, 2013, 2014]),
        (" 2021 , 2012 - 2013,2012", [2012, 2013, 2021]),
    ],
)
def test_years_and_ranges_are_parsed(text: str, years: list[int]) -> None:
    assert parse_years(text) == years


@pytest.mark.parametrize(
    "text", ["", ",", "19", "2014-2012", "2011", "2012-", "all", "2200", "٢٠١٩", "2012--2013"]
)
def test_other_text_is_no_years(text: str) -> None:
    with pytest.raises(ValueError, match=r"years must rise|neither a year nor a range"):
        parse_years(text)


@given(st.sets(st.integers(2012, 2199), min_size=1))
def test_a_list_of_years_is_parsed_to_the_same_years(years: set[int]) -> None:
    assert parse_years(",".join(map(str, years))) == sorted(years)


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANELSOCIAL_SYNC_HOSTS", f"{BIPS_HOST.upper()}, example.org,")
    assert SyncSettings().hosts == {BIPS_HOST, "example.org"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("concurrency", "0"),
        ("interval", "0"),
        ("interval", "nan"),
        ("max_seconds", "inf"),
        ("max_bytes", "0"),
        ("contact", "a\r\nX-Other: 1"),
        ("years", "soon"),
        ("index_url", "https://example.org/{month}"),
        ("report_url", "https://example.org/{year.real.__class__}"),
    ],
)
def test_a_bad_value_is_refused_with_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"PANELSOCIAL_SYNC_{name.upper()}", value)
    with pytest.raises(ValidationError, match=name):
        SyncSettings()


@pytest.mark.parametrize(("years", "message"), [([], "No years given"), (["--years", "2011"], "SYNC_YEARS")])
def test_a_sync_without_usable_years_is_a_usage_error(years: list[str], message: str) -> None:
    run = CliRunner().invoke(main, ["sync", *years])
    assert (run.exit_code, message in run.output) == (2, True)
