import codecs
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.read import Document, read_document
from pipelines.read.dump import printed_lines
from tests.read.drawing import refusal, texts
from tests.sandbox import LIMITS, extract_many

SEED = Path(__file__).parents[3] / "shared" / "seed"

# What a report prints and Windows-1252 can write. No word starts with a space or holds a page break.
_PRINTED = "abcxyzÁÉÍÓÚáéíóúñÑüÜ¿¡°º´«»–€“”0123456789.,:;%$()/-"
_words = st.text(_PRINTED, min_size=1, max_size=8)
_lines = st.lists(_words, max_size=5).map(" ".join)
_dumps = st.lists(_lines, min_size=1, max_size=12).filter(any)

_ENCODERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-8 decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16 little endian": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16 big endian": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "windows-1252": lambda text: text.encode("cp1252"),
}


def read(path: Path, content: bytes | str) -> Document:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(path)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    return tmp_path / "dump.txt"


@given(
    lines=_dumps,
    encoder=st.sampled_from(sorted(_ENCODERS)),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    blank=st.sampled_from([" ", "\N{NO-BREAK SPACE}", "\t"]),
)
def test_the_same_print_gives_the_same_words_in_every_encoding(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], encoder: str, line_end: str, blank: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "encoded.txt"
    content = line_end.join(line.replace(" ", blank) for line in lines) + line_end
    document = read(path, _ENCODERS[encoder](content))

    found = [(word.line_no, word.text) for page in document.pages for word in page.words]
    assert found == [
        (line_no, unicodedata.normalize("NFC", word))
        for line_no, line in enumerate(lines, start=1)
        for word in line.split()
    ]


def test_any_bytes_are_words_or_a_reason(tmp_path: Path) -> None:
    random = Random(1)
    paths = [tmp_path / f"{number}.txt" for number in range(100)]
    for path in paths:
        path.write_bytes(random.randbytes(random.randrange(200)))
    done = [one for _, extractions in extract_many(paths, 2, LIMITS) for one in extractions]
    assert len(done) == len(paths)
    assert {one.reason for one in done} <= {"empty_file", "undecodable_text", "not_a_report"}
    assert not any(one.fault for one in done)


def test_words_carry_their_page_and_line_and_no_box(dump: Path) -> None:
    document = read(dump, "Título\r\n\r\nGasto  Total\r\n")
    assert document.medium == "text"
    assert document.created_at is None
    assert [(word.text, word.page, word.line_no, word.box) for word in document.pages[0].words] == [
        ("Título", 1, 1, None),
        ("Gasto", 1, 3, None),
        ("Total", 1, 3, None),
    ]


def test_a_line_that_starts_with_a_space_starts_a_page(dump: Path) -> None:
    document = read(dump, "uno\ndos\n tres\ncuatro\n\N{NO-BREAK SPACE}cinco\n \n")
    assert [texts(page) for page in document.pages] == [["uno", "dos"], ["tres", "cuatro"], ["cinco"]]
    assert [page.number for page in document.pages] == [1, 2, 3]


def test_the_first_page_may_start_with_a_space_too(dump: Path) -> None:
    assert [texts(page) for page in read(dump, "\n uno\ndos").pages] == [["uno", "dos"]]


def test_deeper_indentation_is_no_page(dump: Path) -> None:
    assert len(read(dump, "uno\n    dos\n  tres\n").pages) == 1


def test_form_feeds_alone_count_where_there_are_any(dump: Path) -> None:
    document = read(dump, "uno\n dos\n\ftres\n\f\fcuatro\n\f\n")
    assert [texts(page) for page in document.pages] == [["uno", "dos"], ["tres"], [], ["cuatro"]]
    assert [word.line_no for page in document.pages for word in page.words] == [1, 2, 3, 4]


def test_a_form_feed_at_the_end_does_not_switch_the_spaces_off(dump: Path) -> None:
    assert len(read(dump, "uno\n dos\n\f").pages) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Poblaci\x81n", "byte 7 (0x81)"),
        ("Gasto Total".encode("utf-16-le"), "U+0000"),
        ("Gasto\nPoblaci\N{PARTIAL LINE FORWARD}n".encode(), "U+008B on line 2"),
        ("Población potencial".encode()[:-1] + b"\xc3", "broken character"),
        (codecs.BOM_UTF16_LE + b"G\x00a", "utf-16"),
    ],
    ids=["no Windows-1252", "UTF-16 without mark", "C1 control", "UTF-8 cut off", "UTF-16 cut off"],
)
def test_text_that_cannot_be_decoded_says_where(dump: Path, content: bytes, said: str) -> None:
    dump.write_bytes(content)
    reason = refusal(dump)
    assert reason.reason == "undecodable_text"
    assert said in reason.detail


@pytest.mark.parametrize(
    "content", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b" \x00", b"\xa0 \xa0", b"\f\n\f"]
)
def test_a_dump_without_a_word_is_empty(dump: Path, content: bytes) -> None:
    dump.write_bytes(content)
    assert refusal(dump).reason == "empty_file"


def test_words_are_on_the_line_whose_number_they_carry(dump: Path) -> None:
    words = [
        word
        for page in read(dump, "uno\r\n\rdos\ntres\fcuatro\n".encode("cp1252")).pages
        for word in page.words
    ]
    lines = printed_lines(dump)
    assert [lines[(word.line_no or 0) - 1] for word in words] == [
        "uno",
        "dos",
        "tres\fcuatro",
        "tres\fcuatro",
    ]


def test_too_many_pages_of_text(dump: Path) -> None:
    dump.write_text("uno\fdos\ftres")
    assert refusal(dump, max_pages=2).reason == "too_large"
    assert len(read_document(dump, max_pages=3).pages) == 3


def test_the_seed_loses_no_word() -> None:
    if not SEED.is_dir():
        pytest.skip("the folder shared/seed with the real report is not beside the project")
    (path,) = SEED.glob("*.txt")
    document = read_document(path)
    assert [word for page in document.pages for word in texts(page)] == path.read_text("utf-8").split()
    assert [texts(page)[0] for page in document.pages] == [
        "Informe",
        "Ingreso",
        "4.",
        "5.",
        "de",
        "6.",
        "6.2)",
    ]


def test_words_carry_their_indents_only_in_a_dump_that_keeps_gaps(dump: Path) -> None:
    gaps = "Región      Total\n  Maule         2\n" * 3
    words = read(dump, gaps).pages[0].words
    assert [(word.text, word.indent) for word in words[:4]] == [
        ("Región", 0),
        ("Total", 12),
        ("Maule", 2),
        ("2", 16),
    ]
    assert {word.indent for word in read(dump, gaps[:40] + "Nota:  sin datos\n").pages[0].words} == {None}


def test_a_footer_behind_a_broken_word_is_no_part_of_it(dump: Path) -> None:
    pages = ["Faros\nCifras inventadas 1\n\n", "socioCifras inventadas 2\n\n", "sur\nCifras inventadas 3\n\n"]
    found = [(word.text, word.line_no) for word in read(dump, "\f".join(pages)).pages[1].words]
    assert found == [("socio-", 4), ("Cifras", 5), ("inventadas", 5), ("2", 5)]
