"""The reasons of quality.quarantined_files in words: why a file or report is put aside."""

from pipelines.language import N_

MEANINGS = {
    "empty_file": N_("The file is empty."),
    "not_a_pdf": N_("The file is no PDF."),
    "damaged_pdf": N_("The structure of the PDF is broken."),
    "damaged_page": N_("The saved web page is nested too deeply to be read whole."),
    "encrypted": N_("The PDF needs a password."),
    "no_text_layer": N_("The PDF shows text but has none, such as a scan."),
    "letters_without_names": N_("The letters of the PDF cannot be told: its fonts name none of them."),
    "too_large": N_("It has more bytes or pages than the limits allow."),
    "timed_out": N_("Reading took longer than the limit allows."),
    "out_of_memory": N_("Reading needed more memory than the limit allows."),
    "not_a_report": N_("It has no title of a known form."),
    "invalid_date": N_("The closing date in the title is no date."),
    "unsupported_form": N_("Its form is recognised, but not read."),
    "several_reports": N_("It has several reports, and where each begins is not certain."),
    "undecodable_text": N_("Its bytes are in no known encoding."),
    "unavailable": N_("The file could not be opened, or kept changing while it was read."),
    "invalid_answer": N_("The process that read it answered what no report can say."),
    "unlisted_page": N_("The evaluation page names neither programme nor year, and no index lists it."),
    "words_lost": N_("The readings do not hold as many words as the document prints."),
    "invalid_place": N_("A reading has no place, neither a box on a page nor a line."),
    "inconsistent_reading": N_("A sum does not close, and would with a number that the reader has not."),
    "outdated_correction": N_("It prints something else than the reviewer of a correction saw."),
}
