"""The console: what a question may do is to read the release, and nothing of the machine gets out."""

import csv
import io
import os
import threading
import time
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from pipelines.config import Settings
from pipelines.site import console
from pipelines.site.application import application
from pipelines.site.console import Answer, ConsoleLimits, Reason, Refusal, ask

QUICK = ConsoleLimits(seconds=1.0)

WRITTEN = Path("/tmp/panel_social_console")

HOG: tuple[Reason, ...] = ("out_of_memory", "too_late")
"""Which limit is met first depends on the machine."""

DEEP: tuple[Reason, ...] = ("error", *HOG)
"""DuckDB refuses it, or ends of it."""

ATTACKS: dict[str, tuple[str, *tuple[Reason, ...]]] = {
    "copy to a file": (f"copy (select 1) to '{WRITTEN}'", "only_select"),
    "export the database": (f"export database '{WRITTEN}'", "only_select"),
    "write into a table": ("insert into dim_year (year) values (1900)", "only_select"),
    "make a table": ("create table mine as select 1", "only_select"),
    "make a temporary table": ("create temp table mine as select 1", "only_select"),
    "drop a table": ("drop table program_year", "only_select"),
    "write in a select": ("with gone as (delete from dim_year returning *) select * from gone", "error"),
    "attach a file": (f"attach '{WRITTEN}' as other", "only_select"),
    "attach memory": ("attach ':memory:' as other", "only_select"),
    "install an extension": ("install httpfs", "only_select"),
    "load an extension": ("load httpfs", "only_select"),
    "load one by a function": ("from sqlite_scan('a', 'b')", "error"),
    "fetch an address": ("from read_csv('https://example.org/a.csv')", "error"),
    "read a file": ("from read_csv('/etc/passwd')", "error"),
    "read a file by its name alone": ("from '/etc/passwd'", "error"),
    "read a text": ("from read_text('/etc/passwd')", "error"),
    "read bytes": ("from read_blob('/etc/passwd')", "error"),
    "guess a file": ("from sniff_csv('/etc/passwd')", "error"),
    "list a folder": ("from glob('/etc/*')", "error"),
    "read the environment": ("from read_text('/proc/self/environ')", "error"),
    "ask for a variable": ("select getenv('PATH')", "error"),
    "read the database's bytes": ("from read_blob('/proc/self/fd/3')", "error"),
    "read a variable of the program": ("from sys", "error"),
    "list secrets": ("from duckdb_secrets()", "error"),
    "list extensions": ("from duckdb_extensions()", "error"),
    "allow access": ("set enable_external_access = true", "only_select"),
    "allow more memory": ("set memory_limit = '64GB'", "only_select"),
    "unlock the configuration": ("reset lock_configuration", "only_select"),
    "a setting by a pragma": ("pragma enable_external_access = true", "only_select"),
    "the list of files": ("pragma database_list", "only_select"),
    "a log in a file": (f"from enable_logging(storage = 'file', storage_path = '{WRITTEN}')", "error"),
    "a statement in a function": (f"from query('copy (select 1) to ''{WRITTEN}''')", "error"),
    "several statements": ("select 1; select 2", "one_question"),
    "one behind a query": (f"select 1; copy (select 1) to '{WRITTEN}'", "one_question"),
    "nothing": ("-- nothing", "one_question"),
    "a long question": ("select " + "1," * 6_000 + "1", "too_long"),
    "deep brackets": ("select " + "(" * 4_000 + "1" + ")" * 4_000, *DEEP),
    "an endless query": (
        "with recursive more as (select 1 as i union all select i + 1 from more) select max(i) from more",
        "too_late",
    ),
    "a long count": ("select count(*) from range(10000000000) as a, range(10) as b", "too_late"),
    "a sorted hog": ("from range(10000000000) order by random()", *HOG),
    "a long text": ("select repeat('x', 2000000000)", *HOG),
    "a long list": ("select list(range) from range(100000000)", *HOG),
    "a huge answer": ("select repeat('x', 4000) from range(900)", "too_large"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused(sample_warehouse: Path, attack: str) -> None:
    sql, *reasons = ATTACKS[attack]
    began = time.monotonic()
    answer = ask(sample_warehouse, sql, QUICK)
    assert time.monotonic() - began < console.START_SECONDS
    assert isinstance(answer, Refusal), answer
    assert answer.reason in reasons
    assert not WRITTEN.exists()


def test_no_answer_tells_where_the_database_or_the_program_is(
    sample_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANELSOCIAL_WEBHOOK_URL", "https://example.org/a-secret")
    told = [
        ask(sample_warehouse, sql)
        for sql in (
            "select * from duckdb_databases()",
            "select * from duckdb_settings()",
            "select * from pg_catalog.pg_settings",
            "select current_setting('allowed_paths'), current_setting('home_directory')",
            "select * from duckdb_functions()",
            "select 1 from nowhere",
            "from duckdb_extensions()",
        )
    ]
    assert isinstance(told[0], Answer)
    text = str(told)
    folder = sample_warehouse.resolve().parent
    for secret in (folder.name, str(folder.parents[1]), "a-secret", "site-packages"):
        assert secret not in text
    assert (home := os.environ.get("HOME")) is None or home == "/" or f"{home}/" not in text


def test_an_answer_is_that_of_the_release(sample_warehouse: Path) -> None:
    sql = "select program_key, year, executed_clp, execution_rate from program_year order by all"
    answer = ask(sample_warehouse, sql)
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        rows = con.execute(sql).fetchall()
    assert isinstance(answer, Answer)
    assert list(answer.rows) == rows
    assert answer.columns[2] == ("executed_clp", "BIGINT")
    assert not answer.is_cut


def test_of_many_rows_the_first_are_shown_and_it_says_so(sample_warehouse: Path) -> None:
    answer = ask(sample_warehouse, "from range(100000000000)")
    assert isinstance(answer, Answer)
    assert answer.is_cut
    assert [row[0] for row in answer.rows] == list(range(ConsoleLimits().rows))


def test_a_third_question_at_the_same_time_is_asked_to_come_again(
    sample_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = site(sample_warehouse)
    turn = threading.BoundedSemaphore(1)
    turn.acquire()
    monkeypatch.setattr(console, "_turn", turn)
    response = client.get("/en/consultas/consola/", params={"sql": "select 1"})
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert "Other questions are being answered" in response.text
    turn.release()
    assert client.get("/en/consultas/consola/", params={"sql": "select 1"}).status_code == 200


def test_values_and_messages_are_shown_as_text(sample_warehouse: Path) -> None:
    client = site(sample_warehouse)
    script = "<script>alert(1)</script>"
    for sql in (f"select '{script}' as \"<b>{script}\"", f"select {script}", f'select 1 as "{script}"'):
        text = client.get("/consultas/consola/", params={"sql": sql}).text
        assert script not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_answer_as_a_file_has_the_same_rows_and_no_formula(sample_warehouse: Path) -> None:
    client = site(sample_warehouse)
    sql = "select year, program_name, '=1+1' as formula, -5 as number from program_year order by all"
    response = client.get("/consultas/consola.csv", params={"sql": sql})
    header, *rows = csv.reader(io.StringIO(response.text))
    assert header == ["year", "program_name", "formula", "number"]
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        names = con.execute("select year, program_name from program_year order by all").fetchall()
    assert [(int(year), name) for year, name, *_ in rows] == names
    assert {tuple(row[2:]) for row in rows} == {("'=1+1", "-5")}
    assert client.get("/consultas/consola.csv", params={"sql": "drop table x"}).status_code == 404


def test_an_answer_is_not_kept(sample_warehouse: Path) -> None:
    response = site(sample_warehouse).get("/consultas/consola/", params={"sql": "select 1"})
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


def test_without_the_console_no_question_is_answered(sample_warehouse: Path) -> None:
    client = site(sample_warehouse, console=False)
    for address in ("/consultas/consola/", "/consultas/consola.csv"):
        assert client.get(address, params={"sql": "select 1"}).status_code == 404
    for address in ("/consultas/", "/consultas/01_execution_by_ministry/"):
        assert "consola" not in client.get(address).text


def site(database: Path, *, console: bool = True) -> TestClient:
    return TestClient(application(Settings(warehouse=database.parents[1], console=console)))
