"""The labels of the evaluation page, as ``evaluation_page.yaml`` lists them."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from pipelines.form.spec.folding import Pattern, fold

SPEC_FILE = "evaluation_page.yaml"
EVALUATION_PAGE = "evaluation_page"
"""What this form is called in the warehouse."""

BODY = "body"
"""The section of the labels outside the findings; years stand in the title block, as in the yearly report."""


class Label:
    """A label that fills whole lines, or ends with a colon before its value."""

    def __init__(self, spelling: str) -> None:
        self._pattern = Pattern.joined([(None, (spelling,))], keep_moving=True)
        self._bare = self._pattern.without_colon()

    def fits(self, folded: str) -> bool:
        """Whether ``folded`` is the label and nothing else, with or without its colon."""
        return self._pattern.fits(folded) or (self._bare is not None and self._bare.fits(folded))

    def begins(self, folded: str) -> int:
        """How many characters of ``folded`` are the label, with its colon, where more follows; 0 if none."""
        found = self._pattern.regex.match(folded) if self._bare else None
        return found.end() if found and found.end() < len(folded) else 0

    def number(self, folded: str) -> int | None:
        """The number that the label holds in ``folded``, if it holds one."""
        found = self._pattern.regex.match(folded if folded.endswith(":") else f"{folded}:")
        digits = found.groupdict().get("number") if found else None
        return int(digits) if digits else None


_Label = Annotated[Label, BeforeValidator(Label)]
_Folded = Annotated[str, BeforeValidator(fold)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Dimension(_Model):
    """A part of the findings: ``labels`` by the items that they head. ``heading`` and ``none`` are what a
    line begins with, folded: the heading, and the sentence that says that nothing was found.
    """

    section: str
    item: str
    heading: _Folded
    none: _Folded | None = None
    labels: dict[str, _Label]


class PageField(_Model):
    """A label of another part.

    With ``columns`` each block below it is a row of two columns; ``none`` begins, folded, the sentence in the
    place of rows, which is the value of ``none_item`` or says that nothing is reported. ``text`` False: what
    stands below is not known.
    """

    item: str
    label: _Label
    section: str = BODY
    columns: tuple[str, str] | None = None
    none: _Folded | None = None
    none_item: str | None = None
    text: bool = True


class PageForm(_Model):
    """The whole page. ``least_known`` is a share of its words, ``years`` are those that were seen."""

    form: Literal["evaluation_page"]
    version: int
    years: tuple[int, ...]
    least_known: float
    dimensions: tuple[Dimension, ...]
    fields: tuple[PageField, ...]


@cache
def the_page() -> PageForm:
    """The specification shipped with this package. Raises ``pydantic.ValidationError``."""
    text = files("pipelines.form.page").joinpath(SPEC_FILE).read_text(encoding="utf-8")
    return PageForm.model_validate(yaml.safe_load(text))
