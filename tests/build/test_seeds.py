"""Seeds are reviewed facts: each row says where it comes from."""

import csv

from tests.warehouse import PROJECT

SOURCES = ("source", "uf_source")


def test_every_row_of_a_seed_names_its_source() -> None:
    seeds = 0
    for path in sorted((PROJECT / "dbt_project" / "seeds").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            for column in set(SOURCES) & set(rows.fieldnames or ()):
                seeds += 1
                assert [row for row in rows if not row[column]] == [], path.name
    assert seeds > 5
