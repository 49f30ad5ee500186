"""A fresh clone installs and refreshes on every supported Python that is found, and says what it lacks."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.assets.dumps import put_dump
from tests.warehouse import PROJECT, published

VERSIONS = ["3.11", "3.12", "3.13"]
NEEDED = [
    *("Makefile", "pyproject.toml", "requirements.lock", "README.md", "LICENSE", "dagster.yaml"),
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
