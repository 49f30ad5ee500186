"""Keys by the tests of the dbt project."""

from collections.abc import Sequence
from typing import Any

from pipelines.build.table_keys import ForeignKey, Keys, keys_of

Test = dict[str, Any]


def _model(name: str, *columns: str, filled: Sequence[str] = ()) -> Test:
    """A model whose contract says that the columns ``filled`` are never NULL."""
    constraints = {name: [{"type": "not_null"}] if name in filled else [] for name in columns}
    return {
        "resource_type": "model",
        "name": name,
        "schema": "main",
        "alias": name,
        "columns": {name: {"constraints": constraints[name]} for name in columns},
    }


def _test(
    name: str, model: str = "fct", *, config: dict[str, Any] | None = None, **arguments: object
) -> Test:
    return {
        "resource_type": "test",
        "attached_node": model,
        "config": config or {"severity": "ERROR", "where": None},
        "test_metadata": {"name": name, "kwargs": arguments},
    }


def _unique(*columns: str, config: dict[str, Any] | None = None) -> Test:
    if len(columns) == 1:
        return _test("unique", column_name=columns[0], config=config)
    return _test("unique_combination_of_columns", combination_of_columns=[*columns], config=config)


def _keys(*tests: Test, filled: Sequence[str] = ()) -> Keys:
    nodes = {"dim": _model("dim", "code"), "fct": _model("fct", "id", "year", "code", filled=filled)}
    return keys_of({"nodes": nodes | {str(number): test for number, test in enumerate(tests)}})["main", "fct"]


def test_a_unique_column_that_is_never_null_is_the_key() -> None:
    unique = [_unique("year", "code"), _unique("year"), _unique("id")]
    assert _keys(*unique, filled=["id", "year", "code"]).primary == ("id",)


def test_a_unique_combination_is_the_key_where_no_column_is() -> None:
    filled = _test("not_null", column_name="year")
    assert _keys(_unique("year", "code"), filled, filled=["code"]).primary == ("year", "code")


def test_columns_that_may_be_null_are_no_key() -> None:
    assert _keys(_unique("year", "code"), filled=["year"]).primary == ()


def test_a_combination_names_a_row_even_where_a_part_may_be_null() -> None:
    assert _keys(_unique("year", "code"), filled=["year"]).identity == ("year", "code")
    assert _keys(_unique("year", "code"), _unique("id"), filled=["id"]).identity == ("id",)


def test_a_relationship_is_a_foreign_key() -> None:
    keys = _keys(
        _test("relationships", column_name="code", to="ref('dim')", field="code"),
        _test("relationships", column_name="year", to="{{ get_where_subquery(ref('dim')) }}", field="code"),
        _test("relationships", column_name="id", to="source('raw', 'reports')", field="id"),
    )
    assert keys.foreign == (
        ForeignKey("code", ("main", "dim"), "code"),
        ForeignKey("year", ("main", "dim"), "code"),
    )


def test_tests_of_some_rows_or_that_only_warn_prove_nothing() -> None:
    some = _unique("id", config={"severity": "ERROR", "where": "year > 2020"})
    warns = _unique("id", config={"severity": "warn", "where": None})
    assert _keys(some, warns, _test("not_null", column_name="id"), filled=["id"]) == Keys()
