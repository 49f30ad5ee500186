"""Whether a hyphen at the end of a line is printed as a hard or a soft one.

PDFium joins the parts of a broken word and then tells neither. Alone on a page of its own, with no line to
follow, the text object that prints the hyphen gives the character back as the file has it.
"""

from collections.abc import Iterable, Iterator, Sequence

from pypdfium2 import raw

from pipelines.read.pdf.pdfium import api

HYPHEN = "-"
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def printed_hyphens(page: api.Handle, text_objects: Sequence[api.Handle]) -> list[str]:
    """The hyphen that each text object ends with.

    Takes the objects out of ``page``: everything else must have been read from it by then.
    """
    if not text_objects:
        return []
    document = api.create_document()
    try:
        return [_printed_alone(document, page, text_object) for text_object in text_objects]
    finally:
        api.close_document(document)


def _printed_alone(document: api.Handle, page: api.Handle, text_object: api.Handle) -> str:
    if not (api.remove_object(page, text_object) or _removed_from_form(page, text_object)):
        return HYPHEN
    alone = api.new_page(document, 0, 1.0, 1.0)
    api.insert_object(alone, text_object)  # the page owns it now
    text_page = api.load_text(alone)
    try:
        codes = {api.letter_code(text_page, index) for index in range(api.count_letters(text_page))}
    finally:
        api.close_text(text_page)
        api.close_page(alone)
    return _SOFT_HYPHEN if ord(_SOFT_HYPHEN) in codes else HYPHEN


def _removed_from_form(page: api.Handle, text_object: api.Handle) -> bool:
    forms = _forms(api.page_object(page, index) for index in range(api.count_objects(page)))
    return any(api.remove_form_object(form, text_object) for form in forms)


def _forms(drawn: Iterable[api.Handle]) -> Iterator[api.Handle]:
    for one in drawn:
        if api.object_type(one) == raw.FPDF_PAGEOBJ_FORM:
            yield one
            count = api.count_form_objects(one)
            yield from _forms(api.form_object(one, index) for index in range(count))
