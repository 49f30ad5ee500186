"""Compare a warehouse with the truth about an archive; every function lists complaints, one sentence each.

Documents are known by their file, so nothing here depends on the names the warehouse gave to programmes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import PurePosixPath
from typing import Any

import duckdb

from tests.corpus.archive_model import Archive
from tests.corpus.archive_truth import continued, newest_rows, printed, restatements, segments

Row = tuple[Any, ...]

_COMPONENT = ("dim_component.component_name", "join dim_component using (component_key)")
# Each fact, what tells its rows apart beside programme and year, and the table that has the name of it.
FACTS: Mapping[str, tuple[str, str]] = {
    "fct_spending": ("null", ""),
    "fct_spending_by_component": _COMPONENT,
    "fct_spending_by_region": ("region_code", ""),
    "fct_spending_by_budget_line": ("kind || '/' || line_no", ""),
    "fct_beneficiaries": ("null", ""),
    "fct_beneficiaries_by_region": ("region_code", ""),
    "fct_beneficiaries_by_flow": ("entry || '/' || exit", ""),
    "fct_production": _COMPONENT,
    "fct_indicators": (
        "dim_indicator.scope || '/' || dim_indicator.indicator_name || '/' || value_type",
        "join dim_indicator using (indicator_key)",
    ),
}


def wrong_identities(con: duckdb.DuckDBPyConnection, archive: Archive) -> list[str]:
    """Documents of two programmes under one key, and one programme's under several that are not proposed.

    A pair is proposed well where it has rank 1 of its programme.
    """
    keys = dict(_by_file(con, "select source_file, program_key from dim_report"))
    complaints = [f"{one.file} is not in the warehouse" for one in archive.published if one.file not in keys]
    merged: defaultdict[str, set[int]] = defaultdict(set)
    for one in archive.published:
        merged[keys.get(one.file, "")].add(one.programme)
    for key, programmes in merged.items():
        if len(programmes) > 1:
            complaints.append(f"{key} holds the programmes {sorted(programmes)}")
    of_segment: defaultdict[object, set[str]] = defaultdict(set)
    for file, segment in segments(archive).items():
        of_segment[segment].add(keys.get(file, ""))
    complaints += [
        f"programme {segment} has the keys {sorted(found)}"
        for segment, found in of_segment.items()
        if len(found) > 1
    ]
    ranks = {
        (one, other): rank
        for one, other, rank in con.execute(
            "select program_key, candidate_key, rank from quality.program_matches"
        ).fetchall()
    }
    for earlier, later in continued(archive):
        pair = (min(of_segment[earlier]), min(of_segment[later]))
        if pair[0] != pair[1] and ranks.get(pair) != 1:
            complaints.append(f"programme {earlier}: its next name has rank {ranks.get(pair)}")
    return complaints


def split_programmes(con: duckdb.DuckDBPyConnection, archive: Archive) -> list[str]:
    """Programmes under more than one key, as there must be none once every true proposal is accepted."""
    keys: defaultdict[int, set[str]] = defaultdict(set)
    programmes = {one.file: one.programme for one in archive.published}
    for file, key in _by_file(con, "select source_file, program_key from dim_report"):
        keys[programmes[file]].add(key)
    return [f"programme {number}: {sorted(found)}" for number, found in keys.items() if len(found) > 1]


def true_pairs(con: duckdb.DuckDBPyConnection, archive: Archive) -> set[tuple[str, str]]:
    """The keys of neighbouring names of one programme, as proposals name them."""
    keys = dict(_by_file(con, "select source_file, program_key from dim_report"))
    of_segment = {segment: keys[file] for file, segment in segments(archive).items()}
    return {(of_segment[earlier], of_segment[later]) for earlier, later in continued(archive)}


def wrong_checks(con: duckdb.DuckDBPyConnection, archive: Archive) -> list[str]:
    """Planted faults that no check of that name found, and checks that broke where nothing was planted."""
    broken: defaultdict[str, set[str]] = defaultdict(set)
    for file, check in _by_file(
        con,
        "select source_file, check_name from quality.reconciliations"
        " join dim_report using (report_id) where status = 'breaks'",
    ):
        broken[file].add(check)
    complaints = []
    for one in archive.published:
        named = ", ".join(str(fault["fault"]) for fault in one.report.faults) or "nothing planted"
        for check in sorted(one.breaks - broken[one.file]):
            complaints.append(f"{one.file} ({named}): {check} did not find it")
        for check in sorted(broken[one.file] - one.breaks):
            complaints.append(f"{one.file} ({named}): {check} breaks")
    return complaints


def wrong_restatements(
    con: duckdb.DuckDBPyConnection, archive: Archive, groups: Mapping[str, object]
) -> list[str]:
    """Figures that two vintages print differently and that are not listed so, with both places; and others.

    ``groups`` says which documents the warehouse takes for one programme: file → anything.
    """
    rows = con.execute(
        "select table_name, column_name, reference_year, item,"
        " earlier_source_file, earlier_value::double, earlier_printed_text,"
        " later_source_file, later_value::double, later_printed_text"
        " from quality.restatements where earlier_page >= 1 and later_page >= 1"
        " and earlier_reading_no is not null and later_reading_no is not null"
    ).fetchall()
    found = {(*row[:4], _name(row[4]), *row[5:7], _name(row[7]), *row[8:]) for row in rows}
    wanted = {astuple(one) for one in restatements(archive, groups)}
    return _differences("restatement", wanted, found)


def wrong_figures(con: duckdb.DuckDBPyConnection, archive: Archive) -> list[str]:
    """Printed numbers that the warehouse does not have for that document, table, column, year and item."""
    found = {
        (_name(file), table, column, year, item, value)
        for file, table, column, year, item, value in con.execute(
            "select source_file, table_name, column_name, reference_year, item, value::double"
            " from intermediate.int_figures join dim_report using (report_id)"
            " where value is not null"
        ).fetchall()
    }
    wanted = {
        (one.file, *number.key[:4], float(number.value))
        for one in archive.published
        for number in printed(one)
    }
    # What is misprinted is not what the report says.
    misprinted = {one.file for one in archive.published if one.misprints}
    return [f"no figure {row}" for row in sorted(wanted - found, key=str) if row[0] not in misprinted]


def wrong_latest(con: duckdb.DuckDBPyConnection, archive: Archive, groups: Mapping[str, object]) -> list[str]:
    """Rows of the facts that are marked latest and are not the newest vintage's, or the reverse."""
    found = {
        (_name(file), table, year, item)
        for table, (item_sql, joined) in FACTS.items()
        for file, year, item in con.execute(
            f"select source_file, reference_year, {item_sql} from {table} as fact"
            f" join dim_report using (report_id) {joined} where fact.is_latest"
        ).fetchall()
    }
    return _differences("latest row", newest_rows(archive, groups), found)


def _differences(what: str, wanted: Iterable[Row], found: Iterable[Row]) -> list[str]:
    wanted, found = set(wanted), set(found)
    return [f"no {what} {row}" for row in sorted(wanted - found, key=str)] + [
        f"unexpected {what} {row}" for row in sorted(found - wanted, key=str)
    ]


def _by_file(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, str]]:
    return [(_name(file), value) for file, value in con.execute(query).fetchall()]


def _name(source_file: str) -> str:
    return PurePosixPath(source_file).name
