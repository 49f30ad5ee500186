"""Keys of the published tables: those that the dbt project proves with its own tests on every build."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TableName = tuple[str, str]
"""Schema and table."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``column`` holds only values of ``target_column`` of ``target``, or nothing."""

    column: str
    target: TableName
    target_column: str


@dataclass(frozen=True, slots=True)
class Keys:
    """``primary`` names one row and is never NULL; empty where no such key is tested."""

    primary: tuple[str, ...] = ()
    foreign: tuple[ForeignKey, ...] = ()


def keys_of(manifest: Mapping[str, Any]) -> dict[TableName, Keys]:
    """The keys of every model with tests in dbt's ``manifest`` (the content of ``manifest.json``).

    Only tests that look at every row and stop a publication count. Of several keys a single column
    goes before a combination, and the column that stands first in the model before later ones.
    """
    nodes: Mapping[str, Any] = manifest["nodes"]
    tests: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for node in nodes.values():
        if node["resource_type"] == "test" and node.get("test_metadata") and _covers_all(node["config"]):
            tests[node.get("attached_node") or ""].append(node["test_metadata"])
    relations = {node["name"]: (node["schema"], node["alias"]) for node in nodes.values() if _is_model(node)}
    return {
        relations[node["name"]]: Keys(
            _primary(list(node["columns"]), tests[key]), tuple(_foreign(tests[key], relations))
        )
        for key, node in nodes.items()
        if _is_model(node) and key in tests
    }


def _is_model(node: Mapping[str, Any]) -> bool:
    return bool(node["resource_type"] == "model")


def _covers_all(config: Mapping[str, Any]) -> bool:
    return not config.get("where") and str(config.get("severity", "error")).lower() == "error"


def _primary(columns: list[str], tests: list[Mapping[str, Any]]) -> tuple[str, ...]:
    filled = {test["kwargs"]["column_name"] for test in tests if test["name"] == "not_null"}
    single = [(test["kwargs"]["column_name"],) for test in tests if test["name"] == "unique"]
    several = [tuple(test["kwargs"]["columns"]) for test in tests if test["name"] == "unique_combination"]
    single.sort(key=lambda key: columns.index(key[0]))
    return next((key for key in (*single, *several) if filled.issuperset(key)), ())


def _foreign(tests: list[Mapping[str, Any]], relations: Mapping[str, TableName]) -> Iterator[ForeignKey]:
    found = set()
    for test in tests:
        if test["name"] != "relationships":
            continue
        arguments = test["kwargs"]
        target = re.fullmatch(r"""ref\(['"](\w+)['"]\)""", arguments["to"])
        if target and target[1] in relations:
            found.add((arguments["column_name"], relations[target[1]], arguments["field"]))
    for column, relation, field in sorted(found):
        yield ForeignKey(column, relation, field)
