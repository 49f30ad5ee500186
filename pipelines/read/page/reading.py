"""A saved web page becomes lines of visible text."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipelines.read.characters import printed_words
from pipelines.read.decoding import decoded
from pipelines.read.document import Document, Element, Page, Word
from pipelines.read.errors import Unreadable

# Elements that stand in a line of text; all others, and br, end a block.
# fmt: off
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})
# Elements whose text nobody sees.
_UNSEEN = frozenset({
    "area", "audio", "base", "canvas", "datalist", "embed", "head", "iframe", "link", "math",
    "meta", "noembed", "noframes", "noscript", "object", "param", "script", "source", "style",
    "svg", "template", "title", "track", "video",
})
# fmt: on
_UNSEEN_STYLES = ("display:none", "visibility:hidden")


def read_page(path: Path) -> Document:
    """Read a saved web page; every element ends a line, and words carry the number of theirs.

    Scripts, styles and elements that are hidden by attributes or styles of their own count for nothing; style
    sheets are not asked.

    Raises ``Unreadable``: undecodable_text, damaged_page (nested too deeply), empty_file. Raises
    ``MemoryError``.
    """
    root = _parsed(decoded(path.read_bytes()))
    words: list[Word] = []
    elements: list[Element] = []
    before = ""
    for text, element, block in _texts(root):
        found = printed_words(text)
        if found:
            if words and elements[-1].block == block and not _is_spaced(before, text):
                words[-1].goes_on = True
            elements.append(Element(root.getroottree().getpath(element), block))
            words += [Word(word, 1, line_no=len(elements)) for word in found]
        before = text
    if not words:
        raise Unreadable("empty_file", "A web page without a word. Save the page again.")
    return Document(medium="page", reader="lxml", pages=(Page(1, tuple(words), elements=tuple(elements)),))


def _is_spaced(before: str, text: str) -> bool:
    """Whether white space separates two texts of one block."""
    return before[-1:].isspace() or text[:1].isspace()


def _parsed(text: str) -> etree._Element:
    """The tree of a page. A parser of HTML knows no entities but those of HTML, and asks for no file."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    fatal = next((one for one in parser.error_log if one.level == etree.ErrorLevels.FATAL), None)
    if fatal and fatal.type == etree.ErrorTypes.ERR_NO_MEMORY:
        raise MemoryError
    if fatal:
        raise Unreadable(
            "damaged_page", f"Read until line {fatal.line} only: {fatal.message}. Save the page again."
        )
    if root is None:
        raise Unreadable("empty_file", "A web page without a word. Save the page again.")
    return root


def _texts(root: etree._Element) -> Iterator[tuple[str, etree._Element, int]]:
    """Every visible text in the order of the page, the element that it stands in, and its block."""
    block = 1
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        is_inline = tag in _INLINE
        block += not is_inline
        if event == "start":
            if _is_unseen(element):
                walker.skip_subtree()
            elif element.text:
                yield element.text, element, block
        elif element.tail and (parent := element.getparent()) is not None:
            yield element.tail, parent, block


def _is_unseen(element: etree._Element) -> bool:
    style = "".join(element.get("style", "").lower().split())
    return (
        element.tag in _UNSEEN
        or element.get("hidden") is not None
        or any(one in style for one in _UNSEEN_STYLES)
    )
