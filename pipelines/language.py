"""The languages of what people read: English in the code, Spanish in the catalogue ``locale/es``.

The terminal speaks the language of the environment (``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES`` or ``LANG``),
the site that of the page's address, the log English. `make messages` writes new texts of the code into the
catalogue.
"""

import gettext
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "panelsocial"
LOCALE = Path(__file__).resolve().parent / "locale"

# click takes its own words, such as "Usage", from the domain of the process.
gettext.bindtextdomain(DOMAIN, str(LOCALE))
gettext.textdomain(DOMAIN)

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # those that gettext looks at

_chosen: ContextVar[gettext.NullTranslations | None] = ContextVar("language", default=None)


def _(text: str) -> str:
    """``text`` of the code in the language that is spoken now."""
    return _spoken().gettext(text)


def ngettext(one: str, more: str, count: int) -> str:
    """``one`` or ``more``, by ``count``, in the language that is spoken now."""
    return _spoken().ngettext(one, more, count)


def N_(text: str) -> str:  # noqa: N802 - the name by which tools find such texts
    """``text`` as it is: `make messages` puts it into the catalogue, and who shows it translates it."""
    return text


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The texts of ``language``, such as "es"; those of the code where it has no catalogue."""
    return gettext.translation(DOMAIN, str(LOCALE), languages=[language], fallback=True)


def spoken() -> str:
    """The language that is spoken now, such as "es"; "en" where it has no catalogue."""
    return _spoken().info().get("language", "en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """A context that speaks ``language``, whatever the environment says."""
    before = _chosen.set(catalogue(language))
    try:
        yield
    finally:
        _chosen.reset(before)


class Told(str):
    """A text in English, as the log and the ledger have it, that a terminal tells in its own language."""

    __slots__ = ("make",)

    make: Callable[[], str]


def told(make: Callable[[], str]) -> Told:
    """What ``make`` returns, in English, and in any language by ``in_words``."""
    with speaking("en"):
        text = Told(make())
    text.make = make
    return text


def in_words(text: str) -> str:
    """``text`` in the language that is spoken now, if it was made by ``told``."""
    return text.make() if isinstance(text, Told) else text


def _spoken() -> gettext.NullTranslations:
    return _chosen.get() or _of_environment(*map(os.environ.get, _VARIABLES))


@cache
def _of_environment(*values: str | None) -> gettext.NullTranslations:  # noqa: ARG001 - they are its key
    return gettext.translation(DOMAIN, str(LOCALE), fallback=True)
