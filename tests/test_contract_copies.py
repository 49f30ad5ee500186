"""What repeats the contract says the same: exported lists, Dagster's assets and dbt's exposures."""

import json
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest
from dagster import AssetKey

from pipelines.assets.dbt_models import MANIFEST
from pipelines.definitions import defs
from tests.warehouse import PROJECT

Field = tuple[str, str, str]
"""Column, type and description."""

PUBLIC = ("main", "quality")
# Not in the exports, which are the same for the same reports: when a refresh ran, and what was there before.
RUN_TIMES = {"extracted_at", "first_seen", "last_seen"}
CHANGES = ("quality", "release_changes")
# In the words of https://specs.frictionlessdata.io/table-schema.
TYPES = {
    "VARCHAR[]": "string",
    "INTEGER[]": "string",
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DECIMAL(38,6)": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}


@pytest.fixture
def published(sample_warehouse: Path) -> dict[tuple[str, str], list[Field]]:
    """(schema, table) → its columns in order, as DuckDB has them and its comments."""
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        rows = con.execute(
            "select schema_name, table_name, column_name, data_type, comment from duckdb_columns()"
            " where list_contains($public, schema_name) and not internal"
            " order by schema_name, table_name, column_index",
            {"public": PUBLIC},
        ).fetchall()
    tables = defaultdict(list)
    for schema, table, *field in rows:
        tables[schema, table].append((field[0], field[1], field[2].strip()))
    return tables


@pytest.fixture
def described(published: dict[tuple[str, str], list[Field]]) -> dict[tuple[str, str], list[Field]]:
    """The same without the times of a refresh."""
    return {
        table: [field for field in fields if field[0] not in RUN_TIMES] for table, fields in published.items()
    }


def test_the_data_package_is_that_of_the_database(
    sample_warehouse: Path, described: dict[tuple[str, str], list[Field]]
) -> None:
    package = json.loads((sample_warehouse.parent / "exports" / "datapackage.json").read_text("utf-8"))
    packed = {
        resource["name"]: [
            (field["name"], field["type"], field["description"].strip())
            for field in resource["schema"]["fields"]
        ]
        for resource in package["resources"]
        if "parquet" in resource
    }
    assert packed == {
        table if schema == "main" else f"{schema}.{table}": [
            (name, TYPES[type_], comment) for name, type_, comment in fields
        ]
        for (schema, table), fields in described.items()
        if (schema, table) != CHANGES
    }


def test_every_public_table_is_an_asset_and_no_other_is(
    published: dict[tuple[str, str], list[Field]],
) -> None:
    assets = {key for key in defs.resolve_asset_graph().get_all_asset_keys() if key.path[0] in PUBLIC}
    assert assets == {AssetKey(table) for table in published}


def _exposed(name: str) -> set[str]:
    (exposure,) = [one for one in MANIFEST["exposures"].values() if one["name"] == name]
    return {MANIFEST["nodes"][node]["name"] for node in exposure["depends_on"]["nodes"]}


@pytest.mark.parametrize("name", ["release_file", "exports"])
def test_what_is_published_is_exposed(name: str, published: dict[tuple[str, str], list[Field]]) -> None:
    assert _exposed(name) == {table for _, table in published}


def test_the_example_queries_ask_what_their_exposure_names() -> None:
    queries = [query.read_text("utf-8") for query in (PROJECT / "queries").glob("*.sql")]
    assert _exposed("example_queries") == {table for query in queries for table in _tables_of(query)}


def _tables_of(query: str) -> set[str]:
    """The tables that a query names, as DuckDB parses it, without those that it defines itself."""
    ((text,),) = duckdb.execute("select json_serialize_sql(?)", [query]).fetchall()
    statements = json.loads(text)
    assert not statements["error"], statements
    tables, own, nodes = set(), set(), [statements]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            own |= {cte["key"] for cte in node.get("cte_map", {}).get("map", [])}
            if node.get("type") == "BASE_TABLE":
                tables.add(node["table_name"])
            nodes += node.values()
        elif isinstance(node, list):
            nodes += node
    return tables - own
