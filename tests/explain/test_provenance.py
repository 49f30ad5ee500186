"""Provenance, against the facts and against the pages themselves."""

from collections import defaultdict
from pathlib import Path
from random import Random

import duckdb
import pdfplumber
import pytest

from tests.explain.conftest import SAMPLE

FIGURES = 50
SEED = 2021

NO_MEASURES = {
    "program_key",
    "report_id",
    "year",
    "reference_year",
    "component_key",
    "component_name",
    "indicator_key",
    "indicator_name",
    "scope",
    "region_code",
    "region_name",
    "line_no",
    "partida_name",
    "area",
    "entry",
    "exit",
    # how the number beside it is to be read, and what follows from it
    "unit",
    "printed_unit",
    "direction",
    "change",
    "reached_estimate",
}
"""Columns of facts that say which figure a row has, in what, and how to read it."""


def test_every_value_of_every_fact_has_its_provenance(sample_warehouse: Path) -> None:
    counted = 0
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        columns = con.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'main' and starts_with(table_name, 'fct_')"
        ).fetchall()
        measures = [each for each in columns if each[1] not in NO_MEASURES]
        assert len({table for table, _ in measures}) == 13
        for table, column in measures:
            values = con.execute(
                f'select report_id, year, count("{column}") from {table}'
                f' group by all having count("{column}") > 0 order by all'
            ).fetchall()
            placed = con.execute(
                "select report_id, year, count(distinct coalesce(item, '')) from provenance"
                " where table_name = ? and column_name = ? group by all order by all",
                [table, column],
            ).fetchall()
            assert placed == values, f"{table}.{column}"
            counted += sum(count for *_, count in values)
    assert counted > 1200


@pytest.mark.slow
def test_fifty_random_figures_read_again_from_the_page_are_what_was_printed(sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        rows = con.execute(
            "select table_name, column_name, item, source_file, page, x0, top, x1, bottom, printed_text"
            " from provenance where x0 is not null order by all"
        ).fetchall()
    pages = defaultdict(list)
    for *figure, file, page, x0, top, x1, bottom, printed in Random(SEED).sample(rows, FIGURES):
        pages[file, page].append((figure, (x0, top, x1, bottom), printed))
    for (file, number), figures in pages.items():
        with pdfplumber.open(SAMPLE / file) as pdf:
            page = pdf.pages[number - 1]
            for figure, box, printed in figures:
                assert printed in read_again(page.crop(box).extract_text()), (figure, file, number)


def read_again(text: str) -> tuple[str, str]:
    """The text with white space squeezed, and as the one number that a narrow cell breaks over lines."""
    return " ".join(text.split()), "".join(text.split())
