"""`panelsocial tables`, `columns`, `programs`, `open` and `completion` on the sample's release."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.warehouse import panelsocial

Asked = Callable[..., list[str]]
SPANISH = {"LANGUAGE": "", "LC_ALL": "es_CL.UTF-8"}


@pytest.fixture
def asked(sample_warehouse: Path) -> Asked:
    """The lines that ``panelsocial`` with these arguments prints of the sample's release."""

    def run(*arguments: str, env: dict[str, str] | None = None) -> list[str]:
        ended = panelsocial(*arguments, f"--warehouse={sample_warehouse.parents[1]}", env=env)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.splitlines()

    return run


def test_every_public_table_is_listed_in_both_languages(asked: Asked, sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        tables = con.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ('main', 'quality')"
        ).fetchall()
    english, spanish = asked("tables"), asked("tables", env=SPANISH)
    names = {table if schema == "main" else f"{schema}.{table}" for schema, table in tables}
    assert {line.split()[0] for line in english[1:]} == {line.split()[0] for line in spanish[1:]} == names
    (programmes,) = (line for line in spanish if line.startswith("dim_program "))
    assert programmes.split(maxsplit=2)[1:] == ["7", "Programas sociales, una fila por programa."]


@pytest.mark.parametrize("word", ["poblacion objetivo", "POBLACIÓN OBJETIVO", "target_population"])
def test_columns_are_found_in_both_languages_without_accents_and_case(asked: Asked, word: str) -> None:
    assert any(line.startswith("fct_beneficiaries.target_population ") for line in asked("columns", word))
    (found,) = (
        line
        for line in asked("columns", word, env=SPANISH)
        if line.startswith("program_year.target_population ")
    )
    assert "Población objetivo: a quienes apunta el programa" in found


def test_programmes_are_found_by_name_ministry_and_key(asked: Asked) -> None:
    head, found = asked("programs", "redes de oportunidades")
    assert head.split()[:3] == ["key", "programme", "ministry"]
    assert found.split()[0] == "bips-87195"
    assert found.rstrip().endswith("  $262,482,000 (2021)")
    assert asked("programs", "bips-87195")[1:] == [found]
    assert found.split() in [line.split() for line in asked("programs", "ECONOMIA, fomento")]
    assert "$262.482.000 (2021)" in asked("programs", "redes", env=SPANISH)[1]


@pytest.mark.parametrize("command", ["columns", "programs"])
def test_a_word_that_is_nowhere_is_told(sample_warehouse: Path, command: str) -> None:
    run = panelsocial(command, "xyzzy", f"--warehouse={sample_warehouse.parents[1]}")
    assert (run.returncode, "'xyzzy'" in run.stderr) == (1, True)


def test_the_lines_that_open_the_release_do_so(asked: Asked, sample_warehouse: Path) -> None:
    lines = [line.strip() for line in asked("open")]
    path = str(sample_warehouse)
    assert shlex.split(lines[lines.index("DuckDB in a terminal:") + 1]) == ["duckdb", "-readonly", path]
    assert f"jdbc:duckdb:{path};access_mode=READ_ONLY" in lines
    assert f'con <- dbConnect(duckdb(), dbdir = "{path}", read_only = TRUE)' in lines
    python = lines.index("Python:")
    code = "\n".join([*lines[python + 1 : python + 3], "print(con.sql('from dim_program').shape)"])
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "(7, 12)\n"


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("panelsocial qu", "query"),
        ("panelsocial query 01_", "01_execution_by_ministry"),
        ("panelsocial programs red", "Redes de Oportunidades de Negocios"),
        ("panelsocial explain Redes 2021 exec", "executed_clp"),
        ("panelsocial columns initial_b", "initial_budget_clp"),
    ],
)
def test_a_shell_completes_names(sample_warehouse: Path, words: str, completed: str) -> None:
    environment = {
        "_PANELSOCIAL_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
        "PANELSOCIAL_WAREHOUSE": str(sample_warehouse.parents[1]),
    }
    assert f"plain,{completed}" in panelsocial(env=environment).stdout.splitlines()
    nothing = panelsocial(env=environment | {"PANELSOCIAL_WAREHOUSE": "/missing"})
    assert nothing.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed(shell: str) -> None:
    run = panelsocial("completion", shell)
    assert (run.returncode, run.stderr) == (0, "")
    assert f"_PANELSOCIAL_COMPLETE={shell}_complete" in run.stdout
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=run.stdout, text=True, check=True, env=dict(os.environ))
