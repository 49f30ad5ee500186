"""Keys of the published tables, taken from the dbt tests that run in every build."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.build.tables import TableName


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``column`` contains only values of ``target_column`` of ``target``, or NULL."""

    column: str
    target: TableName
    target_column: str


@dataclass(frozen=True, slots=True)
class Keys:
    """The columns ``primary`` identify a row and are never NULL; empty if no such key is tested.

    The columns ``identity`` identify a row if NULL counts as a value; equal to ``primary`` if there is one.
    """

    primary: tuple[str, ...] = ()
    foreign: tuple[ForeignKey, ...] = ()
    identity: tuple[str, ...] = ()


def keys_of(manifest: Mapping[str, Any]) -> dict[TableName, Keys]:
    """The keys of every model with tests in dbt's ``manifest`` (the content of ``manifest.json``).

    They come from the tests ``unique``, ``unique_combination_of_columns``, ``not_null`` and
    ``relationships``, and from column constraints. Only tests that cover every row and stop a release count.
    If a model has several keys, a single column is preferred to a combination, and an earlier column to a
    later one.
    """
    nodes: Mapping[str, Any] = manifest["nodes"]
    tests: dict[str, list[_Test]] = defaultdict(list)
    for node in nodes.values():
        if (test := node.get("test_metadata")) and _covers_all(node["config"]):
            tests[node.get("attached_node") or ""].append((test["name"], test["kwargs"]))
    models = {key: node for key, node in nodes.items() if node["resource_type"] == "model"}
    relations = {node["name"]: (node["schema"], node["alias"]) for node in models.values()}
    return {
        relations[node["name"]]: _keys(node["columns"], tests[key], relations)
        for key, node in models.items()
        if key in tests
    }


_Test = tuple[str, Mapping[str, Any]]
"""Name and arguments."""


def _covers_all(config: Mapping[str, Any]) -> bool:
    return not config.get("where") and str(config.get("severity", "error")).lower() == "error"


def _keys(columns: Mapping[str, Any], tests: Sequence[_Test], relations: Mapping[str, TableName]) -> Keys:
    filled = {arguments["column_name"] for name, arguments in tests if name == "not_null"}
    filled |= {name for name, column in columns.items() if _is_filled(column)}
    single = {arguments["column_name"] for name, arguments in tests if name == "unique"}
    unique = [(name,) for name in columns if name in single]
    unique += [
        tuple(arguments["combination_of_columns"])
        for name, arguments in tests
        if name == "unique_combination_of_columns"
    ]
    primary = next((key for key in unique if filled.issuperset(key)), ())
    return Keys(primary, _foreign(tests, relations), primary or next(iter(unique), ()))


def _is_filled(column: Mapping[str, Any]) -> bool:
    return any(constraint["type"] == "not_null" for constraint in column.get("constraints", ()))


def _foreign(tests: Iterable[_Test], relations: Mapping[str, TableName]) -> tuple[ForeignKey, ...]:
    found = set()
    for name, arguments in tests:
        target = re.search(r"""ref\(['"](\w+)['"]\)""", arguments["to"]) if name == "relationships" else None
        if target and target[1] in relations:
            found.add((arguments["column_name"], relations[target[1]], arguments["field"]))
    return tuple(ForeignKey(*key) for key in sorted(found))
