"""Notes, the annotations that are painted above the drawing of a page: values of fields, comments, stamps."""

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psparser import literal_name

from pipelines.read.pdf.frame import Bounds, stated_bounds


def paints_notes(page: PDFPage) -> bool:
    """Whether ``page`` carries anything but links above its drawing: values of fields, notes, stamps."""
    kinds = {literal_name(resolve1(note.get("Subtype"))) for note in map(dict_value, list_value(page.annots))}
    return not kinds <= {"Link", "Popup"}


def note_places(page: PDFPage, kind: str) -> list[Bounds]:
    """Where ``page`` carries notes of a ``kind``, as "Stamp", in the file's coordinates."""
    notes = (dict_value(note) for note in list_value(page.annots))
    found = (note for note in notes if literal_name(resolve1(note.get("Subtype"))) == kind)
    return [place for note in found if (place := stated_bounds(note.get("Rect")))]


def notes_switched_off(page: PDFPage) -> list[int]:
    """The numbers, from 0, of the notes of ``page`` that stand on a layer that is off (ISO 32000-1, 8.11)."""
    config = dict_value(dict_value(page.doc.catalog.get("OCProperties", {})).get("D", {}))
    on, off = _numbers(config.get("ON")), _numbers(config.get("OFF"))
    is_off_unless_on = literal_name(resolve1(config.get("BaseState"))) == "OFF"

    def is_off(layer: object) -> bool:
        layers = _numbers(dict_value(layer).get("OCGs", layer))
        return bool(layers) and all(one in off or (is_off_unless_on and one not in on) for one in layers)

    notes = map(dict_value, list_value(page.annots))
    return [number for number, note in enumerate(notes) if "OC" in note and is_off(note["OC"])]


def _numbers(layers: object) -> set[int]:
    """The object numbers of some layers, or of one."""
    listed = [layers] if isinstance(resolve1(layers), dict) else list_value(layers or [])
    return {one.objid for one in listed if isinstance(one, PDFObjRef)}
