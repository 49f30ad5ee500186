"""Reads the specification file. A mistake in it raises ``SpecError`` and names the place."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import yaml

from pipelines.form.spec.folding import PLACEHOLDERS, Pattern, fold
from pipelines.form.spec.model import (
    Body,
    Column,
    Field,
    FixedRow,
    Form,
    Item,
    Kind,
    Repeat,
    Section,
    SpecError,
    Split,
    Table,
    Tail,
    TitleSpec,
)

SPEC_FILE = "informe_detalle.yaml"

WORDINGS_FILE = "wordings.csv"
"""Labels in other words that a person accepted: section and item of each, and the years it was seen in."""


@cache
def the_form() -> Form:
    """The specification shipped with this package. Raises ``SpecError``."""
    package = files("pipelines.form.spec")
    wordings = package.joinpath(WORDINGS_FILE).read_text(encoding="utf-8")
    spec = package.joinpath(SPEC_FILE).read_text(encoding="utf-8")
    return load_form(spec, csv.DictReader(wordings.splitlines()))


def load_form(text: str, wordings: Iterable[Mapping[str, str]] = ()) -> Form:
    """The specification in ``text`` (YAML), with the rows of ``WORDINGS_FILE``. Raises ``SpecError``."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SpecError(f"the specification is not valid YAML: {error}") from error
    for row in wordings:
        _add_wording(raw, row)
    root = _Entry(raw, "specification")
    block = root.entry("title_block")
    return Form(
        titles=tuple(_title(one) for one in root.entries("titles")),
        not_reported=_with_full_stop(root, "not_reported"),
        not_applicable=_with_full_stop(root, "not_applicable"),
        running_headers=tuple(_pattern(root, [one]) for one in root.texts("running_headers")),
        carried=tuple(_pattern(root, [one]) for one in root.texts("carried", required=False)),
        continued=tuple(fold(one) for one in root.texts("continued", required=False)),
        annexes=tuple(fold(one) for one in root.texts("annexes", required=False)),
        ministry_starts=tuple(fold(one) for one in block.texts("ministry_starts")),
        ministries=frozenset(fold(one) for one in block.texts("ministries", required=False)),
        sections=tuple(_section(one) for one in root.entries("sections")),
    )


def _add_wording(raw: Any, row: Mapping[str, str]) -> None:
    """Put the label of ``row`` behind those that its item, or its section's heading, has already."""
    name, _, part = row["item"].partition(".")
    key = part or ("heading" if name == "heading" else "label")
    for section in raw["sections"]:
        items = [inner for item in section.get("items", ()) for inner in item.get("repeat", [item])]
        for entry in [section] if key == "heading" else items:
            is_named = key == "heading" or name in (entry.get("field"), entry.get("table"))
            if section["id"] == row["section"] and is_named and key in entry:
                known = entry[key]
                entry[key] = [*([known] if isinstance(known, str) else known), row["label"]]
                return
    raise SpecError(f"{WORDINGS_FILE}: section {row['section']} has no {row['item']} with a label")


CLOSING_DATE = "{day} - {month} - {year}"
"""How the form prints the day that a report is about, in the second line of its title."""


class _Entry:
    """One mapping of the file together with where it stands, for messages."""

    def __init__(self, raw: object, place: str) -> None:
        if not isinstance(raw, Mapping):
            raise SpecError(f"{place}: expected a mapping, found {type(raw).__name__}")
        self.raw: Mapping[str, Any] = raw
        self.place = place

    def entry(self, key: str) -> "_Entry":
        return _Entry(self._value(key, required=True), f"{self.place}.{key}")

    def entries(self, key: str, *, required: bool = True) -> list["_Entry"]:
        found = self._value(key, required)
        if found is None:
            return []
        if not isinstance(found, Sequence) or isinstance(found, str):
            raise SpecError(f"{self.place}.{key}: expected a list")
        return [_Entry(one, f"{self.place}.{key}[{index}]") for index, one in enumerate(found)]

    def text(self, key: str) -> str:
        found = self._value(key, required=True)
        if not isinstance(found, str):
            raise SpecError(f"{self.place}.{key}: expected text in quotes, found {found!r}")
        return found

    def texts(self, key: str, *, required: bool = True) -> list[str]:
        found = self._value(key, required)
        listed = [] if found is None else [found] if isinstance(found, str) else found
        if not isinstance(listed, Sequence) or not all(isinstance(one, str) for one in listed):
            raise SpecError(f"{self.place}.{key}: expected text or a list of texts")
        return list(listed)

    def flag(self, key: str) -> bool:
        found = self._value(key, required=False)
        if found not in (None, True, False):
            raise SpecError(f"{self.place}.{key}: expected true or false")
        return bool(found)

    def whole_number(self, key: str) -> int | None:
        found = self._value(key, required=False)
        if found is not None and type(found) is not int:
            raise SpecError(f"{self.place}.{key}: expected a whole number, found {found!r}")
        return found

    def one_of(self, key: str, allowed: Sequence[str], default: str) -> Any:
        found = self.raw.get(key, default)
        if found not in allowed:
            raise SpecError(f"{self.place}.{key}: expected one of {', '.join(allowed)}, found {found!r}")
        return found

    def _value(self, key: str, required: bool) -> Any:
        if required and key not in self.raw:
            raise SpecError(f"{self.place}: {key!r} is missing")
        return self.raw.get(key)


def _pattern(entry: _Entry, spellings: Sequence[str]) -> Pattern:
    try:
        return Pattern.of(spellings)
    except KeyError as error:
        known = ", ".join(PLACEHOLDERS)
        raise SpecError(f"{entry.place}: unknown placeholder {error}; known are {known}") from error


