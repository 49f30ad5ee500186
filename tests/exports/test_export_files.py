"""A table as CSV and as Parquet."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.build.tables import tables_of
from pipelines.exports.files import in_order, write_csv, write_parquet


def _texts(con: duckdb.DuckDBPyConnection, folder: Path, texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The texts as they come back from the CSV and from the Parquet file, in their order."""
    con.execute("create or replace table notes (line integer, text varchar)")
    con.execute("insert into notes select unnest(?), unnest(?)", [list(range(len(texts))), list(texts)])
    (table,) = tables_of(con, "memory", ["main"])
    write_csv(con, table, in_order(table, ["line"]), folder, "notes.csv")
    write_parquet(con, table, ["line"], folder, "notes.parquet")
    with (folder / "notes.csv").open(encoding="utf-8", newline="") as file:
        in_csv = [row["text"] for row in csv.DictReader(file)]
    rows = con.execute("select text from read_parquet(?) order by line", [str(folder / "notes.parquet")])
    return in_csv, [text for (text,) in rows.fetchall()]


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1 persona", "-Municipalidad", "- a", "-1-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-"],
)
def test_a_formula_is_escaped_in_csv_and_left_alone_in_parquet(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, text: str
) -> None:
    assert _texts(con, tmp_path, [text]) == (["'" + text], [text])


@pytest.mark.parametrize("text", ["-3", "+56", "-1.234,5", "-12,5%", "a=1", "1-2", "", "'quoted'", "Ñandú"])
def test_numbers_and_other_texts_are_as_they_are(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, text: str
) -> None:
    assert _texts(con, tmp_path, [text]) == ([text], [text])


PRINTABLE = st.text(
    st.one_of(
        st.sampled_from("=+-@\t\r\n'\",;0123456789.%"), st.characters(codec="utf-8", exclude_characters="\0")
    )
)


@settings(max_examples=30)
@given(texts=st.lists(PRINTABLE, min_size=1, max_size=50))
def test_no_cell_of_a_csv_can_be_a_formula_and_no_text_is_lost(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    in_csv, in_parquet = _texts(duckdb.connect(), tmp_path_factory.mktemp("export"), texts)
    assert in_parquet == texts
    for text, cell in zip(texts, in_csv, strict=True):
        assert cell in (text, "'" + text)
        assert cell[:1] not in set("=+-@\t\r\n") or re.fullmatch(r"[+-][\d.,]+%?", cell)


def test_numbers_dates_and_nothing_are_plain_in_csv(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    con.execute(
        "create table facts as select -5 as amount, -0.5::double as share, true as yes,"
        " date '2021-12-31' as day, timestamp '2022-03-04 05:06:07.5' as moment, null::varchar as nothing"
    )
    (table,) = tables_of(con, "memory", ["main"])
    written = write_csv(con, table, in_order(table), tmp_path, "csv/facts.csv")
    lines = (tmp_path / written.path).read_text("utf-8").splitlines()
    assert lines == [
        "amount,share,yes,day,moment,nothing",
        "-5,-0.5,true,2021-12-31,2022-03-04T05:06:07.500000Z,",
    ]


def test_rows_that_came_in_another_order_give_the_same_bytes(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    con.execute(
        "create table forward as select range as line, (range % 7)::varchar as text from range(300000)"
    )
    con.execute("create table backward as select * from forward order by line desc")
    backward, forward = tables_of(con, "memory", ["main"])
    assert [table.name for table in (backward, forward)] == ["backward", "forward"]
    for key in ((), ("line",)):
        in_csv = [
            write_csv(con, table, in_order(table, key), tmp_path, table.name) for table in (backward, forward)
        ]
        assert in_csv[0].sha256 == in_csv[1].sha256
        assert (tmp_path / "backward").read_bytes() == (tmp_path / "forward").read_bytes()
        in_parquet = [write_parquet(con, table, key, tmp_path, table.name) for table in (backward, forward)]
        assert in_parquet[0].sha256 == in_parquet[1].sha256
        # Several row groups: the CSV has their rows one after the other.
        con.execute("set threads = 1")
        rows = f"read_parquet('{tmp_path / 'backward'}')"
        assert write_csv(con, backward, rows, tmp_path, "again").sha256 == in_csv[0].sha256


def test_every_column_of_provenance_has_one_type_in_csv(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, sample_warehouse: Path
) -> None:
    con.execute(f"attach '{sample_warehouse}' as release (read_only)")
    # Thousands of numbers printed in PDFs, then a text of a dump whose reviewed correction is a text too.
    con.execute(
        "create table provenance as"
        " select * exclude (range) replace ('a' || range as program_key, '13' as item,"
        "  '05' as printed_text, 1.5::double as x0, null::integer as line_no, 7::double as corrected_value)"
        " from (from release.provenance limit 1), range(30000) as copies(range)"
        " union all by name select * replace ('b' as program_key, 'urbana' as item, 'N/A' as printed_text,"
        "  null as x0, 4 as line_no, null as corrected_value, 'dos mil' as corrected_text)"
        " from (from release.provenance limit 1)"
    )
    (table,) = [table for table in tables_of(con, "memory", ["main"]) if table.name == "provenance"]
    path = str(tmp_path / write_csv(con, table, in_order(table), tmp_path, "provenance.csv").path)
    found = con.execute("describe from read_csv(?, sample_size = -1)", [path]).fetchall()
    wanted = {column.name: column.type for column in table.columns}
    empty = {"operand", "inferred_by", "correction_reason", "correction_source"}
    assert {name: kind for name, kind, *_ in found if name not in empty} == {
        name: {"INTEGER": "BIGINT"}.get(kind, kind) for name, kind in wanted.items() if name not in empty
    }
    assert con.execute(
        "select count(*) from read_csv(?, sample_size = -1) where printed_text = '05'", [path]
    ).fetchone() == (30000,)
