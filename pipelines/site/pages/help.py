"""*Ayuda*: the documentation, in Spanish where it is written in Spanish."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from posixpath import normpath

from pipelines.config import DOCS
from pipelines.site import markdown
from pipelines.site.release import Release
from pipelines.site.visit import Content, NoSuchPageError, Page, Visit

PATH = "ayuda/"

FOR_READERS = (
    "tutorial",
    "what-not-to-conclude",
    "how-a-figure-travels",
    "querying",
    "guarantees",
    "identity",
    "evaluation-pages",
    "clients",
    "from-first-edition",
)
"""Documents for who reads figures, in this order; the others are for who runs or changes the program."""


@dataclass(frozen=True, slots=True)
class Link:
    """A document in a list; ``is_english`` where a reader of Spanish finds English."""

    title: str
    path: str
    is_english: bool


def contents(visit: Visit) -> Content:
    """The list of the documents."""
    _ = visit.text
    readers = [name for name in FOR_READERS if name in _documents()]
    others = [name for name in sorted(_documents()) if name not in FOR_READERS]
    lists = ((_("To read and use figures"), readers), (_("To run or change the program"), others))
    shown = [(heading, [_link(visit, name) for name in names]) for heading, names in lists if names]
    return Content(_("Help"), values={"lists": shown})


def document(visit: Visit, name: str) -> Content:
    """One document."""
    _ = visit.text
    if name not in _documents():
        raise NoSuchPageError(_("There is no such document."))
    file, is_english = _file(visit, name)
    text = file.read_text("utf-8")
    folder = file.parent.relative_to(DOCS)
    return Content(
        markdown.title(text),
        values={
            "is_english": is_english,
            "document": markdown.html(text, partial(_address, visit, folder)),
            "language_of_document": "en" if is_english else visit.language,
        },
    )


def _every(_: Release) -> Iterable[Mapping[str, str]]:
    return ({"name": name} for name in _documents())


@cache
def _documents() -> dict[str, Path]:
    """Paths of the documents below ``DOCS`` by their names in addresses: "how-to-add-reports"."""
    paths = [file.relative_to(DOCS) for file in sorted(DOCS.rglob("*.md"))]
    english = [path for path in paths if path.parts[0] != "es"]
    return {_name(path): path for path in english}


def _name(path: Path) -> str:
    return "-".join(path.with_suffix("").parts)


def _file(visit: Visit, name: str) -> tuple[Path, bool]:
    """The file in the language of the visit, and whether it is English for a reader of another language."""
    path = _documents()[name]
    own = DOCS / visit.language / path
    return (own, False) if own.is_file() else (DOCS / path, visit.language != "en")


def _link(visit: Visit, name: str) -> Link:
    file, is_english = _file(visit, name)
    return Link(markdown.title(file.read_text("utf-8")), f"{PATH}{name}/", is_english)


def _address(visit: Visit, folder: Path, target: str) -> str | None:
    """The address of what a document in ``folder`` links to; None for a file that is not on the site."""
    if target.startswith(("https://", "#")):
        return target
    path, _, anchor = target.partition("#")
    # A translation is in the folder of its language, with the same paths below.
    wanted = normpath(f"/docs/{folder.as_posix()}/{path}").removeprefix("/docs/").removeprefix("es/")
    name = _name(Path(wanted))
    if not path.endswith(".md") or _documents().get(name) != Path(wanted):
        return None
    return visit.link(f"{PATH}{name}/" + (f"#{anchor}" if anchor else ""))


PAGES = (Page(PATH, "help.html", contents), Page(f"{PATH}{{name}}/", "document.html", document, _every))
