"""How the source is asked: addresses, politeness and limits, each with its environment variable."""

from collections.abc import Iterable
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ByteSize, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from pipelines.acquire.year_range import parse_years

BIPS_HOST = "bips.ministeriodesarrollosocial.gob.cl"
REPORTS_HOST = "programassociales.ministeriodesarrollosocial.gob.cl"


def _names(value: str | Iterable[str]) -> frozenset[str]:
    """A comma-separated list, in lower case as addresses are compared."""
    parts = value.split(",") if isinstance(value, str) else value
    return frozenset(part.strip().lower() for part in parts if part.strip())


def _years(value: str | Iterable[int]) -> tuple[int, ...]:
    if not isinstance(value, str):
        return tuple(value)
    return tuple(parse_years(value)) if value.strip() else ()


def _header_text(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError("Only printable ASCII can stand in an HTTP header")
    return value.strip()


def _template(*names: str) -> AfterValidator:
    """An address in which these names, and no others, stand in braces."""

    def check(value: str) -> str:
        found = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
        if found != set(names):
            raise ValueError(
                f"It must have {' and '.join(f'{{{name}}}' for name in names)} in it, and no others"
            )
        return value

    return AfterValidator(check)


Names = Annotated[frozenset[str], NoDecode, BeforeValidator(_names)]
Seconds = Annotated[float, Field(ge=0, le=86_400)]


class SyncSettings(BaseSettings):
    """How the source is asked.

    Read from the environment (``PANELSOCIAL_SYNC_`` and the name in capitals); arguments win. Times are
    seconds unless the name says hours. Raises ``pydantic.ValidationError`` when a value cannot be used.
    """

    model_config = SettingsConfigDict(
        env_prefix="PANELSOCIAL_SYNC_", env_ignore_empty=True, frozen=True, validate_default=True
    )

    # Years that every refresh fetches first, such as "2012-2025" or "2019,2021"; empty: it fetches nothing.
    years: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_years)] = ()
    # The index of a year, and where its older reports lie; {year} and {id} are filled in.
    index_url: Annotated[str, _template("year")] = (
        f"https://{BIPS_HOST}/resultadosTablaExDure/{{year}}/0/0/0/11621/0"
    )
    report_url: Annotated[str, _template("year", "id")] = (
        f"https://{REPORTS_HOST}/pdf/{{year}}/PRG{{year}}_3_{{id}}.pdf"
    )
    # Hosts that may be asked, by https only; a redirect to any other is not followed.
    hosts: Names = frozenset({BIPS_HOST, REPORTS_HOST})
    # "host:port" of a mirror of your own: plain http and private addresses are allowed for these alone.
    private_hosts: Names = frozenset()
    # Who asks: an address or a page that the source's keepers can write to, sent in the User-Agent.
    contact: Annotated[str, AfterValidator(_header_text)] = ""
    # Requests at a time, and seconds between two requests to one host.
    concurrency: Annotated[int, Field(ge=1, le=16)] = 2
    interval: Annotated[Seconds, Field(gt=0)] = 1.0
    # Times that one document is asked for in a sync, and the first and longest wait between two times.
    attempts: Annotated[int, Field(ge=1, le=20)] = 4
    wait: Seconds = 2.0
    max_wait: Seconds = 300.0
    # What one answer may take: until the next bytes, and altogether.
    read_seconds: Annotated[Seconds, Field(gt=0)] = 30.0
    max_seconds: Annotated[Seconds, Field(gt=0)] = 300.0
    # What an answer may weigh: a report, an index.
    max_bytes: Annotated[ByteSize, Field(gt=0)] = ByteSize(64 << 20)
    max_index_bytes: Annotated[ByteSize, Field(gt=0)] = ByteSize(32 << 20)
    # A report that is held and was confirmed less than this ago is not asked for again.
    recheck_hours: Annotated[float, Field(ge=0)] = 168.0
    # Reports in a row without an answer after which the rest waits for the next sync.
    give_up_after: Annotated[int, Field(ge=1)] = 10
