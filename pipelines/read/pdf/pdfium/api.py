"""The few functions of PDFium that are called once a letter or once a line, as lean as ctypes can call them.

The prototypes that come with pypdfium2 check and wrap every argument; on a page of two thousand letters that
takes longer than the work itself. Without prototypes ctypes passes its own objects on as they are, and a
Python int as a C int. So an address must be a ``Handle`` or ``byref``: an int would lose its upper half.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from pypdfium2 import raw


class Handle(ctypes.c_void_p):
    """One of PDFium's objects; false where there is none.

    ctypes turns a plain ``c_void_p`` that it gets back into an int, but leaves a class derived from it alone.
    """


def _lean(name: str, result: Any, *arguments: Any) -> Any:
    """The function ``name``; ``arguments`` only where one is neither a handle nor an address nor a C int.

    Python's lock is kept: PDFium works in one thread only, and the calls are short.
    """
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


Reference = Any
"""A ``Handle`` for functions that are called once a letter: ctypes wraps a handle anew for every call, but
passes a reference on as it is."""


def reference(handle: Handle) -> Reference:
    """The reference for ``handle``, good for as long as PDFium's object is."""
    return ctypes.byref(ctypes.c_char.from_address(handle.value or 0))


AT_ONCE = 2048
"""How many letters or objects are asked for in one go: a page's, usually."""


@cache
def written(kind: Any, width: int) -> tuple["memoryview[float]", list[list[Any]]]:
    """Room for ``AT_ONCE`` times ``width`` numbers of the C type ``kind``, and for each of the ``width`` the
    addresses that a function writes it to. A view gives numbers many times faster than the array itself.
    """
    room = (kind * (width * AT_ONCE))()
    size = ctypes.sizeof(kind)
    starts = range(0, width * AT_ONCE * size, width * size)
    places = [[ctypes.byref(room, start + size * number) for start in starts] for number in range(width)]
    return memoryview(room).cast("B").cast(kind._type_), places


def answers(
    function: Callable[..., int], handles: Sequence[Handle], kind: Any, width: int
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """What ``function`` returns for each of ``handles``, and the ``width`` numbers that it writes."""
    view, places = written(kind, width)
    for first in range(0, len(handles), AT_ONCE):
        here = handles[first : first + AT_ONCE]
        returned = list(map(function, here, *places))
        numbers = iter(view[: width * len(here)].tolist())
        yield from zip(returned, zip(*[numbers] * width, strict=True), strict=True)


_H, _P, _I = Handle, ctypes.c_void_p, ctypes.c_int
_F, _D, _U, _L = ctypes.c_float, ctypes.c_double, ctypes.c_uint32, ctypes.c_ulong

load_page = _lean("FPDF_LoadPage", _H)
close_page = _lean("FPDF_ClosePage", None)
load_text = _lean("FPDFText_LoadPage", _H)
close_text = _lean("FPDFText_ClosePage", None)

transform_page = _lean("FPDFPage_TransFormWithClip", _I)
set_rotation = _lean("FPDFPage_SetRotation", None)
set_media_box = _lean("FPDFPage_SetMediaBox", None, _H, _F, _F, _F, _F)
set_crop_box = _lean("FPDFPage_SetCropBox", None, _H, _F, _F, _F, _F)

count_letters = _lean("FPDFText_CountChars", _I)
letter_code = _lean("FPDFText_GetUnicode", _U)
letter_is_unmapped = _lean("FPDFText_HasUnicodeMapError", _I)
letter_is_hyphen = _lean("FPDFText_IsHyphen", _I)
running_text = _lean("FPDFText_GetText", _I)  # UTF-16 units and a final zero
letter_is_generated = _lean("FPDFText_IsGenerated", _I)
letter_box = _lean("FPDFText_GetLooseCharBox", None)  # four floats: left, top, right, bottom
letter_origin = _lean("FPDFText_GetCharOrigin", _I)  # two doubles
letter_matrix = _lean("FPDFText_GetMatrix", _I)  # six floats
letter_font_size = _lean("FPDFText_GetFontSize", _D)
letter_object = _lean("FPDFText_GetTextObject", _H)

object_font = _lean("FPDFTextObj_GetFont", _H)
font_ascent = _lean("FPDFFont_GetAscent", _I, _P, _F, _P)
font_descent = _lean("FPDFFont_GetDescent", _I, _P, _F, _P)
glyph_width = _lean("FPDFFont_GetGlyphWidth", _I, _P, _U, _F, _P)

count_objects = _lean("FPDFPage_CountObjects", _I)
page_object = _lean("FPDFPage_GetObject", _H)
count_form_objects = _lean("FPDFFormObj_CountObjects", _I)
form_object = _lean("FPDFFormObj_GetObject", _H, _P, _L)
object_type = _lean("FPDFPageObj_GetType", _I)
object_matrix = _lean("FPDFPageObj_GetMatrix", _I)
object_bounds = _lean("FPDFPageObj_GetBounds", _I)  # four floats: left, bottom, right, top
fill_colour = _lean("FPDFPageObj_GetFillColor", _I)  # four unsigned ints: red, green, blue, alpha
stroke_colour = _lean("FPDFPageObj_GetStrokeColor", _I)
text_font_size = _lean("FPDFTextObj_GetFontSize", _I)
render_mode = _lean("FPDFTextObj_GetTextRenderMode", _I)
set_active = _lean("FPDFPageObj_SetIsActive", _I)
has_transparency = _lean("FPDFPageObj_HasTransparency", _I)
clip_path = _lean("FPDFPageObj_GetClipPath", _H)
count_clip_paths = _lean("FPDFClipPath_CountPaths", _I)
count_clip_segments = _lean("FPDFClipPath_CountPathSegments", _I)
clip_segment = _lean("FPDFClipPath_GetPathSegment", _H)
count_marks = _lean("FPDFPageObj_CountMarks", _I)
mark = _lean("FPDFPageObj_GetMark", _H, _P, _L)
remove_mark = _lean("FPDFPageObj_RemoveMark", _I)
remove_note = _lean("FPDFPage_RemoveAnnot", _I)
flatten = _lean("FPDFPage_Flatten", _I)
count_segments = _lean("FPDFPath_CountSegments", _I)
draw_mode = _lean("FPDFPath_GetDrawMode", _I)
path_segment = _lean("FPDFPath_GetPathSegment", _H)
segment_point = _lean("FPDFPathSegment_GetPoint", _I)
segment_type = _lean("FPDFPathSegment_GetType", _I)
segment_closes = _lean("FPDFPathSegment_GetClose", _I)

create_document = _lean("FPDF_CreateNewDocument", _H)
close_document = _lean("FPDF_CloseDocument", None)
new_page = _lean("FPDFPage_New", _H, _P, _I, _D, _D)
insert_object = _lean("FPDFPage_InsertObject", None)
remove_object = _lean("FPDFPage_RemoveObject", _I)
remove_form_object = _lean("FPDFFormObj_RemoveObject", _I)
