"""Running footers that a text dump has at the end of the line above them.

pdftotext leaves out a hyphen at the end of a line together with the line end, so that the halves of a broken
word meet (Poppler, ``TextPage::dump``). Where that line is the last of its page, the footer meets the word
instead: "un plan socioInforme … Página 11".
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

_COUNTED = re.compile(r"(.*?)(\d{1,5})(\D*)")
_LETTERS = 8
"""A running line of a dump, which gives no heights, has at least so many letters."""

Running = tuple[str, int | None, str]
"""What stands before the number of the page, that number less the page's own, and what stands behind."""


def running_lines_apart(lines: Sequence[str]) -> list[str]:
    """``lines`` of a dump with form feeds, as many as before: a running line that stands behind a broken word
    is moved to the blank line below it, and the word's hyphen put back.

    A running line is known by the other pages, each of which prints it on a line of its own: half of all if
    it counts them, or else more than half, where it is the last line.
    """
    pages = list(accumulate(line.count("\f") for line in lines))
    last = {page: at for at, page in enumerate(pages) if lines[at].strip()}
    standing: dict[Running, set[int]] = defaultdict(set)
    for at, page in enumerate(pages):
        for running in _read_as(lines[at].strip(), page, is_last=last.get(page) == at):
            standing[running].add(page)
    found = list(lines)
    for running, on_pages in standing.items():
        is_counted = running[1] is not None
        if 2 * len(on_pages) >= len(last) + (not is_counted):
            for page in last.keys() - on_pages:
                _part(found, last[page], _printed(running, page))
    return found


def _read_as(text: str, page: int, *, is_last: bool) -> Iterator[Running]:
    if sum(character.isalpha() for character in text) < _LETTERS:
        return
    counted = _COUNTED.fullmatch(text)
    if counted:
        before, number, behind = counted.groups()
        yield before, int(number) - page, behind
    if is_last:
        yield text, None, ""


def _printed(running: Running, page: int) -> str:
    before, number, behind = running
    return before if number is None else f"{before}{number + page}{behind}"


def _part(lines: list[str], at: int, running: str) -> None:
    """Part line ``at`` where ``running`` stands behind a letter, if the line below it is blank."""
    before = lines[at].rstrip().removesuffix(running)
    if lines[at].rstrip() != before and before[-1:].isalpha() and lines[at + 1 : at + 2] == [""]:
        lines[at : at + 2] = [f"{before}-", running]
