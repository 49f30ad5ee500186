"""PDFs written byte by byte whose reading costs far more than they weigh, or leads nowhere."""

import zlib

_MEBIBYTE = 1 << 20
_ADLER = 65521
_CATALOG = b"<</Type /Catalog /Pages 2 0 R>>"
_ONE_PAGE = b"<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842]>>"
_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"


def stream_bomb(gibibytes: int) -> bytes:
    """A page whose drawing instructions are that many GiB of blanks, compressed twice to a few kilobytes."""
    page = b"<</Type /Page /Parent 2 0 R /Contents 4 0 R>>"
    content = zlib.compress(deflated_zeros(gibibytes * 1024), 9)
    return _pdf(_CATALOG, _ONE_PAGE, page, _stream(content, b"/Filter [/FlateDecode /FlateDecode]"))


def deflated_zeros(mebibytes: int) -> bytes:
    """That many MiB of zero bytes in zlib's format, made without having them in memory.

    A block that ends in a full flush refers to nothing before it, so that it can be repeated.
    """
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = deflate.compress(bytes(_MEBIBYTE)) + deflate.flush(zlib.Z_FULL_FLUSH)
    last_block = b"\x03\x00"
    check_sum = (mebibytes * _MEBIBYTE % _ADLER) << 16 | 1
    return b"\x78\xda" + block * mebibytes + last_block + check_sum.to_bytes(4, "big")


def drawing_cascade(levels: int) -> bytes:
    """A page that draws a form that draws another one ten times, and so on: 10 ** ``levels`` lines."""
    first = 5
    forms = [
        _stream(b"/X Do " * 10, _FORM + b" /Resources <</XObject <</X %d 0 R>>>>" % (first + level + 1))
        for level in range(levels)
    ]
    page = b"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</XObject <</X %d 0 R>>>>>>" % first
    return _pdf(_CATALOG, _ONE_PAGE, page, _stream(b"/X Do"), *forms, _stream(b"0 0 m 9 9 l S", _FORM))


def letters_without_names() -> bytes:
    """A page of letters in a font that says of no glyph which character it is."""
    page = b"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>"
    font = b"<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R]>>"
    glyphs = (
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500"
        b" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
        b" /FontDescriptor <</Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 -200 1000 800]>>>>"
    )
    return _pdf(_CATALOG, _ONE_PAGE, page, _stream(b"BT /F 9 Tf 60 700 Td <00240025> Tj ET"), font, glyphs)


def nested_arrays(depth: int) -> bytes:
    """A document whose list of pages is an array in an array, and so on."""
    return _pdf(_CATALOG, b"<</Type /Pages /Count 1 /Kids " + b"[" * depth + b"]" * depth + b">>")


def pages_in_a_circle() -> bytes:
    """A document whose list of pages names itself."""
    return _pdf(_CATALOG, b"<</Type /Pages /Kids [2 0 R] /Count 1>>")


def many_pages(count: int) -> bytes:
    """A document of that many empty pages."""
    kids = b" ".join(b"%d 0 R" % (3 + number) for number in range(count))
    pages = b"<</Type /Pages /Kids [%b] /Count %d /MediaBox [0 0 595 842]>>" % (kids, count)
    return _pdf(_CATALOG, pages, *([b"<</Type /Page /Parent 2 0 R>>"] * count))


def _pdf(*objects: bytes) -> bytes:
    """A file of the objects, numbered from 1, with a correct cross-reference table. The catalog is 1."""
    parts = [b"%PDF-1.4\n"]
    offsets = []
    place = len(parts[0])
    for number, content in enumerate(objects, start=1):
        offsets.append(place)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        place += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, place)
    return b"".join([*parts, b"xref\n0 %d\n0000000000 65535 f \n" % size, table, trailer])


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(content), entries, content)