def _with_full_stop(entry: _Entry, key: str) -> Pattern:
    phrases = entry.texts(key)
    return _pattern(entry, [spelling for phrase in phrases for spelling in (f"{phrase}.", phrase)])


def _title(entry: _Entry) -> TitleSpec:
    lines = entry.texts("lines")
    if len(lines) != 2:
        raise SpecError(f"{entry.place}.lines: expected two lines")
    try:
        pattern = Pattern.joined([("first", (lines[0],)), ("second", (lines[1],))], keep_moving=True)
    except KeyError as error:
        raise SpecError(f"{entry.place}.lines: unknown placeholder {error}") from error
    before, date, behind = lines[1].partition(CLOSING_DATE)
    undated = Pattern.joined([("first", (lines[0],)), ("second", (f"{before}{{anything}}{behind}",))])
    return TitleSpec(entry.text("form"), entry.flag("supported"), pattern, undated if date else None)


def _section(entry: _Entry) -> Section:
    heading = _pattern(entry, _numbered(entry.texts("heading"))) if "heading" in entry.raw else None
    items = tuple(_item_or_repeat(one) for one in entry.entries("items", required=False))
    return Section(entry.text("id"), heading, items)


def _numbered(headings: Sequence[str]) -> list[str]:
    """``headings`` with each sign that is printed behind a section's number: "5.2)", "5.2.", "5.2"."""
    parts = [re.fullmatch(r"([\d.]*\d)[.)]?( .*)", heading) for heading in headings]
    others = [f"{part[1]}{sign}{part[2]}" for part in parts if part for sign in (")", ".", ".-", "")]
    return [*headings, *(one for one in others if one not in headings)]


def _item_or_repeat(entry: _Entry) -> Item | Repeat:
    if "repeat" in entry.raw:
        return Repeat(tuple(_item(one) for one in entry.entries("repeat")))
    return _item(entry)


def _item(entry: _Entry) -> Item:
    if "field" in entry.raw:
        extent = entry.one_of("extent", ("text", "box"), "text")
        return Field(
            entry.text("field"), _pattern(entry, entry.texts("label")), extent, entry.flag("optional")
        )
    if "body" in entry.raw:
        return Body(entry.text("body"))
    if "table" in entry.raw:
        return _table(entry)
    raise SpecError(f"{entry.place}: expected a field, body, table or repeat")


def _table(entry: _Entry) -> Table:
    every = entry.entries("columns")
    raw_columns = [one for one in every if not one.flag("optional")]
    columns = tuple(_column(one) for one in raw_columns)
    extra = tuple(
        (place - count, _column(one))
        for count, (place, one) in enumerate(
            (at, one) for at, one in enumerate(every) if one.flag("optional")
        )
    )
    headers = [
        (place, column.id, tuple(one.texts("header")))
        for (place, column), one in zip(extra, (one for one in every if one.flag("optional")), strict=True)
    ]
    printed = [
        (column.id, tuple(one.texts("header")))
        for column, one in zip(columns, raw_columns, strict=True)
        if column.header
    ]
    if not printed:
        raise SpecError(f"{entry.place}: a table needs at least one printed header")
    rows = tuple(_row(one, columns) for one in entry.entries("rows", required=False))
    if not rows and not entry.flag("open_rows"):
        raise SpecError(f"{entry.place}: a table needs rows or open_rows: true")
    return Table(
        id=entry.text("table"),
        caption=_pattern(entry, entry.texts("caption")) if "caption" in entry.raw else None,
        header=Pattern.joined(printed, extra=headers),
        columns=columns,
        rows=rows,
        open_rows=entry.flag("open_rows"),
        total_field=entry.text("total_field") if "total_field" in entry.raw else "",
        is_optional=entry.flag("optional"),
        needs_places=entry.flag("needs_places"),
        open_columns=entry.text("open_columns") if "open_columns" in entry.raw else "",
        extra=extra,
    )


def _column(entry: _Entry) -> Column:
    name = entry.text("id")
    if not name.isidentifier():
        raise SpecError(f"{entry.place}.id: {name!r} cannot be a column's name")
    headers = [header for header in entry.texts("header") if header]
    starts = entry.text("starts") if "starts" in entry.raw else None
    split = entry.entry("split") if "split" in entry.raw else None
    return Column(
        id=name,
        kind=entry.one_of("kind", get_args(Kind), "text"),
        header=_pattern(entry, headers) if headers else None,
        starts=_cell_start(entry, starts) if starts else None,
        split=Split(split.text("column"), _pattern(split, split.texts("label"))) if split else None,
        values=frozenset(fold(value) for value in entry.texts("values", required=False)),
        ends=frozenset(fold(end) for end in entry.texts("ends", required=False)),
        year_offset=entry.whole_number("year_offset"),
        tail=_tail(entry.entry("tail")) if "tail" in entry.raw else None,
        joins=entry.text("joins") if "joins" in entry.raw else "",
        item=entry.text("item") if "item" in entry.raw else "",
    )


def _tail(entry: _Entry) -> Tail:
    return Tail(entry.text("item"), _pattern(entry, entry.texts("label")))


def _cell_start(entry: _Entry, template: str) -> re.Pattern[str]:
    """A cell's first printed word: "{number}. " fits "8." but not "8.3"."""
    return _pattern(entry, [template.strip()]).regex


def _row(entry: _Entry, columns: Sequence[Column]) -> FixedRow:
    only = tuple(entry.texts("only", required=False))
    unknown = set(only) - {column.id for column in columns}
    if unknown:
        raise SpecError(f"{entry.place}.only: unknown column {', '.join(sorted(unknown))}")
    continues = entry.texts("label_continues", required=False)
    return FixedRow(
        id=entry.text("id"),
        pattern=_pattern(entry, entry.texts("label")),
        continues=_pattern(entry, continues) if continues else None,
        only=only,
    )
