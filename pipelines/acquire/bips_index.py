"""Parse the BIPS index of one year: a JSON list of programmes with their ids, names and addresses."""

import json
import re
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urljoin, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from pipelines.acquire.settings import SyncSettings

_ID = re.compile(r"[0-9]{1,12}")
FIRST_YEAR_OF_PAGES = 2022  # since then reports are web pages, whose addresses only the index knows
MAX_ROWS = 20_000  # a year has some hundred programmes
_MAX_CHARACTERS = 2_000  # of one text of a row, which may be an address


class DamagedIndexError(Exception):
    """The body is not a JSON list of at most ``MAX_ROWS`` elements; the message says why."""


def _storable(text: str) -> str:
    """A half of a surrogate pair, which JSON can hold and a database cannot, becomes its code."""
    if len(text) > _MAX_CHARACTERS:
        raise ValueError(f"{len(text)} characters, more than {_MAX_CHARACTERS}")
    return text.encode("utf-8", "backslashreplace").decode()


_Text = Annotated[str, AfterValidator(_storable)]


class IndexRow(BaseModel):
    """One programme of the index. Every field may be missing; unknown fields are ignored.

    ``id_programa`` identifies the programme within a year, ``id_bips`` across years; both are digits.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    periodo: _Text | None = None
    id_programa: _Text | None = None
    id_bips: _Text | None = None
    tipo_formulario: _Text | None = None
    nombre_tipo_oferta: _Text | None = None
    nombre: _Text | None = None
    ministerio: _Text | None = None
    servicio: _Text | None = None
    url_informe: _Text | None = None
    url_archivo: _Text | None = None


@dataclass(frozen=True, slots=True)
class UnusableRow:
    """A row that is put aside, and why. ``id_programa`` is None where it is not valid or an earlier row's."""

    id_programa: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class Index:
    """The usable rows of an index by ``id_programa``, and its other rows."""

    rows: dict[str, IndexRow]
    unusable: list[UnusableRow]

    @property
    def ids(self) -> set[str]:
        """Every ``id_programa`` of the index, also those of unusable rows."""
        return {*self.rows, *(row.id_programa for row in self.unusable if row.id_programa)}


def parse_index(body: bytes) -> Index:
    """Parse the JSON in ``body``. Raises ``DamagedIndexError``."""
    try:
        # Numbers stay as they are written: not every one that JSON can write has a value in Python.
        found: Any = json.loads(body, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise DamagedIndexError(f"not JSON: {type(error).__name__} {error}"[:200]) from None
    if not isinstance(found, list):
        raise DamagedIndexError(f"the JSON is of type {type(found).__name__}, not a list")
    if len(found) > MAX_ROWS:
        raise DamagedIndexError(f"{len(found)} rows, more than {MAX_ROWS}")
    rows: dict[str, IndexRow] = {}
    unusable: list[UnusableRow] = []
    for number, one in enumerate(found, start=1):
        id_programa = one.get("id_programa") if isinstance(one, dict) else None
        if not isinstance(id_programa, str) or not _ID.fullmatch(id_programa):
            unusable.append(UnusableRow(None, f"row {number} has no usable id_programa"))
        elif id_programa in rows:
            why = f"row {number} repeats the id_programa {id_programa} of an earlier row"
            unusable.append(UnusableRow(None, why))
        else:
            try:
                rows[id_programa] = IndexRow.model_validate(one)
            except ValidationError as error:
                first = error.errors(include_input=False)[0]
                why = f"row {number}: {'.'.join(map(str, first['loc']))} {first['msg']}"
                unusable.append(UnusableRow(id_programa, why))
    return Index(rows, unusable)


def bips_id(row: IndexRow) -> str | None:
    """``id_bips`` where it is a number, else None."""
    return row.id_bips if row.id_bips and _ID.fullmatch(row.id_bips) else None


def document_url(row: IndexRow, year: int, settings: SyncSettings) -> str | None:
    """The address of the report of ``row``; None when it is unknown.

    That is the row's address that ends in .pdf, else its other address, else (before 2022) the address
    that ``settings.report_url`` gives. For an allowed host http is replaced by https. Raises ``ValueError``
    when the row has addresses and none can be split into its parts.
    """
    base = settings.index_url.format(year=year)
    given: list[str] = []
    failure: ValueError | None = None
    for url in (row.url_archivo, row.url_informe):
        if url and url.strip():
            try:
                given.append(_secure(urljoin(base, url.strip()), settings))
            except ValueError as error:
                failure = error
    if given:
        return min(given, key=lambda url: not is_pdf_url(url))
    if failure:
        raise failure
    if year < FIRST_YEAR_OF_PAGES:
        return settings.report_url.format(year=year, id=row.id_programa)
    return None


def is_pdf_url(url: str) -> bool:
    """Whether the path of an address ends in .pdf."""
    try:
        return urlsplit(url).path.lower().endswith(".pdf")
    except ValueError:
        return False


def _secure(url: str, settings: SyncSettings) -> str:
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.netloc.lower() in settings.hosts:
        return parts._replace(scheme="https").geturl()
    return url
