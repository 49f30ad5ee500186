"""Forms, the drawings that a page shows by name, and the forms that they show in turn."""

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, resolve1, stream_value
from pdfminer.psparser import literal_name

from pipelines.read.errors import Unreadable

# ISO 32000-1, 7.2.2: what ends a name. A match inside a string of text is no harm: it draws what is there.
_DRAWN = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]+)\s+Do\b")
_ESCAPED = re.compile(r"#([0-9a-fA-F]{2})")


def check_forms(page: PDFPage) -> None:
    """Raise ``Unreadable`` (damaged_pdf) where a form that ``page`` shows draws itself, or by another form.

    PDFium draws such a form again and again, forty deep, and is never done if it draws itself twice.
    """
    resources = dict_value(page.resources)
    if resources.get("XObject"):
        done: set[int | None] = set()
        for contents in page.contents:
            for form in _drawn(stream_value(contents), resources):
                _follow(form, resources, [], done)


def _follow(
    form: PDFStream, resources: dict[Any, Any], outside: list[int | None], done: set[int | None]
) -> None:
    number = form.objid
    if number in outside:
        raise Unreadable(
            "damaged_pdf",
            f"object {number} of the file is a form that draws itself. Download the report again.",
        )
    if number not in done:
        inherited = dict_value(form["Resources"]) if "Resources" in form else resources
        for inner in _drawn(form, inherited):
            _follow(inner, inherited, [*outside, number], done)
        done.add(number)


def _drawn(stream: PDFStream, resources: dict[Any, Any]) -> Iterator[PDFStream]:
    """The forms among ``resources`` that the instructions of ``stream`` draw."""
    objects = dict_value(resources.get("XObject", {}))
    if objects:
        for name in set(_DRAWN.findall(stream.get_data())):
            drawn = resolve1(objects.get(_name(name)))
            if isinstance(drawn, PDFStream) and literal_name(resolve1(drawn.get("Subtype"))) == "Form":
                yield drawn


def _name(printed: bytes) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), printed.decode("latin-1"))
