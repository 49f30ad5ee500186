"""The database, the dbt YAML that promises it and its comments say the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.warehouse import PROJECT, SHARED

Columns = dict[str, str]
PUBLIC = ("main", "quality")
# Words of the contract's table cells that are values or remarks, not columns.
EVERY_FACT = {"program_key", "year", "report_id"}


def shared_descriptions() -> Columns:
    """The ``{% docs name %}`` blocks that several columns refer to."""
    blocks = re.compile(r"{% docs (\w+) %}(.*?){% enddocs %}", re.DOTALL)
    texts = [path.read_text("utf-8") for path in (PROJECT / "dbt_project" / "models").rglob("*.md")]
    return {name: text.strip() for found in texts for name, text in blocks.findall(found)}


def promised() -> dict[str, tuple[str, Columns]]:
    """Public models of the dbt YAML: ``schema.table -> (description, {column: description})``."""
    models: dict[str, tuple[str, Columns]] = {}
    shared = shared_descriptions()
    variables = yaml.safe_load((PROJECT / "dbt_project" / "dbt_project.yml").read_text("utf-8"))["vars"]
    refers = re.compile(r"{{ (doc|var)\('(\w+)'\)( \| upper)? }}")

    def text(found: re.Match[str]) -> str:
        told = shared[found[2]] if found[1] == "doc" else str(variables[found[2]])
        return told.upper() if found[3] else told

    for path in sorted((PROJECT / "dbt_project" / "models").rglob("*.yml")):
        schema = "quality" if "quality" in path.parts else "main"
        for model in (yaml.safe_load(path.read_text("utf-8")) or {}).get("models", []):
            if not {"staging", "intermediate"} & set(path.parts):
                columns = {
                    column["name"]: refers.sub(text, column.get("description", "").strip())
                    for column in model.get("columns", [])
                }
                models[f"{schema}.{model['name']}"] = (model.get("description", "").strip(), columns)
    return models


def published(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, Columns]]:
    """The same, read from the database and its comments, of which the first line is English."""
    tables: dict[str, tuple[str, Columns]] = {}
    for schema, table, comment in con.execute(
        "select schema_name, table_name, comment from duckdb_tables()"
        " where schema_name in ('main', 'quality')"
        " union all select schema_name, view_name, comment from duckdb_views()"
        " where schema_name in ('main', 'quality') and not internal"
    ).fetchall():
        columns = con.execute(
            "select column_name, comment from duckdb_columns()"
            " where schema_name = ? and table_name = ? order by column_index",
            [schema, table],
        ).fetchall()
        tables[f"{schema}.{table}"] = (
            (comment or "").split("\n")[0],
            {name: (text or "").split("\n")[0] for name, text in columns},
        )
    return tables


def test_every_promised_table_and_column_is_in_the_database(sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        found = published(con)
    wanted = promised()
    assert found.keys() == wanted.keys()
    for table, (_, columns) in wanted.items():
        assert found[table][1].keys() == columns.keys(), table


def test_every_description_is_a_comment_in_the_database(sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        found = published(con)
    for table, (description, columns) in promised().items():
        assert description, f"{table} has no description"
        assert found[table][0] == description, table
        for column, text in columns.items():
            assert text, f"{table}.{column} has no description"
            assert found[table][1][column] == text, f"{table}.{column}"


def contract_tables(text: str) -> Iterator[tuple[str, set[str]]]:
    """Tables of contract-2.md with the columns it names, one table row after another."""
    schema, facts = "main", False
    for line in text.splitlines():
        if line.startswith("## "):
            schema = "quality" if "quality" in line else "main"
            facts = line.startswith("## Facts")
        row = re.match(r"\| `(\w+)` \| ([^|]+) \| ([^|]+)\|", line)
        if row and ("×" in row[2] or row[2].startswith("+")):
            listed = re.sub(r"\([^)]*\)|: .*", "", row[3]).split("; ")[0]
            names = {name.strip() for name in listed.split(",")}
            columns = {name for name in names if re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", name)}
            yield f"{schema}.{row[1]}", columns | (EVERY_FACT if facts else set())


def test_the_written_contract_holds(sample_warehouse: Path) -> None:
    path = SHARED / "design" / "contract-2.md"
    if not path.exists():
        pytest.skip("the contract's text is not beside this checkout; the dbt YAML is its copy")
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        found = published(con)
    text = path.read_text("utf-8")
    named = {f"main.{name}" for name in re.findall(r"`((?:dim|fct|program)_\w+)`", text)}
    # What the contract names in the place of which, and columns.
    old = {
        "main.fct_production",
        "main.fct_spending_by_component",
        "main.program_key",
        "main.program_matches",
    }
    assert named - old <= found.keys()
    written = dict(contract_tables(text))
    assert {"main.fct_spending", "main.fct_components", "main.fct_indicators"} <= written.keys()
    for table, columns in written.items():
        # Cells of prose ("the one wide table …") have words that look like columns.
        if table not in {"main.program_year", "main.program_profile", "main.program_findings"}:
            missing = columns - found[table][1].keys()
            assert not missing, f"{table} lacks {missing}"


def test_an_amount_says_whose_pesos_it_is_in(sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        found = published(con)
        (base_year,) = con.execute("select distinct base_year from dim_year").fetchone() or (None,)
    amounts = {
        f"{table}.{column}": comment
        for table, (_, columns) in found.items()
        for column, comment in columns.items()
        if column.endswith("_clp")
    }
    real = {name: comment for name, comment in amounts.items() if name.endswith("_real_clp")}
    assert [name for name, comment in amounts.items() if "pesos" not in comment.lower()] == []
    assert real
    for name, comment in real.items():
        nominal = comment.split(" in pesos of ")[0]
        assert comment.startswith(f"{nominal} in pesos of {base_year} by the CPI. Nominal pesos"), name
        assert f"{name.rsplit('.', 1)[0]}.{nominal}" in amounts, name


def test_a_real_amount_is_the_nominal_one_in_the_prices_of_its_year(sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        found = published(con)
        for table, (_, columns) in found.items():
            for column, comment in columns.items():
                if column.endswith("_real_clp"):
                    nominal = comment.split(" in pesos of ")[0]
                    # What is planned for the year after, and what a report says of a year before.
                    about = f"{table}.reference_year" if "reference_year" in columns else f"{table}.year"
                    about += " + 1" if column.startswith("next_year_") else ""
                    # Rounded, and of a recomputed amount the nominal one is rounded too.
                    wrong = con.execute(
                        f"select count(*) from {table} left join dim_year on dim_year.year = {about}"
                        f" where ({column} is null) <> ({nominal} is null or deflator is null)"
                        f" or abs({column} - {nominal} * deflator) > 1.5"
                    ).fetchone()
                    assert wrong == (0,), f"{table}.{column}"
