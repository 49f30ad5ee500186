"""Settings of a sync: addresses, rates and limits, each with its environment variable."""

from collections.abc import Iterable
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ByteSize, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from pipelines.acquire.year_range import parse_years
from pipelines.language import _

BIPS_HOST = "bips.ministeriodesarrollosocial.gob.cl"
REPORTS_HOST = "programassociales.ministeriodesarrollosocial.gob.cl"
PAGES_HOST = "evaluacionymonitoreosesdipres.gob.cl"


def _names(value: str | Iterable[str]) -> frozenset[str]:
    """Split a comma-separated list and convert it to lower case."""
    parts = value.split(",") if isinstance(value, str) else value
    return frozenset(part.strip().lower() for part in parts if part.strip())


def _years(value: str | Iterable[int]) -> tuple[int, ...]:
    if not isinstance(value, str):
        return tuple(value)
    return tuple(parse_years(value)) if value.strip() else ()


def _header_text(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError(_("An HTTP header may only contain printable ASCII characters"))
    return value.strip()


def _template(*names: str) -> AfterValidator:
    """Validates an address that contains exactly these names in braces."""

    def check(value: str) -> str:
        found = {part[1] for part in Formatter().parse(value) if part[1] is not None}
        if found != set(names):
            wanted = ", ".join(f"{{{name}}}" for name in names)
            raise ValueError(_("It must contain {names}, and no other braces").format(names=wanted))
        return value

    return AfterValidator(check)


Names = Annotated[frozenset[str], NoDecode, BeforeValidator(_names)]
Seconds = Annotated[float, Field(ge=0, le=86_400)]


class SyncSettings(BaseSettings):
    """Settings of a sync, from arguments or else the environment (``PANELSOCIAL_SYNC_`` and the name).

    Times are in seconds unless the name says hours. Raises ``pydantic.ValidationError`` for a bad value.
    """

    model_config = SettingsConfigDict(
        env_prefix="PANELSOCIAL_SYNC_", env_ignore_empty=True, frozen=True, validate_default=True
    )

    # Years that every refresh fetches first, such as "2012-2025" or "2019,2021"; empty: sync is off.
    years: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_years)] = ()
    # Address of a year's index, and of a report before 2022; {year} and {id} are filled in.
    index_url: Annotated[str, _template("year")] = (
        f"https://{BIPS_HOST}/resultadosTablaExDure/{{year}}/0/0/0/11621/0"
    )
    report_url: Annotated[str, _template("year", "id")] = (
        f"https://{REPORTS_HOST}/pdf/{{year}}/PRG{{year}}_3_{{id}}.pdf"
    )
    # Hosts that may be requested, by https only; redirects to other hosts are refused.
    hosts: Names = frozenset({BIPS_HOST, REPORTS_HOST, PAGES_HOST})
    # "host:port" of a mirror of your own: only these may use http and private addresses.
    private_hosts: Names = frozenset()
    # Web page or e-mail address of whoever runs the sync, sent in the User-Agent header.
    contact: Annotated[str, AfterValidator(_header_text)] = ""
    # Requests in parallel, and seconds between two requests to one host.
    concurrency: Annotated[int, Field(ge=1, le=16)] = 2
    interval: Annotated[Seconds, Field(gt=0)] = 1.0
    # Attempts per request, and the first and longest pause between two attempts.
    attempts: Annotated[int, Field(ge=1, le=20)] = 4
    wait: Seconds = 2.0
    max_wait: Seconds = 300.0
    # Time limits of one response: until the next bytes, and in total.
    read_seconds: Annotated[Seconds, Field(gt=0)] = 30.0
    max_seconds: Annotated[Seconds, Field(gt=0)] = 300.0
    # Size limits of a report and of an index.
    max_bytes: Annotated[ByteSize, Field(gt=0)] = ByteSize(64 << 20)
    max_index_bytes: Annotated[ByteSize, Field(gt=0)] = ByteSize(32 << 20)
    # A stored report that was confirmed as current within this time is not requested again.
    recheck_hours: Annotated[float, Field(ge=0)] = 168.0
    # Number of failed requests in a row that ends a sync; the rest is left to the next one.
    give_up_after: Annotated[int, Field(ge=1)] = 10
