"""Amounts and counts printed as "93,000": thousands where the whole report shows it, unread elsewhere."""

import re
from pathlib import Path

import duckdb
import pytest

from tests.assets.dumps import DUMP
from tests.warehouse import run_refresh

REPORT = "senda_de_los_condores_2020.txt"
TABLES = {
    "fct_spending": "executed_clp, final_budget_clp",
    "fct_spending_by_component": "spending_clp",
    "fct_spending_by_region": "spending_clp",
    "fct_spending_by_budget_line": "spending_clp",
    "fct_beneficiaries": "beneficiaries, target_population, printed_coverage",
    "fct_beneficiaries_by_region": "beneficiaries",
    "fct_production": "quantity",
}


def _figures(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(database), read_only=True) as con:
        return {
            table: con.execute(
                f"select {columns} from {table} inner join dim_report using (report_id)"
                f" where source_file = '{REPORT}' order by all"
            ).fetchall()
            for table, columns in TABLES.items()
        }


def _refreshed(folder: Path, text: str) -> Path:
    raw = folder / "raw"
    raw.mkdir()
    (raw / REPORT).write_text(text, "utf-8")
    return run_refresh(raw, folder)


@pytest.mark.slow
def test_a_report_grouped_by_commas_throughout_says_the_same(sample_warehouse: Path, tmp_path: Path) -> None:
    with_commas = re.sub(r"(?<=\d)\.(?=\d{3}\b)", ",", DUMP.read_text("utf-8"))
    assert with_commas.count(",000") > 20
    whole = _refreshed(tmp_path, with_commas)
    assert _figures(whole) == _figures(sample_warehouse)
    with duckdb.connect(str(whole), read_only=True) as con:
        assert con.execute("select count(*) from quality.unparsed_values").fetchone() == (0,)
