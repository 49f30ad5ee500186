from pathlib import Path

import pytest

from pipelines.read import REASONS, Unreadable, read_document
from tests.read.drawing import refusal


@pytest.mark.parametrize("name", ["report.pdf", "report.txt"])
@pytest.mark.parametrize("content", [b"", b" \r\n\t\f \n"])
def test_a_file_with_nothing_in_it_is_empty(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    reason = refusal(path)
    assert reason.reason == "empty_file"
    assert f"{len(content)} bytes" in reason.detail


def test_the_byte_limit_comes_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"Informe de Detalle")
    reason = refusal(path, max_bytes=17)
    assert (reason.reason, reason.detail.split(" bytes")[0]) == ("too_large", "18")
    assert len(read_document(path, max_bytes=18).pages) == 1


def test_a_missing_file_is_not_an_unreadable_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_document(tmp_path / "none.pdf")


def test_the_reasons_are_a_closed_list_of_names() -> None:
    assert len(set(REASONS)) == len(REASONS)
    assert all(reason.isidentifier() for reason in REASONS)
    assert str(Unreadable(REASONS[0], "what to do")) == f"{REASONS[0]}: what to do"
