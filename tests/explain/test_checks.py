"""Which checks are found from a figure, against the warehouse."""

from pathlib import Path

import duckdb

from pipelines.explain.checks import BY_LABEL, BY_PAGE, labels_of
from pipelines.explain.model import Place


def test_every_check_lists_what_it_compares_but_that_of_pages(sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        rows = con.execute(
            "select distinct check_name from quality.reconciliations"
            " anti join quality.reconciliation_readings using (check_name)"
        ).fetchall()
    assert rows == [(BY_PAGE,)]


def test_every_label_that_stands_beside_a_figure_is_found_from_it(sample_warehouse: Path) -> None:
    """The rest are labels of prose, and of totals that the summary prints too."""
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        asked = con.execute(
            "select distinct item from quality.reconciliations where check_name = ? and item is not null",
            [BY_LABEL],
        ).fetchall()
        places = con.execute(
            "select distinct item, column_id, row_no from raw.readings"
            " join (select report_id, reading_no from provenance"
            " union select report_id, reading_no from quality.missing_values where table_name like 'fct%')"
            " using (report_id, reading_no)"
        ).fetchall()
    found = {
        label
        for item, column, row_no in places
        for label in labels_of(Place(1, None, "", None, item, column, row_no, 1, None, None, None))
    }
    assert {item for (item,) in asked} - found == {
        "prioritisation_criteria",
        "targeting_guarantee",
        "total_spending_total",
        "component_spending_total",
        "administrative_total",
    }
