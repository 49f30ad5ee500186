"""Nothing in the dbt project refers upward."""

from collections.abc import Mapping
from typing import Any

import pytest

from pipelines.build.dbt import manifest_of
from pipelines.config import Settings

Node = Mapping[str, Any]

ORDER = ("raw", "seeds", "staging", "intermediate", "dimensions", "facts", "marts", "quality")
"""From below to above: a model refers to its own layer and to those before it."""


def _layer(node: Node) -> str:
    if node["resource_type"] in {"source", "seed"}:
        return {"source": "raw", "seed": "seeds"}[node["resource_type"]]
    return str(node["fqn"][1])


@pytest.fixture(scope="module")
def references() -> list[tuple[Node, Node]]:
    """Every model with each thing that it refers to."""
    manifest = manifest_of(Settings())
    nodes = {**manifest["nodes"], **manifest["sources"]}
    models = [node for node in nodes.values() if node["resource_type"] == "model"]
    return [(node, nodes[key]) for node in models for key in node["depends_on"]["nodes"]]


def test_no_model_refers_to_a_layer_above_its_own(references: list[tuple[Node, Node]]) -> None:
    upward = [
        f"{node['name']} ({_layer(node)}) refers to {other['name']} ({_layer(other)})"
        for node, other in references
        if ORDER.index(_layer(other)) > ORDER.index(_layer(node))
    ]
    assert upward == []
    assert {_layer(node) for node, _ in references} == set(ORDER[2:])


def test_what_judges_the_facts_does_not_rest_on_them(references: list[tuple[Node, Node]]) -> None:
    read = {_layer(other) for node, other in references if _layer(node) == "quality"}
    assert read <= {"seeds", "staging", "intermediate"}
