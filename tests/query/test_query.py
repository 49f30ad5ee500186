"""`panelsocial query` answers from the release, in four formats, and reaches nothing else."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.query.questions import questions
from tests.match.terminal import in_terminal
from tests.warehouse import panelsocial

Query = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def query(sample_warehouse: Path) -> Query:
    """``panelsocial query`` with these arguments on the sample's release."""
    folder = f"--warehouse={sample_warehouse.parents[1]}"
    return lambda *arguments: panelsocial("query", *arguments, folder)


@pytest.mark.parametrize(
    "name", ["1", "01", "01_execution_by_ministry", "execution_by_ministry", "n_by_mini"]
)
def test_an_example_question_is_asked_by_its_name_or_number(query: Query, name: str) -> None:
    run = query(name, "--format", "csv")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("year,ministry,execution_band,programs,rate\n2019,")


def test_a_file_and_standard_sql_give_the_same(query: Query, tmp_path: Path) -> None:
    file = tmp_path / "mi pregunta.sql"
    file.write_text("-- ¿Cuántos?\nselect count(*) as programas from dim_program;\n", "utf-8")
    answers = [query(text, "--format=json").stdout for text in (str(file), file.read_text("utf-8"))]
    assert answers[0] == answers[1]
    assert json.loads(answers[0]) == [{"programas": 7}]


def test_every_example_question_has_an_answer(sample_warehouse: Path) -> None:
    from pipelines.query.answer import ask  # noqa: PLC0415
    from pipelines.query.release import open_release  # noqa: PLC0415

    with open_release(sample_warehouse) as con:
        assert [ask(con, one.sql).names for one in questions().values()]


VALUES = """
select * from (values
    (1234567, 0.5, 2021, 'a|b', true, ['x', 'y'], timestamp '2021-01-02 03:04:05', '=1+1', '-5'),
    (null, null, null, null, null, [], null, 'línea
dos', null)
) as t(pesos, share, year, text, flag, list, moment, formula, number)
"""


def test_csv_is_written_as_the_exports_are(query: Query) -> None:
    rows = list(csv.reader(query(VALUES, "--format", "csv").stdout.splitlines(keepends=True)))
    assert rows[1] == [
        *("1234567", "0.5", "2021", "a|b", "true", "x; y", "2021-01-02T03:04:05.000000Z", "'=1+1", "-5")
    ]
    assert rows[2] == ["", "", "", "", "", "", "", "línea\ndos", ""]


def test_json_has_numbers_lists_and_nulls(query: Query) -> None:
    first, second = json.loads(query(VALUES, "--format", "json").stdout)
    assert (first["pesos"], first["share"], first["flag"], first["list"]) == (1234567, 0.5, True, ["x", "y"])
    assert first["moment"] == "2021-01-02T03:04:05"
    assert (second["pesos"], second["formula"]) == (None, "línea\ndos")


def test_markdown_is_a_table(query: Query) -> None:
    assert query("select 1234 as pesos, 'a|b' as text", "--format", "markdown").stdout == (
        "| pesos | text |\n| ---: | --- |\n| 1,234 | a\\|b |\n"
    )


def test_a_table_writes_amounts_and_years_as_people_do(query: Query) -> None:
    run = panelsocial(
        *("query", "select 1234567 as pesos, 2021 as year, 0.25 as share"),
        f"--warehouse={query('1').args[-1].partition('=')[2]}",
        env={"LC_ALL": "es_CL.UTF-8"},
    )
    assert run.stdout.splitlines()[1].split() == ["1.234.567", "2021", "0,25"]


