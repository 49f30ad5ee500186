"""The lines under the title: the programme's name, its ministry, its service."""

from collections.abc import Sequence

from pipelines.form.readings.reading import Reading
from pipelines.form.readings.values import reading
from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Form
from pipelines.read.document import Word

SECTION = "0"
NAME, MINISTRY, SERVICE = "program_name", "ministry", "service"

MINISTRY_LINES = 3
"""Over how many lines a ministry's name may wrap."""


def title_block(lines: Sequence[Sequence[Word]], form: Form) -> list[Reading]:
    """The readings of the title block's ``lines``.

    Each part may wrap. The ministry is found by its beginning; where it ends is known if it is one of
    the ministries the form knows, if a line goes on with a small letter, or if just one line is left for
    the service. What remains in doubt is ambiguous, with its candidates in ``item``: in a text dump, which
    may print the service above the ministry, all lines above a ministry that is the last, if several are.
    """
    if not lines:
        return []
    starts = _ministry_starts(lines, form)
    if len(starts) != 1:
        either = f"{NAME}|{MINISTRY}|{SERVICE}"
        return [_doubtful(either, line) for line in lines]
    at = starts[0]
    end = _ministry_end(lines, at, form)
    if end == len(lines) and at > 1 and lines[0][0].box is None:
        between = [_doubtful(f"{NAME}|{SERVICE}", line) for line in lines[1:at]]
        return [_doubtful(NAME, lines[0]), *between, _reading(MINISTRY, lines[at:])]
    name = _reading(NAME, lines[:at])
    if end is not None:
        if end == len(lines):
            blank = reading(SECTION, SERVICE, (), near=lines[-1][0])
            return [name, _reading(MINISTRY, lines[at:end]), blank]
        return [name, _reading(MINISTRY, lines[at:end]), _reading(SERVICE, lines[end:])]
    return [
        name,
        _doubtful(MINISTRY, lines[at]),
        *(_doubtful(f"{MINISTRY}|{SERVICE}", line) for line in lines[at + 1 : -1]),
        _doubtful(SERVICE, lines[-1]),
    ]


def _ministry_starts(lines: Sequence[Sequence[Word]], form: Form) -> list[int]:
    """The lines that can begin the ministry: those with the beginning that the form lists first.

    The first line is always the name. A line that begins like a ministry right behind another one is
    the service ("Consejo Nacional ..."), and so is the last line.
    """
    for beginning in form.ministry_starts:
        found = [at for at in range(1, len(lines)) if _folded(lines[at : at + 1]).startswith(beginning)]
        if len(found) > 1:
            known = [at for at in found if _known_end(lines, at, form)]
            found = known or found
        if found:
            return found
    return []


def _ministry_end(lines: Sequence[Sequence[Word]], at: int, form: Form) -> int | None:
    known = _known_end(lines, at, form)
    if known:
        return known
    end = at + 1
    while end < len(lines) and lines[end][0].text[:1].islower():
        end += 1
    return end if len(lines) - end <= 1 else None


def _known_end(lines: Sequence[Sequence[Word]], at: int, form: Form) -> int | None:
    """The line behind a ministry of the form's list that begins at ``at``; the longest one counts."""
    ends = [
        end
        for end in range(at + 1, min(at + MINISTRY_LINES, len(lines)) + 1)
        if _folded(lines[at:end]) in form.ministries
    ]
    return ends[-1] if ends else None


def _folded(lines: Sequence[Sequence[Word]]) -> str:
    return fold("".join(word.text for line in lines for word in line))


def _reading(item: str, lines: Sequence[Sequence[Word]]) -> Reading:
    words = [word for line in lines for word in line]
    return reading(SECTION, item, words, near=words[0])


def _doubtful(item: str, line: Sequence[Word]) -> Reading:
    return reading(SECTION, item, line, near=line[0], status="ambiguous")
