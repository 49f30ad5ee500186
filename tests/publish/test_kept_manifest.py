"""dbt parses the project once for each state of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.config import Settings
from pipelines.publish.dbt_build import Dbt
from tests.publish.dbt_builds import project_copy

Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A project that has been parsed."""
    folder = tmp_path_factory.mktemp("parsed")
    settings = Settings(dbt_project=project_copy(folder), warehouse=folder / "warehouse")
    Dbt(settings).parse()
    return settings


def _parses(settings: Settings) -> bool:
    """Whether dbt parses: it writes the manifest then."""
    written = settings.dbt_project / "target" / "manifest.json"
    before = written.stat().st_mtime_ns if written.exists() else 0
    Dbt(settings).parse()
    return written.stat().st_mtime_ns != before


def test_a_project_that_has_not_changed_is_not_parsed_again(parsed: Settings) -> None:
    dbt = Dbt(parsed)
    kept = dbt.parse()
    assert not _parses(parsed)
    assert "model.panel_social.program_year" in kept.nodes
    assert "model.panel_social.program_year" in kept.flat_graph["nodes"]


@pytest.mark.parametrize(
    "change",
    [
        lambda project: (project / "models" / "new.sql").write_text("select 1 as one"),
        lambda project: (project / "seeds" / "bands.csv").open("a").write("\n"),
        lambda project: (project / "target" / "manifest.json").unlink(),
        lambda project: (project / "target" / "partial_parse.msgpack").open("ab").write(b"more"),
        lambda project: (project / "target" / "parsed.json").write_text("{"),
    ],
    ids=["a model", "a seed", "no manifest", "another one's manifest", "damaged"],
)
def test_whatever_has_changed_is_parsed_once(parsed: Settings, change: Change) -> None:
    Dbt(parsed).parse()
    change(parsed.dbt_project)
    assert _parses(parsed)
    assert not _parses(parsed)


def test_another_variable_is_another_manifest(parsed: Settings) -> None:
    Dbt(parsed).parse()
    other = parsed.model_copy(update={"base_year": 2024})
    assert _parses(other)
    assert _parses(parsed)
