"""Why a file cannot become readings: one closed list for the whole project."""

from typing import Literal, get_args

Reason = Literal[
    "empty_file",
    "not_a_pdf",
    "damaged_pdf",
    "damaged_page",
    "encrypted",
    "no_text_layer",
    "letters_without_names",
    "too_large",
    "timed_out",
    "out_of_memory",
    "not_a_report",
    "invalid_date",
    "unsupported_form",
    "several_reports",
    "undecodable_text",
    "unavailable",
    "invalid_answer",
]

REASONS: tuple[Reason, ...] = get_args(Reason)


class Unreadable(Exception):  # noqa: N818 - a state of the file, not a fault of the program
    """A file that is put aside: nothing of it is published. ``reason`` is from the closed list, ``detail``
    says in a sentence or two what is wrong and what to do.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail
