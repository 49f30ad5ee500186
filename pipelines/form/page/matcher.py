"""Applies the labels to an evaluation page: every visible word becomes part of exactly one reading."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from pipelines.form.gaps import Gap
from pipelines.form.page.labels import NO_FINDING, Found, PageLine, find_labels, lines_of_page
from pipelines.form.page.spec import PageField, PageForm, the_page
from pipelines.form.readings.reading import Reading, Status
from pipelines.form.readings.values import reading
from pipelines.form.spec.folding import fold
from pipelines.read.document import Document
from pipelines.read.errors import Unreadable

_DASHES = frozenset({"-", "–", "—"})
_Key = tuple[str, str, int | None, str]

_FEW = 3  # labels; a page with fewer is none of this form
_QUOTED = 5  # unknown lines in a detail
_QUOTED_CHARACTERS = 60


def match_page(document: Document) -> tuple[list[Reading], list[Gap]]:
    """Everything visible on the page as readings, in its order, and what it lacks.

    The words of all readings add up to the words of the page. What the form does not know is ``unmapped``,
    what stands twice with different answers ``ambiguous``.

    Raises ``Unreadable``: not_a_report where it has hardly a label of the form, unsupported_form where less
    of it is known than the form asks for.
    """
    form = the_page()
    (page,) = document.pages
    lines = lines_of_page(page)
    labels = find_labels(lines, form)
    known = [label for label in labels if label.field or label.dimension]
    if len({(label.dimension and label.dimension.item, label.item) for label in known}) < _FEW:
        raise Unreadable("not_a_report", f"A web page with hardly a label of the form. {_begins(lines)}")
    paths = [element.path for element in page.elements]
    readings = [
        replace(one, element=paths[one.line_no - 1]) if one.line_no else one
        for one in _settled(list(_readings(lines, labels)))
    ]
    share = sum(one.words for one in readings if one.status != "unmapped") / len(page.words)
    if share < form.least_known:
        unknown = [one.text[:_QUOTED_CHARACTERS] for one in readings if one.status == "unmapped"]
        quoted = ", ".join(f"“{text}”" for text in unknown[:_QUOTED])
        raise Unreadable(
            "unsupported_form",
            f"{share:.0%} of the page's words stand under labels of the form, and {form.least_known:.0%} are"
            f" needed. The first lines that are not known: {quoted}.",
        )
    return readings, list(_gaps(known, form))


def _begins(lines: Sequence[PageLine]) -> str:
    text = " ".join(word.text for line in lines[:_QUOTED] for word in line.words)
    return f"It begins: “{text[:200]}”"


def _readings(lines: Sequence[PageLine], labels: Sequence[Found]) -> Iterator[Reading]:
    first = labels[0].line if labels else len(lines)
    yield from _unmapped("page", lines[:first])
    for label, following in zip_longest(labels, labels[1:]):
        end = following.line if following else len(lines)
        for one in _of_label(label, lines[label.end : end]):
            # Whether the value goes on behind a line that may be a label nobody can say.
            is_open = following is not None and not following.is_certain and bool(one.label)
            yield replace(one, status="ambiguous") if is_open else one


def _of_label(label: Found, below: Sequence[PageLine]) -> Iterator[Reading]:
    """The readings of a label and the lines below it."""
    near = label.words[0]
    if label.dimension:
        section, has_text = label.dimension.section, label.item not in (None, NO_FINDING)
    elif label.field:
        section, has_text = label.field.section, label.field.text
    else:
        yield reading("page", "unmapped", label.words, near=near, status="unmapped")
        yield from _unmapped("page", below)
        return
    words = [*label.rest, *(word for line in below for word in line.words)]
    text, count = " ".join(word.text for word in label.words), len(label.words)
    if not has_text:
        yield reading(section, label.item or "heading", label.words, near=near, status="value")
        yield from _unmapped(section, below)
    elif label.field and label.field.columns:
        yield from _table(label.field, text, label, below)
    else:
        assert label.item
        yield reading(
            section, label.item, words, near=near, label=text, label_words=count, row_no=label.number
        )


def _table(field: PageField, text: str, label: Found, below: Sequence[PageLine]) -> Iterator[Reading]:
    """The rows below the label of ``field``, or the sentence in their place."""
    assert field.columns
    near, count = label.words[0], len(label.words)
    blocks = [
        [word for line in group for word in line.words]
        for _, group in groupby(below, key=lambda line: line.element.block)
    ]
    blocks = [list(label.rest), *blocks] if label.rest else blocks
    words = [word for block in blocks for word in block]
    if not words or (field.none and fold(" ".join(word.text for word in words)).startswith(field.none)):
        item, column = field.item, field.columns[0]
        row_no: int | None = 1
        status: Status | None = "not_reported" if words else None
        if words and field.none_item:
            item, column, row_no, status = field.none_item, "value", None, "value"
        yield reading(
            field.section,
            item,
            words,
            near=near,
            label=text,
            label_words=count,
            row_no=row_no,
            column=column,
            status=status,
        )
        return
    for row_no, block in enumerate(blocks, start=1):
        dash = max((at for at, word in enumerate(block) if word.text in _DASHES), default=len(block))
        of_label = count if row_no == 1 else 0
        for column, cell, other in (
            (field.columns[0], block[:dash], of_label),
            (field.columns[1], block[dash + 1 :], int(dash < len(block))),
        ):
            yield reading(
                field.section,
                field.item,
                cell,
                near=block[0],
                label=text,
                label_words=other,
                row_no=row_no,
                column=column,
            )


def _unmapped(section: str, lines: Sequence[PageLine]) -> Iterator[Reading]:
    for line in lines:
        yield reading(section, "unmapped", line.words, near=line.words[0], status="unmapped")


def _key(one: Reading) -> _Key:
    return one.section, one.item, one.row_no, one.column


def _settled(readings: Sequence[Reading]) -> Iterator[Reading]:
    """``readings`` with each answer once: what stands again with the same text is unmapped, and with another
    text both are ambiguous.
    """
    texts: dict[_Key, list[str]] = {}
    for one in readings:
        if one.label:
            texts.setdefault(_key(one), []).append(one.text)
    seen: set[_Key] = set()
    for one in readings:
        key = _key(one)
        given = texts.get(key, [])
        if len(set(given)) > 1:
            yield replace(one, status="ambiguous")
        elif key in seen and given:
            yield replace(one, status="unmapped", item="unmapped", row_no=None)
        else:
            yield one
        seen.add(key)


def _gaps(known: Sequence[Found], form: PageForm) -> Iterator[Gap]:
    """The dimensions and labels that the page lacks; findings are not missing."""
    headings = {label.dimension.item for label in known if label.dimension}
    for dimension in form.dimensions:
        if dimension.none and dimension.item not in headings:
            yield Gap("section_missing", section=dimension.section)
    items = {label.item for label in known if label.field}
    for field in form.fields:
        if field.text and field.item not in items:
            yield Gap("section_missing", section=field.section, item=field.item)
