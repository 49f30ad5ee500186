"""Parse the BIPS index of one year: a JSON list of programmes with their ids, names and addresses."""

import json
import re
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urljoin, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from pipelines.acquire.settings import SyncSettings

_ID = re.compile(r"[0-9]{1,12}")
FIRST_YEAR_OF_PAGES = 2022  # since then reports are web pages; no PDF has an address that can be derived


class DamagedIndexError(Exception):
    """The body is not a JSON list; the message says why."""


# A half of a surrogate pair, which JSON can hold and a database cannot, becomes its code.
_Text = Annotated[str, AfterValidator(lambda text: text.encode("utf-8", "backslashreplace").decode())]


class IndexRow(BaseModel):
    """One programme of the index. Every field may be missing; unknown fields are ignored.

    ``id_programa`` identifies the programme within a year, ``id_bips`` across years; both are digits.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

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
class Index:
    """The usable rows of an index by ``id_programa``, and for every other row what is wrong with it."""

    rows: dict[str, IndexRow]
    unusable: list[str]


def parse_index(body: bytes) -> Index:
    """Parse the JSON in ``body``. Raises ``DamagedIndexError``."""
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise DamagedIndexError(f"not JSON: {type(error).__name__} {error}"[:200]) from None
    if not isinstance(found, list):
        raise DamagedIndexError(f"the JSON is of type {type(found).__name__}, not a list")
    rows: dict[str, IndexRow] = {}
    unusable: list[str] = []
    for number, one in enumerate(found, start=1):
        try:
            row = IndexRow.model_validate(one)
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            unusable.append(f"row {number}: {'.'.join(map(str, first['loc']))} {first['msg']}".strip())
            continue
        if row.id_programa is None or not _ID.fullmatch(row.id_programa):
            unusable.append(f"row {number} has no usable id_programa")
        elif row.id_programa in rows:
            unusable.append(f"row {number} repeats the id_programa {row.id_programa} of an earlier row")
        else:
            rows[row.id_programa] = row
    return Index(rows, unusable)


def bips_id(row: IndexRow) -> str | None:
    """``id_bips`` where it is a number, else None."""
    return row.id_bips if row.id_bips and _ID.fullmatch(row.id_bips) else None


def document_url(row: IndexRow, year: int, settings: SyncSettings) -> str | None:
    """The address of the report of ``row``; None when it is unknown.

    That is the row's address that ends in .pdf, else its other address, else (before 2022) the address
    that ``settings.report_url`` gives. For an allowed host http is replaced by https. Raises ``ValueError``
    when an address of the row cannot be split into its parts.
    """
    base = settings.index_url.format(year=year)
    given = [urljoin(base, url.strip()) for url in (row.url_archivo, row.url_informe) if url and url.strip()]
    given.sort(key=lambda url: not is_pdf_url(url))
    if given:
        return _secure(given[0], settings)
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
