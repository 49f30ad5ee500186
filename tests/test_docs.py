"""The README and the pages in docs/ say what the program does: queries run, names and defaults are right."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from pydantic_settings import BaseSettings

from pipelines.acquire.settings import SyncSettings
from pipelines.cli import main
from pipelines.config import Settings
from pipelines.read.errors import REASONS
from tests.warehouse import PROJECT

PAGES = {
    page.relative_to(PROJECT).as_posix(): page.read_text("utf-8")
    for page in [
        *(PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "deploy/README.md")),
        *sorted((PROJECT / "docs").rglob("*.md")),
    ]
}
README, SETTINGS = PAGES["README.md"], PAGES["docs/settings.md"]
ARCHITECTURE = PAGES["docs/architecture.md"]
MADE_BY_DBT_DOCS = "dbt_project/target/static_index.html"
SQL = [
    query.strip()
    for text in PAGES.values()
    for block in re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    for query in block.split(";")
    if query.strip()
]


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every row of the tables in ``text``."""
    for line in text.splitlines():
        if line.startswith("|"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def code(cell: str) -> list[str]:
    """What stands between backticks in ``cell``."""
    return re.findall(r"`([^`]+)`", cell)


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("query", SQL, ids=[query.splitlines()[0] for query in SQL])
def test_every_query_answers_on_the_sample(sample_warehouse: Path, query: str) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        assert con.execute(query).fetchall()


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_page_and_a_heading(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGES[page]):
        if target.startswith("https://"):
            continue
        name, _, fragment = target.partition("#")
        file = (PROJECT / page).parent / name if name else PROJECT / page
        assert file.exists(), target
        if fragment:
            headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
            assert fragment in map(anchor, headings), target


def test_every_make_target_exists() -> None:
    named = {name for text in PAGES.values() for name in re.findall(r"`make ([a-z-]+)`", text)}
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"refresh", "test"} <= named
    assert named <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_path_and_program_that_it_names_exists(page: str) -> None:
    folders = "pipelines|dbt_project|tests|benchmarks|deploy|docs|queries"
    for path in re.findall(rf"`((?:{folders})/[\w./]*)`", PAGES[page]):
        assert path == MADE_BY_DBT_DOCS or (PROJECT / path).exists(), path
    for module in re.findall(r"\b(benchmarks\.\w+)", PAGES[page]):
        assert (PROJECT / module.replace(".", "/")).with_suffix(".py").exists(), module


def test_every_command_stands_with_all_of_its_options_and_no_other() -> None:
    documented = {row[0].strip("`"): set(code(row[2])) for row in rows(SETTINGS) if "`panelsocial" in row[0]}
    offered = {
        f"panelsocial {name}": set(
            re.findall(r"--[a-z][a-z-]*", CliRunner().invoke(main, [name, "--help"]).output)
        )
        - {"--help"}
        for name in main.commands
    }
    assert documented == offered


def test_every_setting_stands_with_its_default_and_no_other() -> None:
    documented = {names[0]: row[3] for row in rows(SETTINGS) if len(row) == 4 and (names := code(row[1]))}
    settings: Mapping[str, type[BaseSettings]] = {
        f"{kind.model_config['env_prefix']}{name.upper()}": kind
        for kind in (Settings, SyncSettings)
        for name in kind.model_fields
    }
    assert documented.keys() == settings.keys() | {"DAGSTER_HOME"}
    for variable, kind in settings.items():
        if default := re.fullmatch(r"`([^`]+)`", documented[variable]):
            assert written_as(kind, variable, default[1]), variable


def written_as(kind: type[BaseSettings], variable: str, text: str) -> bool:
    """Whether ``text`` as the value of ``variable`` is the setting's default."""
    name = variable.removeprefix(kind.model_config["env_prefix"]).lower()
    field = kind.model_fields[name]
    if isinstance(default := field.get_default(), Path):
        return default == PROJECT / text
    given: dict[str, Any] = {name: text}
    return bool(getattr(kind(**given), name) == default)


def test_every_reason_for_putting_a_file_aside_is_explained() -> None:
    explained = {name for row in rows(PAGES["docs/guarantees.md"]) for name in code(row[0])}
    assert set(REASONS) <= explained


def test_every_room_is_on_the_map() -> None:
    rooms = {path.parent.name for path in (PROJECT / "pipelines").glob("*/__init__.py")}
    mapped = {name for row in rows(ARCHITECTURE) for name in re.findall(r"`pipelines/(\w+)/`", row[0])}
    assert rooms <= mapped
