"""Whether a printed line is one of the form's own: a heading, a caption, a label or a table's header."""

from collections.abc import Iterable, Iterator

from pipelines.form.spec.model import Body, Field, Form, Item, Repeat, Table


def is_heading(folded: str, form: Form) -> bool:
    """Whether the folded line is the heading of a section and nothing else."""
    return any(section.heading and section.heading.fits(folded) for section in form.sections)


def is_label(folded: str, form: Form) -> bool:
    """Whether the folded line is a heading or caption, or begins with a label or a table's header."""
    return is_heading(folded, form) or any(
        any(_are_begun_by(folded, section.items)) for section in form.sections
    )


def _are_begun_by(folded: str, items: Iterable[Item | Repeat]) -> Iterator[bool]:
    for item in items:
        match item:
            case Repeat():
                yield from _are_begun_by(folded, item.items)
            case Table():
                yield bool(item.header.regex.match(folded) or (item.caption and item.caption.fits(folded)))
            case Field():
                yield item.pattern.regex.match(folded) is not None
            case Body():
                pass
