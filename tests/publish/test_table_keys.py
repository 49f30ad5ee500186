"""Keys by the tests of the dbt project."""

from typing import Any

from pipelines.publish.table_keys import ForeignKey, Keys, keys_of


def _model(name: str, *columns: str) -> dict[str, Any]:
    return {
        "resource_type": "model",
        "name": name,
        "schema": "main",
        "alias": name,
        "columns": dict.fromkeys(columns),
    }


def _test(name: str, model: str, config: dict[str, Any] | None = None, **arguments: object) -> dict[str, Any]:
    return {
        "resource_type": "test",
        "attached_node": model,
        "config": config or {"severity": "ERROR", "where": None},
        "test_metadata": {"name": name, "kwargs": arguments},
    }


def _keys(*tests: dict[str, Any]) -> Keys:
    nodes = {"dim": _model("dim", "code"), "fct": _model("fct", "id", "year", "code")}
    return keys_of({"nodes": nodes | {str(number): test for number, test in enumerate(tests)}})["main", "fct"]


def _filled(*columns: str) -> list[dict[str, Any]]:
    return [_test("not_null", "fct", column_name=column) for column in columns]


def test_a_unique_column_that_is_never_null_is_the_key() -> None:
    combination = _test("unique_combination", "fct", columns=["year", "code"])
    unique = [_test("unique", "fct", column_name=column) for column in ("year", "id")]
    assert _keys(combination, *unique, *_filled("id", "year", "code")).primary == ("id",)


def test_a_unique_combination_is_the_key_where_no_column_is() -> None:
    combination = _test("unique_combination", "fct", columns=["year", "code"])
    assert _keys(combination, *_filled("year", "code")).primary == ("year", "code")


def test_columns_that_may_be_null_are_no_key() -> None:
    combination = _test("unique_combination", "fct", columns=["year", "code"])
    assert _keys(combination, *_filled("year")).primary == ()


def test_a_relationship_is_a_foreign_key() -> None:
    relationship = _test("relationships", "fct", column_name="code", to="ref('dim')", field="code")
    assert _keys(relationship).foreign == (ForeignKey("code", ("main", "dim"), "code"),)


def test_tests_of_some_rows_or_that_only_warn_prove_nothing() -> None:
    some = _test("unique", "fct", {"severity": "ERROR", "where": "year > 2020"}, column_name="id")
    warns = _test("unique", "fct", {"severity": "warn", "where": None}, column_name="id")
    assert _keys(some, warns, *_filled("id")) == Keys()
