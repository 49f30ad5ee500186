"""The dictionary describes every public column in both languages, and the comments say the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouse import PROJECT

PUBLIC = "schema_name in ('main', 'quality', 'raw') and not internal"
NAME = "if(schema_name = 'main', '', schema_name || '.') || table_name"


@pytest.fixture
def con(sample_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        yield con


def test_it_has_every_public_column_with_its_type(con: duckdb.DuckDBPyConnection) -> None:
    columns = f"select {NAME}, column_name, data_type from duckdb_columns() where {PUBLIC} order by all"
    listed = con.execute('select "table", "column", type from dictionary order by all').fetchall()
    assert listed == con.execute(columns).fetchall()


def test_its_descriptions_are_the_comments(con: duckdb.DuckDBPyConnection) -> None:
    differing = con.execute(
        "select d.table, d.column from dictionary as d join duckdb_columns()"
        f' on d.table = {NAME} and d."column" = column_name and {PUBLIC}'
        " where comment is distinct from description_en || chr(10) || description_es"
        " or description_en = '' or description_es = ''"
    ).fetchall()
    assert differing == []


def test_every_table_is_commented_in_both_languages(con: duckdb.DuckDBPyConnection) -> None:
    tables = con.execute(f"select table_name, comment from duckdb_tables() where {PUBLIC}").fetchall()
    assert [table for table, comment in tables if not re.fullmatch(r".+\n.+", comment or "")] == []


def test_no_comment_names_what_is_private(con: duckdb.DuckDBPyConnection) -> None:
    seeds = {seed.stem for seed in (PROJECT / "dbt_project" / "seeds").glob("*.csv")}
    private = re.compile(
        rf"\b(seeds?|int_\w+|stg_\w+|{'|'.join(seed for seed in seeds if '_' in seed)})\b", re.IGNORECASE
    )
    comments = con.execute(
        f"select {NAME}, comment from duckdb_tables() where {PUBLIC} union all"
        f" select {NAME} || '.' || column_name, comment from duckdb_columns() where {PUBLIC}"
    ).fetchall()
    assert [(name, found[0]) for name, comment in comments if (found := private.search(comment))] == []


def test_every_amount_has_unit_price_basis_and_phase(con: duckdb.DuckDBPyConnection) -> None:
    amounts = con.execute(
        'select "table", "column", unit, price_basis, budget_phase from dictionary'
        """ where "column" like '%_clp' and "table" <> 'dim_year'"""
    ).fetchall()
    assert len(amounts) > 30
    assert [amount for amount in amounts if amount[2] != "pesos" or None in amount] == []


def test_no_term_is_without_its_column(con: duckdb.DuckDBPyConnection) -> None:
    unused = con.execute(
        "select table_name, column_name from read_csv(?, header = true, all_varchar = true) as terms"
        " where not exists (from dictionary as d where d.table = coalesce(table_name, d.table)"
        ' and d."column" = coalesce(column_name, d."column"))',
        [str(PROJECT / "dbt_project" / "seeds" / "dictionary_terms.csv")],
    ).fetchall()
    assert unused == []


@pytest.mark.parametrize(
    ("column", "label"),
    [
        ("fct_spending.executed_clp", "Recursos ejecutados (a)"),
        ("fct_spending.total_executed_clp", "Total Ejecutado del programa (a+b) | (c+d)"),
        ("program_profile.website", "Página web"),
        ("program_year.execution_rate", None),
    ],
)
def test_the_label_is_what_the_description_quotes(
    con: duckdb.DuckDBPyConnection, column: str, label: str | None
) -> None:
    found = con.execute(
        "select spanish_label from dictionary as d where d.table || '.' || d.column = ?", [column]
    ).fetchone()
    assert found == (label,)
