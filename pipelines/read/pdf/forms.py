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
    """Raise ``Unreadable`` (damaged_pdf) where a form that ``page`` shows draws itself, directly or through
    other forms.

    PDFium draws such a form again and again, forty deep, and is never done if it draws itself twice.
    """
    resources = dict_value(page.resources)
    if resources.get("XObject"):
        done: set[int | None] = set()
        for contents in page.contents:
            for form in _drawn(stream_value(contents), resources):
                _follow(form, resources, [], done)


def has_layers(page: PDFPage) -> bool:
    """Whether something on ``page`` may stand on a layer (ISO 32000-1, 8.11), which may be off."""
    return "OCProperties" in page.doc.catalog and _names_layers(dict_value(page.resources), set())


def _names_layers(resources: dict[Any, Any], seen: set[int | None]) -> bool:
    if any("OCGs" in entry or _is_layer(entry) for entry in _dicts(resources.get("Properties"))):
        return True
    for drawn in map(resolve1, dict_value(resources.get("XObject", {})).values()):
        if not isinstance(drawn, PDFStream) or drawn.objid in seen:
            continue
        seen.add(drawn.objid)
        if "OC" in drawn or _names_layers(dict_value(drawn.get("Resources", {})), seen):
            return True
    return False


def _is_layer(entry: dict[Any, Any]) -> bool:
    return literal_name(resolve1(entry.get("Type"))) in {"OCG", "OCMD"}


def _dicts(named: object) -> Iterator[dict[Any, Any]]:
    return (dict_value(one) for one in dict_value(named).values())


def drawn_forms(page: PDFPage) -> Iterator[PDFStream]:
    """The forms that ``page`` shows itself; what it only names may be anything."""
    resources = dict_value(page.resources)
    for contents in page.contents if resources.get("XObject") else ():
        yield from _drawn(stream_value(contents), resources)


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
