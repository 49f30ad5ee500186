"""The extractor's version follows its sources, so that no stale reading survives a change."""

from collections.abc import Iterator

import pytest

from pipelines.form import version


def test_the_same_sources_have_the_same_version() -> None:
    assert version.extractor_version() == version.EXTRACTOR_VERSION


@pytest.mark.parametrize(
    "changed", ["pipelines.form/spec/informe_detalle.yaml", "pipelines.read/pdf/words.py"]
)
def test_a_change_in_a_source_is_another_version(monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    sources = dict(version._sources())
    assert changed in sources

    def with_a_change() -> Iterator[tuple[str, bytes]]:
        yield from (sources | {changed: sources[changed] + b"\n"}).items()

    monkeypatch.setattr(version, "_sources", with_a_change)
    assert version.extractor_version() != version.EXTRACTOR_VERSION


def test_another_library_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "version", lambda library: "0")
    assert version.extractor_version() != version.EXTRACTOR_VERSION