def test_a_long_table_is_cut_and_says_so_and_other_formats_are_whole(query: Query) -> None:
    run = query("from range(50)")
    assert len(run.stdout.splitlines()) == 41
    assert run.stderr == "Only the first 40 rows are shown: --rows shows more.\n"
    assert len(query("from range(50)", "--rows=50").stdout.splitlines()) == 51
    run = query("from range(50)", "--format=csv")
    assert (len(run.stdout.splitlines()), run.stderr) == (51, "")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("selec 1 from x", "The query cannot be answered: Parser Error: syntax error at or near"),
        ("select 1; select 2", "There are 2 statements here: one query at a time."),
        ("-- only a comment", "There are 0 statements here"),
        ("drop table dim_year", "Only a query that returns rows is run: the release is read-only."),
        ("copy (select 1) to '{file}'", "Only a query that returns rows is run"),
        ("set lock_configuration = false", "Only a query that returns rows is run"),
        ("attach '{file}' as other", "Only a query that returns rows is run"),
        ("from read_csv('/etc/passwd')", "file system operations are disabled"),
        ("select * from '/etc/passwd'", "The query cannot be answered"),
        ("from glob('/*') as files", "file system operations are disabled"),
        (
            "unknown_question",
            "'unknown_question' is neither SQL, nor a file, nor one of these questions:\n  01_",
        ),
        (
            "programs",
            "Several questions are called like 'programs':\n  02_programs_per_year\n  06_tiny_programs",
        ),
        ("missing/file.sql", "There is no file missing/file.sql."),
        (" ", "The query is empty."),
    ],
)
def test_what_is_no_query_is_refused_in_a_sentence(query: Query, tmp_path: Path, sql: str, said: str) -> None:
    written = tmp_path / "written"
    run = query(sql.replace("{file}", str(written)))
    assert (run.returncode, run.stdout) == (1, "")
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert not written.exists()


def test_without_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    run = panelsocial("query", "1", f"--warehouse={tmp_path}")
    assert (run.returncode, "run `panelsocial refresh`" in run.stderr) == (1, True)


def test_a_file_that_is_no_text_is_refused(query: Query, tmp_path: Path) -> None:
    (tmp_path / "q.sql").write_bytes(b"select '\xff'")
    assert f"{tmp_path / 'q.sql'} is no text in UTF-8." in query(str(tmp_path / "q.sql")).stderr


def test_nothing_is_written_into_the_release(query: Query, sample_warehouse: Path) -> None:
    before = sorted(sample_warehouse.parent.resolve().rglob("*"))
    # More than fits into DuckDB's memory without a file to help it.
    query("select count(*) from (select distinct range, random() from range(20000000)) where range < 0")
    assert sorted(sample_warehouse.parent.resolve().rglob("*")) == before


ESCAPE = "select chr(27) || '[2J' || chr(8238) as text"


@pytest.mark.parametrize("kind", ["table", "csv", "json", "markdown"])
def test_a_terminal_obeys_no_value(sample_warehouse: Path, kind: str) -> None:
    arguments = ("query", ESCAPE, f"--format={kind}", f"--warehouse={sample_warehouse.parents[1]}")
    code, screen = in_terminal(*arguments, answers="", env={})
    assert code == 0
    assert r"\u001b[2J\u202e" in screen
    assert "\x1b[2J" not in screen


def test_a_program_gets_the_very_characters(query: Query) -> None:
    assert query(ESCAPE, "--format=csv").stdout == "text\n\x1b[2J\u202e\n"
    assert json.loads(query(ESCAPE, "--format=json").stdout) == [{"text": "\x1b[2J\u202e"}]


CALL = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in the background ignores
from pipelines.cli import main
main(sys.argv[1:])
"""


def test_control_c_ends_a_long_query(sample_warehouse: Path) -> None:
    slow = "select count(*) from range(100000000000) as a where a.range % 7 = 3"
    environment = os.environ | {"PANELSOCIAL_WAREHOUSE": str(sample_warehouse.parents[1])}
    with subprocess.Popen([sys.executable, "-c", CALL, "query", slow], env=environment) as process:
        time.sleep(8)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(10) != 0


def test_a_release_that_is_no_database_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "current"
    folder.mkdir()
    (folder / "panel_social.duckdb").write_bytes(b"no database" * 1000)
    with pytest.raises(duckdb.Error):
        duckdb.connect(str(folder / "panel_social.duckdb"), read_only=True)
    run = panelsocial("query", "1", f"--warehouse={tmp_path}")
    assert run.returncode == 1
    assert "cannot be queried" in run.stderr
