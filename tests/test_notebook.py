"""The notebook of docs/ runs from its first cell to its last, and its answers are those of the release."""

import json
import os
from pathlib import Path
from typing import Any

import duckdb
import nbformat
import pytest
from nbclient import NotebookClient

from tests.test_tutorial import PATHS, answer, promises
from tests.warehouse import PROJECT

NOTEBOOK = PROJECT / "docs" / "notebook.ipynb"
ANSWERS = """
import json
print(json.dumps({
    "unspent": unspent.fetchall(), "cost": cost.fetchall(), "missing": missing.fetchall(), "points": points
}))
"""


@pytest.fixture(scope="module")
def executed(sample_warehouse: Path) -> Any:
    """The notebook as it stands after a run over the sample's release, and a cell that prints its answers."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(ANSWERS))
    environment = os.environ | {"PANELSOCIAL_WAREHOUSE": str(sample_warehouse.parents[1])}
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute(env=environment)
    return notebook


@pytest.fixture(scope="module")
def answers(executed: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = json.loads(executed.cells[-1].outputs[0].text)
    return found


def test_the_answers_are_those_of_the_tutorial(answers: dict[str, list[Any]], sample_warehouse: Path) -> None:
    """Its questions are asked of every programme and ministry; the tutorial's are among them."""
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        unspent, _, cost, missing = (answer(con, one) for one in promises(PATHS) if one.kind == "sql")
    written = {name: [" | ".join(map(str, row)) for row in rows] for name, rows in answers.items()}
    assert written["unspent"][:1] == unspent
    three_years = [f"{row[1]} | {row[3]} | {row[4]} | {row[5]}" for row in answers["cost"]]
    assert three_years == cost
    assert sorted(f"{row[2]} | {row[3]} | {row[4]}" for row in answers["missing"]) == sorted(missing)


def test_the_chart_shows_every_ministry_of_the_newest_year(
    executed: Any, answers: dict[str, list[Any]], sample_warehouse: Path
) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        amounts = con.execute(
            "select sum(initial_budget_clp)::double / 1e6, sum(executed_clp)::double / 1e6 from program_year"
            " where execution_rate is not null and year = 2021 group by ministry"
        ).fetchall()
    shown = sorted(point["millions"] for point in answers["points"])
    assert shown == pytest.approx(sorted(amount for row in amounts for amount in row))
    (output,) = executed.cells[-2].outputs
    assert "Ministerio de Salud" in output.data["image/svg+xml"]


def test_no_output_is_kept_in_the_repository() -> None:
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) == 5
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []
