"""Letters that a producer draws on two pages: the foot of one echoes the first line of the next.

Accents over capitals reach above their line. Where such a line is the first of a page, Chromium draws its
accented capitals at the foot of the page before, too. The page hides them; a PDF's text has them all the
same, and so has every dump of it ("Ó" above "3. POBLACIÓN").
"""

import unicodedata
from collections.abc import Sequence, Set
from itertools import pairwise

from pipelines.form.lines import Line


def echoed_lines(lines: Sequence[Sequence[Line]], furniture: Sequence[Set[int]]) -> list[set[int]]:
    """For each page the positions of its last lines, ``furniture`` aside, that are an echo: they hold the
    accented capitals of the next page's first line and nothing else.
    """
    bodies = [
        [position for position in range(len(on_page)) if position not in taken]
        for on_page, taken in zip(lines, furniture, strict=True)
    ]
    found: list[set[int]] = [set() for _ in lines]
    for page, (body, following) in enumerate(pairwise(bodies)):
        first = lines[page + 1][following[0]].text if following else ""
        due = [letter for letter in first if _is_accented_capital(letter)]
        echo: list[int] = []
        while due and body:
            position = body.pop()
            letters = list(lines[page][position].text.replace(" ", ""))
            if letters != due[-len(letters) :]:
                break
            echo.append(position)
            del due[-len(letters) :]
        if echo and not due:
            found[page] = set(echo)
    return found


def _is_accented_capital(letter: str) -> bool:
    return letter.isupper() and len(unicodedata.normalize("NFD", letter)) > 1
