"""Documents with random damage. The same seed and number give the same bytes.

No damaged byte is parsed here: pages are left out of the sound document, and what was compressed is taken
apart with zlib alone.
"""

import io
import re
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pypdfium2

from tests.corpus.sample import SAMPLE

# One of each producer, and a text dump.
DOCUMENTS = tuple(
    SAMPLE / name
    for name in (
        "veleros_de_viento_2020.pdf",
        "huertos_de_luna_2019.pdf",
        "redes_de_oportunidades_de_negocios_2021.pdf",
        "senda_de_los_condores_2020.txt",
    )
)
MOST_INFLATED = 1 << 22


def mutant(seed: int, number: int, documents: tuple[Path, ...] = DOCUMENTS) -> tuple[str, bytes]:
    """The file name, in which ``number`` comes first, and the bytes of one of ``documents``, damaged.

    Text dumps and PDFs of the sample come with few of their pages, which are read in less time.
    """
    random = Random(f"{seed}/{number}")
    path = random.choice(documents)
    content = path.read_bytes()
    if path.suffix == ".pdf" and path.parent == SAMPLE:
        # The title is on the first page.
        content = _some_pages(path, frozenset({0, *random.sample(range(5), random.randint(0, 1))}))
    damages = BY_KIND.get(path.suffix.lower(), ANY)
    for damage in random.choices(damages, k=random.choice((0, 1, 1, 1, 2, 3, 6))):
        content = damage(random, content)
    return f"{number}_{path.name}", content


@cache
def _some_pages(path: Path, kept: frozenset[int]) -> bytes:
    saved = io.BytesIO()
    with pypdfium2.PdfDocument(path) as pdf:
        for number in reversed(range(len(pdf))):
            if number not in kept:
                pdf.del_page(number)
        pdf.save(saved)
    return saved.getvalue()


def _another_byte(random: Random, content: bytes) -> bytes:
    place = random.randrange(len(content) or 1)
    return content[:place] + bytes([random.randrange(256)]) + content[place + 1 :]


def _another_digit(random: Random, content: bytes) -> bytes:
    """A digit in the place of a printed digit or letter: a file that is as sound as before."""
    printed = re.compile(rb"[0-9A-Za-z]").search(content, random.randrange(len(content) or 1))
    if printed is None:
        return content
    return content[: printed.start()] + b"%d" % random.randrange(10) + content[printed.end() :]


def _cut_off(random: Random, content: bytes) -> bytes:
    """As an interrupted download leaves it."""
    return content[: random.randrange(len(content) or 1)]


def _lost(random: Random, content: bytes) -> bytes:
    start, end = _part(random, content)
    return content[:start] + content[end:]


def _repeated(random: Random, content: bytes) -> bytes:
    start, end = _part(random, content)
    return content[:end] + content[start:]


def _part(random: Random, content: bytes) -> tuple[int, int]:
    start = random.randrange(len(content) or 1)
    return start, start + random.choice((1, 16, 512, 8192))


def _shuffled(random: Random, content: bytes) -> bytes:
    """Some neighbouring lines in another order; in a PDF often the drawing instructions of a page."""
    lines = content.split(b"\n")
    streams = [number for number, line in enumerate(lines) if line.rstrip().endswith(b"stream")]
    first = random.choice([random.randrange(len(lines)), *random.sample(streams, min(1, len(streams)))]) + 1
    last = min([first + random.randint(2, 40), len(lines), *(end for end in streams if end > first)])
    between = lines[first:last]
    random.shuffle(between)
    return b"\n".join(lines[:first] + between + lines[last:])


def _redirected(random: Random, content: bytes) -> bytes:
    """A reference to another object, which is often an object of another kind, or one that leads back."""
    references = [found.span(1) for found in re.finditer(rb"\b(\d+) \d+ R\b", content)]
    return _replaced(random, content, references, _objects(content))


def _self_referring(random: Random, content: bytes) -> bytes:
    """An object that is a reference to itself, or to another one."""
    bodies = [found.span(1) for found in re.finditer(rb"\d+ \d+ obj\b(.*?)\bendobj", content, re.DOTALL)]
    return _replaced(random, content, bodies, [b" %b 0 R " % number for number in _objects(content)])


def _objects(content: bytes) -> list[bytes]:
    return re.findall(rb"\b(\d+) \d+ obj\b", content)


def _another_instruction(random: Random, content: bytes) -> bytes:
    """A compressed stream in which a number, a letter or an operator is another one."""
    streams = [
        found.span(1) for found in re.finditer(rb"stream\r?\n(.*?)\r?\n?endstream", content, re.DOTALL)
    ]
    if not streams:
        return content
    start, end = random.choice(streams)
    try:
        inflated = zlib.decompressobj().decompress(content[start:end], MOST_INFLATED)
    except zlib.error:
        return content
    damage = random.choice((_another_digit, _another_byte, _shuffled, _lost, _repeated))
    deflated = zlib.compress(damage(random, inflated))
    return _of_length(len(deflated), content[:start]) + deflated + content[end:]


def _of_length(length: int, before: bytes) -> bytes:
    """What stands before a stream, in which its dictionary now gives this ``length``."""
    for found in reversed(list(re.finditer(rb"/Length \d+\b(?! \d+ R)", before[-300:]))):
        start, end = (len(before) - min(300, len(before)) + place for place in found.span())
        return before[:start] + b"/Length %d" % length + before[end:]
    return before


def _replaced(random: Random, content: bytes, places: list[tuple[int, int]], others: list[bytes]) -> bytes:
    if not places or not others:
        return content
    start, end = random.choice(places)
    return content[:start] + random.choice(others) + content[end:]


Damage = Callable[[Random, bytes], bytes]

ANY: tuple[Damage, ...] = (_another_byte, _another_digit, _cut_off, _lost, _repeated, _shuffled)
BY_KIND: dict[str, tuple[Damage, ...]] = {
    ".pdf": (*ANY, _redirected, _self_referring, *[_another_instruction] * 4),
}
