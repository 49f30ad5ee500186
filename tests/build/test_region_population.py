"""Inhabitants: a region's figure of a year divided by the people who lived in the region of that year."""

from pathlib import Path

import duckdb


def test_people_of_nuble_are_counted_in_biobio_until_2018_and_nobody_is_lost(sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        people = dict(
            con.execute(
                "select year, sum(inhabitants)::bigint from region_population group by year"
            ).fetchall()
        )
        regions = con.execute(
            "select year, list(region_code order by region_code), sum(inhabitants)::bigint"
            " from region_population where region_code in ('08', '16') and year in (2017, 2018)"
            " group by year order by year"
        ).fetchall()
    # INE's totals of the country, as it publishes them.
    assert (people[2017], people[2025]) == (18_419_192, 20_206_953)
    assert regions == [(2017, ["08"], 2_136_726), (2018, ["08", "16"], 2_149_708)]
