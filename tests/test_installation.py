"""A fresh clone installs and refreshes on every supported Python that is found, and says what it lacks."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipelines.build.inputs import folder_checksum
from tests.assets.dumps import put_dump
from tests.warehouse import PROJECT, published

VERSIONS = ["3.11", "3.12", "3.13"]
LOCKS = ("requirements.lock", "requirements-production.lock")
NEEDED = [
    *("Makefile", "pyproject.toml", *LOCKS, "README.md", "LICENSE", "dagster.yaml"),
    *("workspace.yaml", "pipelines", "dbt_project"),
]
# What points this process to certificates or to an index; a fresh clone has none of it.
UNSET = (
    "SSL_CERT",
    "REQUESTS_CA",
    "CURL_CA",
    "PIP_CERT",
    "NIX_SSL",
    "UV_",
    "PANELSOCIAL_",
    "MAKE",
    "VIRTUAL_ENV",
)


# What would lead an installed package to this clone or its data.
PRIVATE = ("PANELSOCIAL_", "DAGSTER", "VIRTUAL_ENV", "PYTHONPATH")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What of the project is needed to install it: nothing that an installation or a refresh has left."""
    left = shutil.ignore_patterns("target", "logs", "__pycache__")
    for name in NEEDED:
        source, target = PROJECT / name, tmp_path / "clone" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=left)
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    return tmp_path / "clone"


def _make(clone: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(UNSET)}
    return subprocess.run(
        ["make", *arguments],
        cwd=clone,
        env=bare | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def _run(*command: str, cwd: Path, code: int = 0) -> str:
    """What ``command`` prints, which must end with ``code``, without this process's settings."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(PRIVATE)}
    run = subprocess.run(command, cwd=cwd, env=bare, capture_output=True, text=True, check=False)
    assert run.returncode == code, run.stdout + run.stderr
    return run.stdout + run.stderr


def _uv() -> str:
    return shutil.which("uv") or str(PROJECT / ".uv" / "bin" / "uv")


def _names(requirements: Iterable[str]) -> set[str]:
    """The packages' names as a lock writes them."""
    names = (re.split(r"[^\w.-]", one)[0] for one in requirements)
    return {name.lower().replace(".", "-") for name in names}


def _locked(name: str) -> dict[str, frozenset[str]]:
    """The checksums of each package of a lock, by name and version."""
    packages = re.split(r"\n(?=\w)", (PROJECT / name).read_text("utf-8"))
    return {one.split()[0]: frozenset(re.findall(r"sha256:\w+", one)) for one in packages}


def _python(version: str) -> str | None:
    """A Python of that version: on the PATH, or installed by pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for command in [f"python{version}", *map(str, sorted(pyenv.glob(f"{version}.*/bin/python")))]:
        if shutil.which(command):
            run = subprocess.run(
                [command, "-c", "import sys; print(*sys.version_info[:2], sep='.')"],
                capture_output=True,
                text=True,
                check=False,
            )
            if run.stdout.strip() == version:
                return command
    return None


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_a_fresh_clone_refreshes(clone: Path, version: str) -> None:
    python = _python(version)
    if python is None:
        pytest.skip(f"Python {version} is neither on the PATH nor installed by pyenv")
    put_dump(clone / "data" / "raw", "2020.txt", 2020)
    run = _make(clone, f"PYTHON={python}", "refresh")
    assert run.returncode == 0, run.stdout + run.stderr
    assert (clone / ".venv" / "lib" / f"python{version}").is_dir()
    assert published(clone).exists()


def test_another_python_than_a_supported_one_is_named_with_how_to_get_one(clone: Path) -> None:
    for python in ("", str(clone / "missing"), "false"):
        run = _make(clone, f"PYTHON={python}", "refresh")
        assert run.returncode != 0
        assert "Python 3.11, 3.12 or 3.13 is needed" in run.stderr
        assert "make PYTHON=/path/to/python3.13 refresh" in run.stderr
        assert "Traceback" not in run.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as `pip wheel` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(_uv(), "build", "--wheel", "--out-dir", str(folder), str(PROJECT), cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_an_installed_package_refreshes_in_an_empty_folder_and_stays_as_it_is(
    wheel: Path, tmp_path: Path
) -> None:
    venv, here = tmp_path / "venv", tmp_path / "here"
    python = str(venv / "bin" / "python")
    _run(_uv(), "venv", "--python", sys.executable, str(venv), cwd=tmp_path)
    install = [_uv(), "pip", "install", "--python", python]
    _run(*install, "--require-hashes", "--requirement", str(PROJECT / LOCKS[1]), cwd=tmp_path)
    _run(*install, "--no-deps", str(wheel), cwd=tmp_path)
    (package,) = venv.glob("lib/*/site-packages/pipelines")
    before = folder_checksum(package)
    for name in ("huertos_de_luna_2019.pdf", "faros_de_papel_2021.pdf"):
        (here / "data" / "raw").mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / "data" / "raw" / "sample" / name, here / "data" / "raw")
    command = str(venv / "bin" / "panelsocial")
    assert "Reports: 2; years: 2019, 2021." in _run(command, "refresh", cwd=here)
    assert published(here).exists()
    assert "execution_band" in _run(command, "query", "1", cwd=here)
    assert "Nothing has changed since release" in _run(command, "refresh", cwd=here)
    assert folder_checksum(package) == before
    assert {path.name for path in here.iterdir()} == {".dagster", "data", "warehouse"}
    decide = (
        "from pipelines.match.wordings import *; WordingReview().accept(Wording(*'abc', 1, 1, 1, 'd'), '')"
    )
    assert "belongs to the installed package" in _run(python, "-c", decide, cwd=here, code=1)


def test_the_production_lock_has_the_versions_of_the_other_without_what_development_adds() -> None:
    everything, production = (_locked(name) for name in LOCKS)
    assert production.items() < everything.items()
    with (PROJECT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    needed, dev = map(_names, (project["dependencies"], project["optional-dependencies"]["dev"]))
    assert needed <= _names(production)
    assert not dev & _names(production)


@pytest.mark.slow
def test_an_index_that_cannot_be_reached_is_named_with_what_to_set(clone: Path) -> None:
    unreachable = {
        "UV_DEFAULT_INDEX": "http://127.0.0.1:1/simple",
        "UV_NO_CACHE": "1",
        "UV_HTTP_RETRIES": "0",
    }
    run = _make(clone, "refresh", **unreachable)
    assert run.returncode != 0
    assert "The packages of requirements.lock could not be installed" in run.stderr
    assert "UV_DEFAULT_INDEX" in run.stderr


@pytest.mark.slow
def test_neither_pip_nor_uv_is_named_with_how_to_get_one(clone: Path) -> None:
    run = _make(clone, "UV=.uv/bin/uv", "refresh", PIP_INDEX_URL="http://127.0.0.1:1/simple", PIP_RETRIES="0")
    assert run.returncode != 0
    assert "uv could not be installed" in run.stderr
    assert "PIP_INDEX_URL" in run.stderr
