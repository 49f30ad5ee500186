"""The objects of a PDF, as pdfminer finds them, in which nothing leads back to itself."""

import re
from collections.abc import Iterator
from io import BytesIO

from pdfminer.pdfdocument import (
    PDFBaseXRef,
    PDFDocument,
    PDFEncryptionError,
    PDFNoPageLabels,
    PDFPasswordIncorrect,
)
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, list_value, resolve1
from pdfminer.utils import decode_text

from pipelines.read.errors import Unreadable

_TABLE_AT = re.compile(rb"(startxref\s+)\d")

_INHERITED = frozenset({"Resources", "MediaBox", "CropBox", "Rotate", "UserUnit"})


class _Damaged(Unreadable):
    def __init__(self, what: str) -> None:
        super().__init__("damaged_pdf", f"{what}. Download the report again.")


class _Circle(_Damaged):
    """Something refers to itself, which no other way into the file would mend."""


class Structure(PDFDocument):
    """A PDF of which every reference ends at an object.

    pdfminer follows references for as long as they lead to references: it never returns from an object that
    is a reference to itself, and runs out of stack, or of memory, at other circles. Raises ``Unreadable``
    (damaged_pdf) as soon as somebody asks for such an object, and whatever pdfminer raises.
    """

    def __init__(self, data: bytes) -> None:
        self._in_reading: set[int] = set()
        self._tables: set[int] = set()
        self._pages: list[PDFPage] = []
        super().__init__(PDFParser(BytesIO(data)))

    def getobj(self, objid: int) -> object:
        """Object number ``objid``; where that is a reference, the object at its end."""
        passed: list[int] = []
        try:
            while True:
                if objid in self._in_reading:
                    raise _Circle(f"object {objid} of the file refers to itself")
                self._in_reading.add(objid)
                passed.append(objid)
                found = super().getobj(objid)
                if not isinstance(found, PDFObjRef):
                    return found
                objid = found.objid
        finally:
            self._in_reading.difference_update(passed)

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[PDFBaseXRef]) -> None:
        """Read the table of objects at byte ``start``, and those before it that it names."""
        if start in self._tables:
            raise _Circle(f"the table of objects at byte {start} names itself as an earlier one")
        self._tables.add(start)
        super().read_xref_from(parser, start, xrefs)

    def get_page_labels(self) -> None:  # type: ignore[override]
        """There are none: nobody asks for them, and a fault in them costs no report."""
        raise PDFNoPageLabels

    def created(self) -> str | None:
        """The creation date as the file states it, or None."""
        stated = [entries["CreationDate"] for entries in self.info if "CreationDate" in entries]
        date = resolve1(stated[-1]) if stated else None
        return decode_text(date) if isinstance(date, bytes) else None

    def pages(self) -> list[PDFPage]:
        """Every page, in the order of the page tree; one that is listed twice comes twice.

        Raises ``Unreadable`` (damaged_pdf) where the tree leads to something that is no page, or to none.
        """
        if self._pages:
            return self._pages
        found = [
            PDFPage(self, number, attributes, None)
            for number, attributes in self._leaves(self.catalog.get("Pages"), {}, ())
        ]
        if not found:
            raise _Damaged("its list of pages leads to no page")
        lost = sum(not page.attrs for page in found)
        if lost:
            raise _Damaged(f"it lists {len(found)} pages, {len(found) - lost} can be read")
        self._pages = found
        return found

    def _leaves(
        self, listed: object, inherited: dict[str, object], above: tuple[object, ...]
    ) -> Iterator[tuple[object, dict[str, object]]]:
        """Object number and attributes of each page under a node of the page tree."""
        node = resolve1(listed)
        if not isinstance(node, dict) or not node:
            yield None, {}
            return
        attributes = {name: node[name] for name in _INHERITED if name in node}
        number = listed.objid if isinstance(listed, PDFObjRef) else None
        if "Kids" not in node:
            yield number, {**inherited, **node}
        elif number is None or number not in above:
            for kid in list_value(node["Kids"]):
                yield from self._leaves(kid, inherited | attributes, (*above, number))


def open_structure(data: bytes) -> Structure:
    """The PDF ``data``, of which every page can be found. Where its table of objects is lost or wrong, the
    objects are looked for in all of the file, as PDFium does.

    Raises ``Unreadable`` (damaged_pdf), and whatever pdfminer raises.
    """
    try:
        structure = Structure(data)
        structure.pages()
    except (PDFEncryptionError, PDFPasswordIncorrect, MemoryError, _Circle):
        raise
    except Exception as error:
        try:
            structure = Structure(_TABLE_AT.sub(rb"\1x", data))
            structure.pages()
        except Exception:
            raise error from None
    return structure
