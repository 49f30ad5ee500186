"""The tutorial ends with the answers that it promises, in an empty directory and in the release."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import venv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import httpx
import pytest
from filelock import FileLock

from tests.warehouse import PROJECT

PATHS = "docs/tutorial.md"
TUTORIALS = {PATHS: "en", "docs/es/tutorial.md": "es"}
"""Each in the language that the terminal speaks to its readers."""
WITH_ANSWERS = (*TUTORIALS, "docs/how-a-figure-travels.md")
SERVES = "make site"
"""The command that does not end by itself."""

# What would lead the commands elsewhere than into the clone, or let them speak another language.
UNSET = ("PANELSOCIAL_", "DAGSTER", "VIRTUAL_ENV", "PYTHON", "MAKE", "LC_", "LANG")


@dataclass(frozen=True, slots=True)
class Promise:
    """A block of a page (sh, sql, or "sql build" for the working build), and the lines it must print."""

    page: str
    kind: str
    text: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}: {self.text.splitlines()[0]}"


def promises(page: str) -> Iterator[Promise]:
    """The blocks of ``page``, each with the block of text behind it. Every block has one."""
    blocks = re.findall(r"```([a-z ]+)\n(.*?)```", (PROJECT / page).read_text("utf-8"), re.DOTALL)
    assert [kind for kind, _ in blocks[1::2]] == ["text"] * (len(blocks) // 2), page
    for (kind, text), (_, promised) in zip(blocks[::2], blocks[1::2], strict=True):
        yield Promise(page, kind, text.strip(), tuple(promised.strip().splitlines()))


QUERIES = [one for page in WITH_ANSWERS for one in promises(page) if one.kind.startswith("sql")]


def answer(con: duckdb.DuckDBPyConnection, query: Promise) -> list[str]:
    """The rows of ``query``, as the pages write them."""
    return [" | ".join(map(str, row)) for row in con.execute(query.text).fetchall()]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_every_query_gives_the_promised_rows(sample_warehouse: Path, query: Promise) -> None:
    build = sample_warehouse.parents[1] / "build" / sample_warehouse.name
    with duckdb.connect(str(build if query.kind == "sql build" else sample_warehouse), read_only=True) as con:
        assert answer(con, query) == list(query.lines)


def test_both_tutorials_ask_the_same() -> None:
    english, spanish = ([one for one in promises(page) if one.kind == "sql"] for page in TUTORIALS)
    assert [without_question(one.text) for one in english] == [without_question(one.text) for one in spanish]
    assert [one.lines for one in english] == [one.lines for one in spanish]
    english_pages, spanish_pages = map(addresses, TUTORIALS)
    assert english_pages == spanish_pages


def without_question(sql: str) -> str:
    return "\n".join(line for line in sql.splitlines() if not line.startswith("--"))


def addresses(page: str) -> set[str]:
    """The pages of the site that ``page`` names."""
    return set(re.findall(r"`(/[\w/.-]+/)`", (PROJECT / page).read_text("utf-8")))


@pytest.mark.slow
@pytest.mark.parametrize("page", TUTORIALS)
def test_who_follows_it_in_an_empty_directory_gets_what_it_promises(
    page: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(UNSET)}
    spoken = {"LC_ALL": "C.UTF-8", "LANGUAGE": TUTORIALS[page]}
    environment = bare | spoken | {"REPOSITORY": str(project(tmp_path / "repository"))}
    here = tmp_path / "empty"
    here.mkdir()
    for step in promises(page):
        if step.kind != "sh":
            continue
        if step.text == SERVES:
            # One at a time: both would take the same port.
            with FileLock(tmp_path_factory.getbasetemp().parent / "tutorial_site.lock"):
                visit(step, here, environment, addresses(page))
            continue
        told, here = run(step, here, environment)
        for line in step.lines:
            assert line in " ".join(told.split()), f"{step} does not print {line!r}:\n{told}"
        if "git clone" in step.text:
            install(here)


def project(folder: Path) -> Path:
    """A repository with the project as it is in the working tree, committed or not."""
    subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(folder)], check=True)
    listed = ["git", "ls-files", "-z", "--modified", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (PROJECT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, folder / name)
        else:
            (folder / name).unlink()
    git = ["git", "-c", "user.name=test", "-c", "user.email=test@example.org"]
    subprocess.run([*git, "add", "--all"], cwd=folder, check=True)
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "-m", "As it is"], cwd=folder, check=True)
    return folder


def install(clone: Path) -> None:
    """An environment in ``clone`` with the packages of this one, so that `make` has nothing to install.

    What `make` installs in a fresh clone is for tests/test_installation.py.
    """
    venv.create(clone / ".venv", symlinks=True)
    (packages,) = clone.glob(".venv/lib/*/site-packages")
    ours = [folder for folder in sys.path if folder.endswith("-packages")]
    (packages / "found.pth").write_text("\n".join([str(clone), *ours]))
    with (clone / "pyproject.toml").open("rb") as file:
        scripts: dict[str, str] = tomllib.load(file)["project"]["scripts"]
    for name, where in scripts.items():
        module, function = where.split(":")
        script = clone / ".venv" / "bin" / name
        # Processes that it starts by spawning import it once more.
        call = f'if __name__ == "__main__":\n    {function}()\n'
        script.write_text(f"#!{clone}/.venv/bin/python\nfrom {module} import {function}\n\n{call}")
        script.chmod(0o755)
    (clone / ".uv" / "bin").mkdir(parents=True)
    (clone / ".uv" / "bin" / "uv").touch()
    (clone / ".venv" / ".installed").touch()


def run(step: Promise, here: Path, environment: Mapping[str, str]) -> tuple[str, Path]:
    """What the commands print, which must succeed, and the folder that they end in."""
    end = here / ".end"
    done = subprocess.run(
        ["bash", "-euc", f'{step.text}\npwd > "$END"'],
        cwd=here,
        env={**environment, "END": str(end)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{step}:\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr, Path(end.read_text("utf-8").strip())


def visit(step: Promise, here: Path, environment: Mapping[str, str], pages: set[str]) -> None:
    """Start the site, and ask for every page that the tutorial names, in both languages."""
    log = here / ".site.log"
    with log.open("w") as output:
        site = subprocess.Popen(
            ["bash", "-euc", step.text],
            cwd=here,
            env={**environment, "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        start = started(log, site)
        for line in step.lines:
            assert line in log.read_text("utf-8")
        for page in sorted({*pages, "/en/"} | {f"/en{page}" for page in pages if not page.startswith("/en")}):
            assert httpx.get(f"{start}{page}", timeout=60).status_code == 200, page
    finally:
        os.killpg(site.pid, signal.SIGTERM)
        site.wait(30)


def started(log: Path, site: subprocess.Popen[bytes]) -> str:
    """The address that the site has printed, once it answers."""
    for _ in range(300):
        assert site.poll() is None, log.read_text("utf-8")
        if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text("utf-8")):
            with contextlib.suppress(httpx.TransportError):
                httpx.get(found[0], timeout=60)
                return found[0]
        time.sleep(0.2)
    raise AssertionError(f"The site has not started:\n{log.read_text('utf-8')}")
