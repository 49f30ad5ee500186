"""What the tables and columns of the schema `raw` hold: the database's comments on them."""

from pipelines.load.contacts import EMAIL_MARKER, OFFICIAL_MARKER, PHONE_MARKER, RULES_VERSION, RUT_MARKER

TABLE_COMMENTS = {
    "reports": "One row per report, or per file without one. What was put aside has a reason.",
    "files": (
        "One row per file of the raw folder; the same bytes under two names are two files and one report."
    ),
    "readings": (
        "Every printed value as read, in document order, with its page and place; numbers are still text."
    ),
    "gaps": (
        "Parts that a report lacks: the text of a page, a section, a table, or a label that the form knows."
    ),
    "witness_pages": (
        "How many numbers the reader and an independent plain text found on a page; none for text dumps."
    ),
    "witness": (
        "Numbers that the reader and the independent plain text found a different number of times on a page."
    ),
    "acquisitions": (
        "The ledger: a row per attempt to fetch an index, report or robots.txt, and per file added by hand."
    ),
    "bips_index": (
        "Programmes of the BIPS index: one row per year and id_programa, from the newest index that has it."
    ),
}

_REPORT = {"report_id": "The report, as in raw.reports."}
_PAGE = {"page": "Page in the file, from 1."}

COLUMN_COMMENTS = {
    "reports": {
        "report_id": (
            'sha256 of the file; for one of several reports in a file, of "<sha256>#pages=<first>-<last>".'
        ),
        "file_sha256": "sha256 of the bytes of the file, as in raw.files: several reports may share one.",
        "form": "Form by the document's title; NULL where it is none that is known.",
        "report_year": "Year of the closing date in the title; NULL where there is none.",
        "closing_date": 'Closing date in the title ("cierre al …").',
        "title": "Title as printed.",
        "medium": "pdf or text (a text dump).",
        "reader": "What read the file: pdfium, pdfplumber or text.",
        "reader_version": "Version of reader and matcher.",
        "first_page": "First page of the report in its file, from 1; readings count pages in the file too.",
        "last_page": "Last page of the report in its file.",
        "page_count": "Pages of the report.",
        "byte_count": "Size of the file in bytes.",
        "word_count": "Printed words.",
        "reading_count": "Printed values that were read.",
        "unmapped_count": "Of these, those that the form does not know.",
        "mapped_share": (
            "Share (0 to 1) of the printed words that the form knows, headings and running headers included."
        ),
        "document_created_at": "When the file says that it was made; NULL where it does not say.",
        "extracted_at": "When it was read, UTC.",
        "reason": "Why the report is put aside, from a closed list; NULL where it was read.",
        "detail": "The reason as a sentence.",
    },
    "files": {
        "source_file": "Path below the folder of raw reports.",
        "file_sha256": "sha256 of the bytes; raw.reports has the reports of the file under it.",
        "byte_count": "Size of the file in bytes.",
        "is_sample": "True for the sample data shipped with the project.",
        "first_seen": "When the file was first found, UTC.",
        "last_seen": "When it was last found, UTC.",
    },
    "readings": {
        **_REPORT,
        "reading_no": "Position in the document, from 1.",
        "section": "Section of the form; empty where it is not known.",
        "item": "Item of the form's specification; empty where it is not known.",
        "row_no": "Number of the row in its table, from 1; NULL outside of tables.",
        "column_id": "Column of the form's table; value for a field.",
        "label": "Printed label or header; empty where there is none.",
        "text": (
            f"As printed; {EMAIL_MARKER}, {PHONE_MARKER}, {RUT_MARKER} and {OFFICIAL_MARKER} replace personal"
            f" data (rules {RULES_VERSION})."
        ),
        "status": "value, not_reported, not_applicable, blank, ambiguous or unmapped.",
        **_PAGE,
        "x0": "Left edge in points from the left of the page; NULL for a text dump.",
        "top": "Upper edge in points from the top of the page; NULL for a text dump.",
        "x1": "Right edge in points from the left of the page; NULL for a text dump.",
        "bottom": "Lower edge in points from the top of the page; NULL for a text dump.",
        "line_no": "Line of a text dump or of a web page's visible text, from 1; NULL for a PDF.",
        "words": "Words of the text.",
        "inferred_by": (
            "Rule that left one column for a value whose place a text dump has lost;"
            " NULL where the print decides."
        ),
        "resembles": "Item whose label an unknown label may be; NULL for other text.",
        "element": "Path (XPath) of the element of a web page that the text begins in; NULL for other files.",
    },
    "gaps": {
        **_REPORT,
        "kind": (
            "page_without_text (an area that shows something and has no words), section_missing,"
            " table_missing or label_unknown (in its place stands a label that the form does not know)."
        ),
        **_PAGE,
        "section": "Number of the form's section.",
        "item": "The table, or what else the section would hold.",
    },
    "witness_pages": {
        **_REPORT,
        **_PAGE,
        "read_count": "Numbers that the reader found.",
        "witnessed_count": "Numbers in the plain text.",
    },
    "witness": {
        **_REPORT,
        **_PAGE,
        "number": "The number as printed, without unit; a percent sign counts by itself.",
        "read_count": "How often the reader found it.",
        "witnessed_count": "How often the plain text has it.",
    },
    "acquisitions": {
        "kind": "index, document, robots or inbox.",
        "status": (
            "How the attempt ended. Held as the source has it: downloaded, revised (other bytes, kept beside"
            " the old), shrank (as revised, less than four fifths of the bytes), unchanged, not_modified."
            " found_in_inbox: put in by hand. Flagged, and kept: vanished. Not to be had: not_found,"
            " unusable_row, http_error, html_instead_of_pdf, not_a_pdf, not_a_page, too_large, damaged_index,"
            " forbidden_host, forbidden_address, forbidden_by_robots, too_many_redirects. Tried again:"
            " rate_limited, server_error, timed_out, unknown_host, connection_failed, incomplete,"
            " write_failed."
        ),
        "attempted_at": "When the attempt began, UTC.",
        "finished_at": "When it ended, UTC.",
        "url": "Requested address; NULL for a file added by hand.",
        "final_url": "Address after redirects.",
        "year": "Year of the index.",
        "id_bips": "Identifier of the programme over all years, from the index.",
        "id_programa": "Identifier of the programme in this year, from the index.",
        "attempt": "Number of the attempt within one sync, from 1.",
        "http_status": "Status code of the response; NULL without a response.",
        "byte_count": "Bytes received; for not_modified and vanished, the size of the stored file.",
        "sha256": "sha256 of a complete response body; for not_modified and vanished, of the stored file.",
        "headers": "Some headers of the response, a JSON object.",
        "source_file": "Path below the folder of raw reports; of an index, below that of acquisitions.",
        "detail": "Details of the status.",
    },
    "bips_index": {
        "index_year": "Year of the index.",
        "id_programa": "Identifier of the programme in this year.",
        "id_bips": "Programme over all years; NULL if not a number.",
        "periodo": "Period, as the index has it.",
        "tipo_formulario": "Kind of form, as the index has it.",
        "nombre_tipo_oferta": "Kind of offer (programme, initiative …), as the index has it.",
        "nombre": "Name of the programme, as the index has it.",
        "ministerio": "Ministry, as the index has it.",
        "servicio": "Service, as the index has it.",
        "url_informe": "Address of the report's page, as the index has it.",
        "url_archivo": "Address of the report's file, as the index has it.",
        "source_file": "Path of the index below the folder of acquisitions.",
        "fetched_at": "When that index was fetched, UTC.",
        "is_listed": "Whether the newest index of the year still has the programme.",
    },
}


def comments_sql() -> str:
    """The statements that write these comments into a database with the tables."""
    tables = [(f"table raw.{table}", text) for table, text in TABLE_COMMENTS.items()]
    columns = [
        (f"column raw.{table}.{column}", text)
        for table, texts in COLUMN_COMMENTS.items()
        for column, text in texts.items()
    ]
    return "".join(
        f"comment on {name} is '{text.replace(chr(39), chr(39) * 2)}';\n" for name, text in tables + columns
    )
