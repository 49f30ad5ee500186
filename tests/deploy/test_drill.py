"""Backup, restore and upgrade, as deploy/README.md has them."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.assets.dumps import put_dump
from tests.publish.test_lock import held_elsewhere
from tests.publish.test_releases import publish_reports
from tests.warehouse import PROJECT, panelsocial

pytestmark = pytest.mark.skipif(not shutil.which("flock"), reason="flock is not installed")


def _script(name: str, archive: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(PROJECT / "deploy" / name), str(archive)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _settings(folder: Path) -> dict[str, str]:
    """The folders that a service in ``folder`` uses."""
    names = {"RAW": "data/raw", "WAREHOUSE": "warehouse", "EXTRACTED": "data/extracted"}
    return {"DAGSTER_HOME": str(folder / ".dagster")} | {
        f"PANELSOCIAL_{name}": str(folder / path) for name, path in names.items()
    }


@pytest.mark.slow
def test_what_a_backup_restores_is_current_and_an_upgrade_can_be_taken_back(tmp_path: Path) -> None:
    old, new, archive = tmp_path / "old", tmp_path / "new", tmp_path / "backup.tar.gz"
    put_dump(old / "data" / "raw", "2020.txt", 2020)
    assert panelsocial("refresh", env=_settings(old)).returncode == 0
    release = (old / "warehouse" / "current").resolve().name
    backup = _script("backup.sh", archive, old)
    assert backup.returncode == 0, backup.stderr
    shutil.rmtree(old)

    new.mkdir()
    restored = _script("restore.sh", archive, new)
    assert restored.returncode == 0, restored.stderr
    assert f"Release {release}." in panelsocial("status", env=_settings(new)).stdout
    assert f"Nothing has changed since release {release}" in panelsocial("refresh", env=_settings(new)).stdout

    upgraded = tmp_path / "upgraded"
    left = shutil.ignore_patterns("target", "logs", "__pycache__")
    for name in ("pipelines", "dbt_project"):
        shutil.copytree(PROJECT / name, upgraded / name, ignore=left)
    home = new / ".dagster"
    home.mkdir()
    shutil.copy(PROJECT / "dagster.yaml", home)
    with (upgraded / "pipelines" / "limits.py").open("a") as file:
        file.write("# Another version.\n")
    of_the_new = _settings(new) | {"PYTHONPATH": str(upgraded)}
    migrate = [str(Path(sys.executable).with_name("dagster")), "instance", "migrate"]
    migrated = subprocess.run(
        migrate, env=os.environ | of_the_new, capture_output=True, text=True, check=False
    )
    assert migrated.returncode == 0, migrated.stderr
    run = panelsocial("refresh", env=of_the_new)
    assert run.returncode == 0, run.stderr
    assert f"Changed since release {release}: program or libraries." in run.stdout
    assert f"nothing changed since {release}" in run.stdout
    back = panelsocial("rollback", env=_settings(new))
    assert f"The current release is now {release}." in back.stdout


def test_a_damaged_archive_and_a_folder_with_releases_are_refused(tmp_path: Path) -> None:
    old, archive = tmp_path / "old", tmp_path / "backup.tar.gz"
    (old / "data" / "raw").mkdir(parents=True)
    (old / "warehouse").mkdir()
    name = publish_reports(old / "warehouse", 1)
    assert _script("backup.sh", archive, old).returncode == 0
    assert archive.stat().st_mode & 0o077 == 0
    refused = _script("restore.sh", archive, old)
    assert refused.returncode == 1
    assert "has releases already" in refused.stderr
    (tmp_path / "new").mkdir()
    archive.write_bytes(archive.read_bytes()[:-1])
    assert _script("restore.sh", archive, tmp_path / "new").returncode == 1
    assert not list((tmp_path / "new").iterdir())
    assert (old / "warehouse" / "current").resolve().name == name


def test_a_backup_waits_for_a_refresh_and_for_a_sync(tmp_path: Path) -> None:
    for folder in ("data/raw", "data/acquired", "warehouse"):
        (tmp_path / folder).mkdir(parents=True)
    archive = tmp_path / "backup.tar.gz"
    with (tmp_path / "data" / "acquired" / "sync.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with held_elsewhere(tmp_path / "warehouse"):
            backup = subprocess.Popen([str(PROJECT / "deploy" / "backup.sh"), str(archive)], cwd=tmp_path)
            with pytest.raises(subprocess.TimeoutExpired):
                backup.wait(1)
        with pytest.raises(subprocess.TimeoutExpired):
            backup.wait(1)
        assert not archive.exists()
    assert backup.wait(60) == 0
    assert archive.exists()
