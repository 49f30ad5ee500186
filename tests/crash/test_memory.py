"""A refresh that runs out of memory says which setting to change, and what is published stays."""

from pathlib import Path

import pytest

from tests.crash.refreshes import Place

pytestmark = pytest.mark.slow

MODELS = {
    "needs_more_than_the_limit.sql": "select list(number) as numbers from range(100000000) as all_of(number)",
    "killed_by_the_system.py": (
        "import os\n\ndef model(dbt, session):\n    os.kill(os.getpid(), 9)\n    return session\n"
    ),
}


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (
            "needs_more_than_the_limit.sql",
            "DuckDB needed more than 268 MB of memory. Set PANELSOCIAL_MEMORY to more",
        ),
        ("killed_by_the_system.py", "Set PANELSOCIAL_WORKERS=1 and PANELSOCIAL_MEMORY to less than 268 MB"),
    ],
)
def test_a_build_without_enough_memory_names_the_settings(
    model: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANELSOCIAL_MEMORY", "256MiB")
    place = Place.make(tmp_path / "small", tmp_path / "raw")
    place.put_report(2019)
    assert place.refresh().returncode == 0
    published = place.published()

    place.put_report(2020)
    greedy = place.folder / "dbt_project" / "models" / "main" / model
    greedy.write_text(MODELS[model], "utf-8")
    run = place.refresh()
    assert run.returncode == 1
    assert told in " ".join(run.stderr.split()), run.stdout + run.stderr
    assert place.published() == published

    greedy.unlink()
    assert place.refresh().returncode == 0
    assert place.published() != published
