"""Keys by the tests of the dbt project."""

from collections.abc import Sequence
from typing import Any

from pipelines.build.table_keys import ForeignKey, Keys, keys_of


def _model(name: str, *columns: str, filled: Sequence[str] = ()) -> dict[str, Any]:
    """A model whose contract says that the columns ``filled`` are never NULL."""
    constraints = {name: [{"type": "not_null"}] if name in filled else [] for name in columns}
    return {
        "resource_type": "model",
        "name": name,
        "schema": "main",
        "alias": name,
        "columns": {name: {"constraints": constraints[name]} for name in columns},
    }


def _sound(model: str, config: dict[str, Any] | None = None, **promises: object) -> dict[str, Any]:
    return {
        "resource_type": "test",
        "attached_node": model,
        "config": config or {"severity": "ERROR", "where": None},
        "test_metadata": {"name": "sound", "kwargs": promises},
    }


def _keys(*tests: dict[str, Any], filled: Sequence[str] = ()) -> Keys:
    nodes = {"dim": _model("dim", "code"), "fct": _model("fct", "id", "year", "code", filled=filled)}
    return keys_of({"nodes": nodes | {str(number): test for number, test in enumerate(tests)}})["main", "fct"]


def test_a_unique_column_that_is_never_null_is_the_key() -> None:
    unique = [["year", "code"], ["year"], ["id"]]
    assert _keys(_sound("fct", unique=unique), filled=["id", "year", "code"]).primary == ("id",)


def test_a_unique_combination_is_the_key_where_no_column_is() -> None:
    sound = _sound("fct", unique=["year", "code"], not_null=["year"])
    assert _keys(sound, filled=["code"]).primary == ("year", "code")


def test_columns_that_may_be_null_are_no_key() -> None:
    assert _keys(_sound("fct", unique=["year", "code"]), filled=["year"]).primary == ()


def test_a_combination_names_a_row_even_where_a_part_may_be_null() -> None:
    assert _keys(_sound("fct", unique=["year", "code"]), filled=["year"]).identity == ("year", "code")
    assert _keys(_sound("fct", unique=[["year", "code"], ["id"]]), filled=["id"]).identity == ("id",)


def test_a_reference_is_a_foreign_key() -> None:
    keys = _keys(
        _sound("fct", references={"code": "ref('dim')", "year": {"to": "ref('dim')", "field": "code"}})
    )
    assert keys.foreign == (
        ForeignKey("code", ("main", "dim"), "code"),
        ForeignKey("year", ("main", "dim"), "code"),
    )


def test_tests_of_some_rows_or_that_only_warn_prove_nothing() -> None:
    some = _sound("fct", {"severity": "ERROR", "where": "year > 2020"}, unique=["id"])
    warns = _sound("fct", {"severity": "warn", "where": None}, unique=["id"])
    assert _keys(some, warns, _sound("fct", not_null=["id"]), filled=["id"]) == Keys()
