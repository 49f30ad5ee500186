"""The evidence for a proposal in the language of the terminal: the warehouse has it in English.

Its pieces are written by quality.program_matches and quality.spelling_matches.
"""

import re

from pipelines.language import N_, _

PIECES = (
    N_("names alike by {a}, words by {b}"),
    N_("same service"),
    N_("other service, named alike by {a}"),
    N_("other service"),
    N_("reports of {a} and {b}"),
    N_("spending alike by {a}"),
    N_("beneficiaries alike by {a}"),
    N_("components alike by {a}"),
    N_("{a} of {b} figures that both print for one year are equal"),
    N_("both start in {a}"),
    N_("{a} of {b} programmes are also found under the other"),
    N_("in {a} reports of {b} to {c}"),
    N_("the other is a reviewed name"),
    N_("the other is in {a} reports"),
)
_PATTERNS = {piece: re.compile(re.sub(r"\{(\w)\}", r"(?P<\1>[\\d.]+)", piece)) for piece in PIECES}


def pieces_of(evidence: str) -> list[str]:
    """The pieces of ``evidence``, which are separated by "; "; one of an unknown kind stays English."""
    return [_translated(piece) for piece in evidence.split("; ")]


def _translated(piece: str) -> str:
    for template, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(piece):
            return _(template).format(**found.groupdict())
    return piece
