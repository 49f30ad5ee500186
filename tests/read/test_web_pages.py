"""Saved web pages are read as a person sees them, and no page can do more than be put aside."""

from pathlib import Path

import pytest

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction
from pipelines.read.page import read_page
from tests.corpus.evaluation_pages import drawn
from tests.form.page.pages import PAGE
from tests.sandbox import extract_many, sandboxed

LIMITS = Limits(max_seconds=20, max_memory=512 << 20)


def lines(path: Path, content: str | bytes) -> list[str]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    page = sandboxed(read_page, path).pages[0]
    found: dict[int | None, list[str]] = {}
    for word in page.words:
        found.setdefault(word.line_no, []).append(word.text)
    return [" ".join(words) for words in found.values()]


def test_every_element_ends_a_line_and_what_nobody_sees_is_none(tmp_path: Path) -> None:
    content = """<html><head><title>Informe</title><style>p { color: red }</style></head><body>
    <p>Uno <b>dos</b>tres&nbsp;&ntilde;<br>cuatro</p><!-- no --><script>document.write("no")</script>
    <p hidden>no</p><div style="color:red; display : none"><p>no</p></div><template>no</template>
    <ul><li>cinco<li>seis</ul><svg><text>no</text></svg></body></html>"""
    assert lines(tmp_path / "1.html", content) == ["Uno", "dos", "tres ñ", "cuatro", "cinco", "seis"]


def test_each_line_has_the_path_of_its_element_and_the_block_that_it_stands_in(tmp_path: Path) -> None:
    path = tmp_path / "1.html"
    path.write_text("<body><dl><dt>Uno<dd>d<i>os</i></dl></body>")
    elements = sandboxed(read_page, path).pages[0].elements
    assert [one.path for one in elements] == [
        "/html/body/dl/dt",
        "/html/body/dl/dd",
        "/html/body/dl/dd/i",
    ]
    assert elements[0].block < elements[1].block == elements[2].block


@pytest.mark.parametrize(
    "content",
    [
        "<p>Año ñandú</p>".encode(),
        "<p>Año ñandú</p>".encode("utf-8-sig"),
        "<p>Año ñandú</p>".encode("utf-16"),
        "<meta charset=iso-8859-1><p>Año ñandú</p>".encode("latin-1"),
        "<?xml version='1.0' encoding='ISO-8859-1'?><html><p>Año ñandú</p></html>".encode("latin-1"),
    ],
    ids=["utf-8", "mark", "utf-16", "latin-1", "xhtml"],
)
def test_a_page_in_any_usual_encoding_is_read(tmp_path: Path, content: bytes) -> None:
    assert lines(tmp_path / "1.html", content) == ["Año ñandú"]


def of_sandbox(path: Path, content: bytes) -> Extraction:
    path.write_bytes(content)
    ((_, (extraction,)),) = extract_many([path], 1, LIMITS)
    return extraction


ENTITIES = b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>%s]>" % b"".join(
    b"<!ENTITY %c '%s'>" % (code, b"&%c;" % (code - 1) * 10) for code in range(ord("b"), ord("k"))
)


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        (b"", {"empty_file"}),
        (b"<html><script>1</script></html>", {"empty_file"}),
        (b"\x00\x01\x02", {"undecodable_text"}),
        (b"<p>a" * 3_000_000, {"not_a_report", "out_of_memory", "timed_out"}),
        (b"<div>" * 200_000 + b"a", {"damaged_page", "not_a_report"}),
        (b"<html>" + b"palabra " * (50 << 17) + b"</html>", {"not_a_report", "out_of_memory", "timed_out"}),
        (ENTITIES + b"<p>&j;</p>", {"not_a_report"}),
        (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>", {"not_a_report"}),
        (b"<p>" + b"&#0;&#xD800;&#99999999;" * 100 + b"</p>", {"not_a_report", "empty_file"}),
        (b"%PDF-1.7 no", {"damaged_pdf"}),
    ],
    ids=["empty", "script", "binary", "elements", "depth", "50 MB", "entities", "file", "references", "pdf"],
)
def test_a_hostile_page_is_put_aside_for_a_reason(tmp_path: Path, content: bytes, reasons: set[str]) -> None:
    extraction = of_sandbox(tmp_path / "1.html", content)
    assert extraction.reason in reasons, extraction.detail
    assert extraction.fault is None
    assert "root:" not in (extraction.detail or "")


def test_scripts_and_entities_change_nothing_on_a_page(tmp_path: Path) -> None:
    plain = of_sandbox(tmp_path / "1.html", drawn(PAGE).encode())
    assert plain.reason is None
    with_both = (
        drawn(PAGE).replace("<!DOCTYPE html>", ENTITIES.decode()).replace("</h1>", "<script>x</script></h1>")
    )
    found = of_sandbox(tmp_path / "2.html", with_both.encode())
    # What stands behind an internal subset, a browser shows.
    assert [one.text for one in found.readings] == ["]>", *(one.text for one in plain.readings)]
