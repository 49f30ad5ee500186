"""Keys of the published tables: those that the dbt project proves with its own tests on every build."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.build.tables import TableName


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``column`` holds only values of ``target_column`` of ``target``, or nothing."""

    column: str
    target: TableName
    target_column: str


@dataclass(frozen=True, slots=True)
class Keys:
    """``primary`` names one row and is never NULL; empty where no such key is tested.

    ``identity`` names one row where NULL counts as a value; the same as ``primary`` where there is one.
    """

    primary: tuple[str, ...] = ()
    foreign: tuple[ForeignKey, ...] = ()
    identity: tuple[str, ...] = ()


def keys_of(manifest: Mapping[str, Any]) -> dict[TableName, Keys]:
    """The keys of every model with tests in dbt's ``manifest`` (the content of ``manifest.json``).

    They are arguments of the test ``sound`` and constraints of columns. Only tests that look at every row
    and stop a publication count. Of several keys a single column goes before a combination, and the column
    that stands first in the model before later ones.
    """
    nodes: Mapping[str, Any] = manifest["nodes"]
    promises: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for node in nodes.values():
        if (node.get("test_metadata") or {}).get("name") == "sound" and _covers_all(node["config"]):
            promises[node.get("attached_node") or ""].append(node["test_metadata"]["kwargs"])
    relations = {node["name"]: (node["schema"], node["alias"]) for node in nodes.values() if _is_model(node)}
    return {
        relations[node["name"]]: Keys(
            _primary(node["columns"], promises[key]),
            tuple(_foreign(promises[key], relations)),
            _identity(node["columns"], promises[key]),
        )
        for key, node in nodes.items()
        if _is_model(node) and key in promises
    }


def _is_model(node: Mapping[str, Any]) -> bool:
    return bool(node["resource_type"] == "model")


def _covers_all(config: Mapping[str, Any]) -> bool:
    return not config.get("where") and str(config.get("severity", "error")).lower() == "error"


def _primary(columns: Mapping[str, Any], promises: list[Mapping[str, Any]]) -> tuple[str, ...]:
    filled = {name for promise in promises for name in promise.get("not_null", ())}
    for name, column in columns.items():
        if any(constraint["type"] == "not_null" for constraint in column.get("constraints", ())):
            filled.add(name)
    return next((key for key in _keys(columns, promises) if filled.issuperset(key)), ())


def _identity(columns: Mapping[str, Any], promises: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """The primary key, else any: the test takes NULL for a value."""
    return _primary(columns, promises) or next(iter(_keys(columns, promises)), ())


def _keys(columns: Mapping[str, Any], promises: list[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Keys of a single column in the order of the columns, then combinations."""
    keys = [key for promise in promises for key in _unique(promise)]
    order = list(columns)
    single = sorted((key for key in keys if len(key) == 1), key=lambda key: order.index(key[0]))
    return [*single, *(key for key in keys if len(key) > 1)]


def _unique(promise: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """One key, or several as a list of lists."""
    unique = promise.get("unique", [])
    return [(*unique,)] if unique and isinstance(unique[0], str) else [(*key,) for key in unique]


def _foreign(promises: list[Mapping[str, Any]], relations: Mapping[str, TableName]) -> Iterator[ForeignKey]:
    found = set()
    for promise in promises:
        for column, target in promise.get("references", {}).items():
            to, field = (target["to"], target["field"]) if isinstance(target, Mapping) else (target, column)
            name = re.fullmatch(r"""ref\(['"](\w+)['"]\)""", to)
            if name and name[1] in relations:
                found.add((column, relations[name[1]], field))
    for column, relation, field in sorted(found):
        yield ForeignKey(column, relation, field)
