"""The comparison must complain: a checker that never does would make every test on top of it empty."""

import duckdb
import pytest

from tests.expectations import unmet


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("create table fct (program_key text, year int, amount bigint)")
    con.execute("insert into fct values ('p', 2020, 5), ('p', 2021, null)")
    con.execute("create table program_names (program_key text, year int, program_name text)")
    con.execute("insert into program_names values ('p', 2020, 'Uno'), ('q', 2020, 'Dos'), ('r', 2020, 'Dos')")
    con.execute("create table fct_beneficiaries_by_flow (entry text, exit text, beneficiaries bigint)")
    con.execute("insert into fct_beneficiaries_by_flow values ('total', 'other', 3)")
    return con


@pytest.mark.parametrize(
    ("where", "then"),
    [
        ({"year": 2020}, {"amount": 5}),
        ({"year": 2021}, {"amount": None}),
        ({"year": 1999}, {"amount": None}),
        ({"program_name": "Uno", "year": 2020}, {"amount": 5}),
    ],
)
def test_what_holds_is_not_complained_about(
    con: duckdb.DuckDBPyConnection, where: dict[str, object], then: dict[str, object]
) -> None:
    assert unmet(con, {"fct": [{"where": where, "then": then}]}) == []


@pytest.mark.parametrize(
    ("where", "then", "complaint"),
    [
        ({"year": 2020}, {"amount": 6}, "amount is 5, not 6"),
        ({"year": 2020}, {"amount": None}, "amount is 5, not None"),
        ({"year": 2021}, {"amount": 0}, "amount is None, not 0"),
        ({"year": 1999}, {"amount": 5}, "no row"),
        ({}, {"amount": 5}, "amount is None, not 5"),
        ({"year": 2020}, {"weight": 5}, "no column weight"),
        ({"program_name": "Dos", "year": 2020}, {"amount": 5}, "2 programmes of that name"),
    ],
)
def test_what_does_not_hold_is_named(
    con: duckdb.DuckDBPyConnection, where: dict[str, object], then: dict[str, object], complaint: str
) -> None:
    (found,) = unmet(con, {"fct": [{"where": where, "then": then}]})
    assert complaint in found


def test_a_flow_row_is_checked_cell_by_cell(con: duckdb.DuckDBPyConnection) -> None:
    entry = {"where": {"entry": "total"}, "then": {"other": 4, "after_year": None}}
    (found,) = unmet(con, {"fct_beneficiaries_by_flow": [entry]})
    assert "beneficiaries is 3, not 4" in found
