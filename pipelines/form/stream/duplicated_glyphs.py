"""Letters that a producer draws on two pages: at the foot of one and at the head of the next.

Accents over capitals reach above their line. Where such a line is the first of a page, Chromium draws its
accented capitals at the foot of the page before, too. The page hides them; a PDF's text has them all the
same, and so has every dump of it ("Ó" above "3. POBLACIÓN"). Letters that reach below the last line of a
page stand at the head of the next in the same way ("p g p" below "El programa no presenta evaluaciones").
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from pipelines.form.stream.lines import Line

BELOW = ("gjpqyç()[]{}|¿@", "gjpqyç()[]{}|¿@,;")
"""Characters that reach below their line, far and at all: how many are drawn twice depends on how far."""


def duplicated_lines(lines: Sequence[Sequence[Line]], running: Sequence[Set[int]]) -> list[set[int]]:
    """For each page the positions of its lines, ``running`` headers aside, that are such letters.

    The last lines are, if they hold the accented capitals of the next page's first line and nothing else; the
    first ones, if they hold all letters that reach below the last line of the page before and nothing else.
    """
    bodies = [
        [position for position in range(len(on_page)) if position not in taken]
        for on_page, taken in zip(lines, running, strict=True)
    ]
    found: list[set[int]] = [set() for _ in lines]
    for page, (body, following) in enumerate(pairwise(bodies)):
        texts = [lines[page][position].text for position in body]
        below = [lines[page + 1][position].text for position in following]
        head = _duplicates_at_head(texts[-1] if texts else "", below)
        foot = _duplicates_at_foot(texts, below[head] if head < len(below) else "")
        found[page].update(body[len(body) - foot :])
        found[page + 1].update(following[:head])
        del following[:head]
    return found


def _duplicates_at_foot(above: Sequence[str], first: str) -> int:
    """How many lines at the end of ``above`` hold the accented capitals of the line ``first``, in order."""
    due = [letter for letter in first if _is_accented_capital(letter)]
    count = 0
    while due and count < len(above):
        letters = list(above[-1 - count].replace(" ", ""))
        if letters != due[-len(letters) :]:
            break
        count += 1
        del due[-len(letters) :]
    return 0 if due else count


def _duplicates_at_head(last: str, below: Sequence[str]) -> int:
    """How many lines at the head of ``below`` hold what reaches below the line ``last``, in any order."""
    for reaching in BELOW:
        due = Counter(letter for letter in last if letter in reaching)
        count = 0
        while due and count < len(below):
            letters = Counter(below[count].replace(" ", ""))
            if not letters <= due:
                break
            count += 1
            due -= letters
        if count and not due:
            return count
    return 0


def _is_accented_capital(letter: str) -> bool:
    return letter.isupper() and len(unicodedata.normalize("NFD", letter)) > 1
