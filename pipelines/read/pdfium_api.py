"""The few functions of PDFium that are called once a letter or once a line, as lean as ctypes can call them.

The prototypes that come with pypdfium2 check and wrap every argument; on a page of two thousand letters that
takes as long as the work itself. Handles are plain addresses here, results go to a buffer of ours.
"""

import ctypes
from typing import Any

from pypdfium2 import raw

Handle = int
"""The address of one of PDFium's objects; 0 is none."""


def _lean(name: str, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_P, _I, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_float

load_page = _lean("FPDF_LoadPage", _P, _P, _I)
close_page = _lean("FPDF_ClosePage", None, _P)
load_text = _lean("FPDFText_LoadPage", _P, _P)
close_text = _lean("FPDFText_ClosePage", None, _P)

count_letters = _lean("FPDFText_CountChars", _I, _P)
letter_code = _lean("FPDFText_GetUnicode", ctypes.c_uint, _P, _I)
letter_is_unmapped = _lean("FPDFText_HasUnicodeMapError", _I, _P, _I)
letter_is_hyphen = _lean("FPDFText_IsHyphen", _I, _P, _I)
running_text = _lean("FPDFText_GetText", _I, _P, _I, _I, _P)  # UTF-16 units and a final zero
letter_is_generated = _lean("FPDFText_IsGenerated", _I, _P, _I)
letter_box = _lean("FPDFText_GetLooseCharBox", _I, _P, _I, _P)  # four floats: left, top, right, bottom
letter_origin = _lean("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)  # two doubles
letter_matrix = _lean("FPDFText_GetMatrix", _I, _P, _I, _P)  # six floats
letter_font_size = _lean("FPDFText_GetFontSize", ctypes.c_double, _P, _I)
letter_object = _lean("FPDFText_GetTextObject", _P, _P, _I)

object_font = _lean("FPDFTextObj_GetFont", _P, _P)
font_ascent = _lean("FPDFFont_GetAscent", _I, _P, _F, _P)
font_descent = _lean("FPDFFont_GetDescent", _I, _P, _F, _P)
glyph_width = _lean("FPDFFont_GetGlyphWidth", _I, _P, ctypes.c_uint32, _F, _P)

count_objects = _lean("FPDFPage_CountObjects", _I, _P)
page_object = _lean("FPDFPage_GetObject", _P, _P, _I)
count_form_objects = _lean("FPDFFormObj_CountObjects", _I, _P)
form_object = _lean("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
object_type = _lean("FPDFPageObj_GetType", _I, _P)
object_matrix = _lean("FPDFPageObj_GetMatrix", _I, _P, _P)
count_segments = _lean("FPDFPath_CountSegments", _I, _P)
draw_mode = _lean("FPDFPath_GetDrawMode", _I, _P, _P, _P)
path_segment = _lean("FPDFPath_GetPathSegment", _P, _P, _I)
segment_point = _lean("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_type = _lean("FPDFPathSegment_GetType", _I, _P)
segment_closes = _lean("FPDFPathSegment_GetClose", _I, _P)

create_document = _lean("FPDF_CreateNewDocument", _P)
close_document = _lean("FPDF_CloseDocument", None, _P)
new_page = _lean("FPDFPage_New", _P, _P, _I, ctypes.c_double, ctypes.c_double)
insert_object = _lean("FPDFPage_InsertObject", None, _P, _P)
remove_object = _lean("FPDFPage_RemoveObject", _I, _P, _P)
remove_form_object = _lean("FPDFFormObj_RemoveObject", _I, _P, _P)
destroy_object = _lean("FPDFPageObj_Destroy", None, _P)
