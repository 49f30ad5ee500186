"""Every text that the program prints has a Spanish one, and no message is half translated."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

import click
import pytest
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir

import pipelines
from pipelines import borrowed_texts
from pipelines.language import LOCALE, N_, _, in_words, ngettext, speaking, told
from pipelines.match.evidence import pieces_of
from pipelines.numbers import money, number
from pipelines.publish.reasons import MEANINGS
from pipelines.read.errors import REASONS
from tests.warehouse import PROJECT, panelsocial

SPANISH = {"LANGUAGE": "", "LC_ALL": "es_CL.UTF-8"}
PO = LOCALE / "es" / "LC_MESSAGES" / "panelsocial.po"
OF_PROGRAMMERS = {"Windows error: {error}", "d"}
"""Texts of click that the terminal never shows here, and the letter that is the same in Spanish."""

Id = str | tuple[str, ...]


def read_catalogue() -> Catalog:
    with PO.open("rb") as file:
        return pofile.read_po(file, locale="es", abort_invalid=True)


MESSAGES: list[Message] = [message for message in read_catalogue() if message.id]


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def texts_in(folder: Path) -> set[Id]:
    """The texts that are marked in the code below ``folder``."""
    method = [("**.py", "python"), ("site/templates/**.html", "jinja2")]
    options = {"site/templates/**.html": {"trimmed": "true"}}
    found = extract_from_dir(folder, method_map=method, options_map=options)
    return {tuple(message) if not isinstance(message, str) else message for _f, _l, message, *_ in found}


def placeholders(text: str) -> set[str]:
    return {
        name for _t, name, _s, _c in Formatter().parse(text.replace("%(", "{").replace(")s", "}")) if name
    }


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: forms(message.id)[0][:40])
def test_every_text_has_a_spanish_one_with_the_same_placeholders(message: Message) -> None:
    spanish = forms(message.string)
    assert all(spanish)
    assert not message.fuzzy
    english = forms(message.id)
    for text in spanish:
        # The singular may leave the number out.
        assert placeholders(text) in [placeholders(one) for one in english]
        assert text.count("\n") == english[0].count("\n")
        assert text.count("`") == english[0].count("`")
        assert text[:1].isspace() == english[0][:1].isspace()


def test_every_text_in_the_code_is_in_the_catalogue_and_no_other() -> None:
    assert texts_in(Path(pipelines.__file__).parent) == {
        message.id if isinstance(message.id, str) else tuple(message.id) for message in MESSAGES
    }


def test_no_function_that_translates_calls_something_else_by_the_same_name() -> None:
    for path in Path(pipelines.__file__).parent.rglob("*.py"):
        for part in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                # A page names the texts of its reader's language so: `_ = visit.text`.
                named = {id(one.targets[0]) for one in ast.walk(part) if isinstance(one, ast.Assign)}
                uses = {
                    type(one.ctx)
                    for one in ast.walk(part)
                    if isinstance(one, ast.Name) and one.id == "_" and id(one) not in named
                }
                assert not {ast.Load, ast.Store} <= uses, f"{path}, line {part.lineno}"


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    compiled = BytesIO()
    mofile.write_mo(compiled, read_catalogue())
    assert PO.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_every_text_of_click_is_borrowed() -> None:
    listed = {*borrowed_texts.CLICK, *borrowed_texts.SYSTEM}
    own = {text if isinstance(text, str) else text[0] for text in texts_in(Path(click.__file__).parent)}
    assert own - OF_PROGRAMMERS <= listed


def options(command: click.Command, name: str = "panelsocial") -> Iterator[tuple[str, str]]:
    """What the help of ``command`` and of the commands below it says of each command and option."""
    yield name, command.help or ""
    for parameter in command.get_params(click.Context(command)):
        if isinstance(parameter, click.Option):
            yield f"{name} {parameter.opts[-1]}", parameter.help or ""
    for sub, child in getattr(command, "commands", {}).items():
        yield from options(child, f"{name} {sub}")


TELL = """
import json, sys
from pipelines.cli import main
from tests.test_language import options
json.dump(dict(options(main)), sys.stdout)
"""


def helps(env: dict[str, str]) -> dict[str, str]:
    run = subprocess.run(
        [sys.executable, "-c", TELL], capture_output=True, text=True, check=True, cwd=PROJECT, env=env
    )
    found: dict[str, str] = json.loads(run.stdout)
    return found


def test_every_command_and_option_is_explained_in_spanish() -> None:
    english = helps(dict(os.environ))
    spanish = helps(os.environ | SPANISH)
    assert english.keys() == spanish.keys()
    assert len(english) > 50
    for name, text in english.items():
        assert text, name
        assert text != spanish[name], name


def test_the_help_of_a_command_is_spanish() -> None:
    run = panelsocial("refresh", "--help", env=SPANISH)
    assert run.stdout.startswith("Uso: panelsocial refresh [OPCIONES]\n")
    assert "Lee los informes, arma y verifica las tablas" in run.stdout
    for word in ("Usage", "Options", "OPTIONS", "Show", "Folder", "FOLDER", "DIRECTORY", "Rebuild", "YEAR "):
        assert word not in run.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["refrsh"], "No existe el comando 'refrsh'. ¿Quiso decir 'refresh'?"),
        (
            ["explain", "a", "x", "b"],
            "Valor no válido para 'AÑO': 'x' no es válido: se espera un número",
        ),
        (["query"], "Falta el argumento 'CONSULTA'."),
        (["query", "1", "--format", "xml"], "'xml' no es ninguno de 'table', 'csv', 'json', 'markdown'."),
        (["refresh", "--raw", "/missing"], "No existe la carpeta /missing: créela, o elija otra con --raw."),
        (["status", "--warehouse", "/missing"], "Aún no hay nada publicado en /missing/current/"),
        (["sync", "--years", "x"], "PANELSOCIAL_SYNC_YEARS: 'x' no es un año ni un rango"),
    ],
)
def test_errors_are_spanish(arguments: list[str], said: str) -> None:
    run = panelsocial(*arguments, env=SPANISH)
    assert run.returncode in {1, 2}
    assert said in run.stderr
    assert "Try" not in run.stderr


@pytest.mark.parametrize("variable", ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"])
def test_the_language_is_that_of_the_environment(variable: str) -> None:
    none = dict.fromkeys(("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"), "")
    assert "Uso:" in panelsocial("--help", env=none | {variable: "es_CL.UTF-8"}).stdout
    assert "Usage:" in panelsocial("--help", env=none | {variable: "fr_FR.UTF-8"}).stdout


def test_a_text_is_told_in_the_language_that_is_spoken_and_logged_in_english() -> None:
    stage = told(lambda: _("Reading reports"))
    with speaking("es"):
        assert (stage, in_words(stage), in_words("as it is")) == (
            "Reading reports",
            "Lectura de informes",
            "as it is",
        )
        assert told(lambda: _("Reading reports")) == "Reading reports"
        assert ngettext("{count} report file", "{count} report files", 2) == "{count} archivos de informes"
    assert in_words(stage) == "Reading reports"
    assert N_("as it is") == "as it is"


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (1234567, "es", "1.234.567"),
        (1234.5, "es", "1.234,5"),
        (1234567, "en", "1,234,567"),
        (0.1234567, "en", "0.123457"),
    ],
)
def test_numbers_are_written_as_the_language_does(value: float, language: str, shown: str) -> None:
    assert number(value, language) == shown


def test_money_is_written_as_in_chile() -> None:
    assert (money(1234567, "es"), money(-1234567, "en")) == ("$1.234.567", "-$1,234,567")


def test_every_reason_for_putting_a_file_aside_has_a_sentence() -> None:
    assert set(REASONS) <= MEANINGS.keys()


def test_every_piece_of_evidence_for_a_proposal_is_translated(archive_warehouse: Path) -> None:
    import duckdb  # noqa: PLC0415

    with duckdb.connect(str(archive_warehouse), read_only=True) as con:
        pieces = con.execute(
            "select distinct unnest(string_split(evidence, '; ')) from"
            " (select evidence from quality.program_matches"
            "  union all select evidence from quality.spelling_matches where kind <> 'region')"
        ).fetchall()
    assert pieces
    with speaking("es"):
        for (piece,) in pieces:
            assert pieces_of(piece) != [piece]


@pytest.mark.slow
def test_a_refresh_speaks_spanish_and_publishes_the_same(sample_warehouse: Path, tmp_path: Path) -> None:
    raw = PROJECT / "data" / "raw" / "sample"
    folders: dict[str, Any] = {name: str(tmp_path / name) for name in ("warehouse", "extracted")}
    environment = SPANISH | {"DAGSTER_HOME": str(tmp_path / "dagster")}
    options = [f"--{name}={folder}" for name, folder in folders.items()]
    run = panelsocial("refresh", "--raw", str(raw), *options, env=environment)
    assert run.returncode == 0, run.stderr
    for stage in ("Inicio", "Búsqueda de informes", "Lectura de informes", "Carga de lecturas", "Armado y"):
        assert stage in run.stdout
    for word in ("Reading", "Looking", "Loading", "Building", "Publishing", "Starting", "Fetching"):
        assert word not in run.stdout
    again = panelsocial("refresh", "--raw", str(raw), *options, env=environment)
    assert again.stdout.startswith("Nada ha cambiado desde la publicación ")
    log = (tmp_path / "warehouse" / "build" / "refresh.log").read_text("utf-8")
    assert "Reading reports" in log
    assert "Lectura" not in log
    ours = tmp_path / "warehouse" / "current" / "exports" / "csv"
    for file in (sample_warehouse.parent / "exports" / "csv").iterdir():
        assert (ours / file.name).read_bytes() == file.read_bytes(), file.name
