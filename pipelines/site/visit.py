"""What a page is made for: a release, a language, an address; and what it is made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipelines.language import catalogue
from pipelines.site.block import Block
from pipelines.site.release import Release, Row

LANGUAGES = ("es", "en")
"""The first has no prefix in addresses."""

DOCUMENTS = "documentos/"
"""Below it are the reports themselves and pictures of them: the same in every language."""


class NoSuchPageError(Exception):
    """The release has nothing at this address; the message says what it has instead.

    ``leads`` are paths of pages to go on with, each with what it is called.
    """

    def __init__(self, sentence: str, leads: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(sentence)
        self.leads = tuple(leads)


class MovedError(NoSuchPageError):
    """What was at this address is at the path of the first of ``leads``."""


class TooBusyError(Exception):
    """The site has too much to do for this page; the message says to come again."""


@dataclass(frozen=True)
class Visit:
    """``path`` is the page's address without the language, such as "programas/bips-1/"; "" is the first page.

    ``asked`` are the values behind the address's question mark. ``raw`` is the folder of the reports. In an
    export (``is_export``) there is no application that could draw or ask anything. ``has_console`` tells
    whether readers may ask questions of their own.
    """

    release: Release
    language: str
    path: str
    asked: Mapping[str, str] = field(default_factory=dict)
    raw: Path = Path()
    is_export: bool = False
    has_console: bool = False

    def rows(self, sql: str, **parameters: object) -> list[Row]:
        """The rows of a query."""
        return self.release.rows(sql, parameters)

    def text(self, english: str) -> str:
        """``english`` in the language of the visit. Texts are marked for the catalogue by ``_``."""
        return catalogue(self.language).gettext(english)

    def link(self, path: str, language: str | None = None) -> str:
        """The address of another page or file of the site, relative to this one: good on any server."""
        target, mark, anchor = path.partition("#")
        up = "../" * (prefix(self.language) + self.path).count("/")
        if target.startswith(DOCUMENTS):
            language = LANGUAGES[0]
        down = prefix(language or self.language) + target
        return (quote(up + down, safe="/~") or "./") + mark + quote(anchor, safe=".~=")

    def shared(self, path: str) -> str:
        """The address of a file that is the same in every language."""
        return self.link(path, LANGUAGES[0])


def prefix(language: str) -> str:
    """What the addresses of a language begin with."""
    return "" if language == LANGUAGES[0] else f"{language}/"


@dataclass(frozen=True)
class Content:
    """What a page shows: ``title``, and ``values`` for its template; ``blocks`` can be downloaded."""

    title: str
    blocks: Sequence[Block] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    def block(self, name: str) -> Block:
        """The block of that name. Raises ``KeyError``."""
        return {block.name: block for block in self.blocks}[name]


Parameters = Mapping[str, str]


def _one(_: Release) -> Iterable[Parameters]:
    return ({},)


@dataclass(frozen=True)
class Page:
    """A kind of page.

    ``path`` may have names in braces, which ``content`` gets as arguments behind the visit; it raises
    ``NoSuchPageError`` where the release has no such page. ``every`` lists the pages of a release. A page
    that ``needs_application`` is not exported. ``is_kept`` is False where one address may answer differently.
    """

    path: str
    template: str
    content: Callable[..., Content]
    every: Callable[[Release], Iterable[Parameters]] = _one
    needs_application: bool = False
    is_kept: bool = True


@dataclass(frozen=True)
class Body:
    """What a file of the site holds; ``type`` is its media type."""

    content: bytes
    type: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """A kind of file that is no page and the same in every language: an index, a document, a picture.

    Everything is as for ``Page``; ``content`` raises ``NoSuchPageError`` too.
    """

    path: str
    content: Callable[..., Body]
    every: Callable[[Release], Iterable[Parameters]] = _one
    needs_application: bool = False
    is_kept: bool = True
