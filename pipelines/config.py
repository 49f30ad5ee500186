"""The settings of a run: folders, limits and behaviour, each with its default and environment variable."""

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    ByteSize,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    SecretStr,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.limits import MAX_BYTES, MAX_MEMORY, MAX_PAGES, MAX_SECONDS, MIN_MEMORY, Limits
from pipelines.memory import Engine, memory_of_duckdb

_PACKAGE = Path(__file__).resolve().parent

IS_INSTALLED = (_PACKAGE / "dbt_project").is_dir()
"""Whether this is an installed package, with the dbt project inside it, and not a clone, with it beside."""

PROJECT_ROOT = _PACKAGE if IS_INSTALLED else _PACKAGE.parent
"""The folder of the dbt project, of ``queries``, ``docs`` and ``dagster.yaml``.

Nothing is written into an installed package.
"""

DATA_ROOT = Path() if IS_INSTALLED else PROJECT_ROOT
"""Where folders are unless a setting says otherwise: in the clone, or else in the current directory."""

QUERIES = PROJECT_ROOT / "queries"
"""The folder of the example questions."""

DOCS = PROJECT_ROOT / "docs"
"""The folder of the documentation, which the site shows."""

DATABASE_NAME = "panel_social.duckdb"


def history() -> Path:
    """The folder of Dagster's history: DAGSTER_HOME, or else `.dagster` beside the other folders."""
    return _absolute(Path(os.environ.get("DAGSTER_HOME") or DATA_ROOT / ".dagster"))


def is_address(value: object) -> bool:
    """Whether ``value`` is the address of a store, such as ``s3://bucket/raw``, and not a folder."""
    return isinstance(value, str) and re.match(r"[a-z][a-z0-9+.-]*://.", value) is not None


def _absolute(path: Path) -> Path:
    """Make a path absolute, because dbt and worker processes run in other folders; keep links."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - Path.resolve would follow links


Reader = Literal["pdfium", "pdfplumber"]  # repeated here because pipelines.read is slow to import

LogFormat = Literal["json", "text"]

Deflator = Literal["cpi", "uf"]

MIN_ENGINE_MEMORY = 256 * 2**20
"""Bytes below which DuckDB cannot build the tables of a small archive."""

Folder = Annotated[Path, AfterValidator(_absolute)]


class Settings(BaseSettings):
    """The settings of a run, from arguments or else the environment (``PANELSOCIAL_`` and the name).

    Numbers of bytes may be written as "64MiB". docs/settings.md lists all of them. Raises
    ``pydantic.ValidationError`` for a bad value.
    """

    model_config = SettingsConfigDict(
        env_prefix="PANELSOCIAL_", env_ignore_empty=True, frozen=True, validate_default=True
    )

    # Reports as published, never edited. An address may be given instead: see ``raw_store``.
    raw: Folder = DATA_ROOT / "data" / "raw"
    # The working build and the published releases.
    warehouse: Folder = DATA_ROOT / "warehouse"
    # The cache of extracted reports. An address may be given instead: see ``extracted_store``.
    extracted: Folder = DATA_ROOT / "data" / "extracted"
    # The ledger of attempts to fetch, and the fetched indexes.
    acquired: Folder = Field(default_factory=lambda given: given["raw"].parent / "acquired")
    # The dbt project.
    dbt_project: Folder = PROJECT_ROOT / "dbt_project"
    # Number of processes that read reports, and of threads that build tables.
    workers: Annotated[int, Field(ge=1)] = os.cpu_count() or 1
    # Bytes of memory that DuckDB may use while tables are loaded, built and published.
    memory: Annotated[ByteSize, Field(ge=MIN_ENGINE_MEMORY)] = Field(default_factory=memory_of_duckdb)
    # Address of a Dask scheduler whose workers read reports instead, such as tls://host:8786.
    scheduler: Annotated[str, Field(pattern=r"^(tcp|tls)://\S+:\d+$")] | None = None
    # Limits of one file: bytes on disk, pages, seconds of reading, bytes of address space.
    max_bytes: Annotated[ByteSize, Field(gt=0)] = ByteSize(MAX_BYTES)
    max_pages: Annotated[int, Field(ge=1)] = MAX_PAGES
    max_seconds: Annotated[float, Field(gt=0, le=86_400)] = MAX_SECONDS
    max_memory: Annotated[ByteSize, Field(ge=MIN_MEMORY)] = ByteSize(MAX_MEMORY)

    _stores: dict[str, str] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _copied(cls, given: dict[str, Any], validate: ModelWrapValidatorHandler[Self]) -> Self:
        """A folder for the copies of each store that is given in place of a folder."""
        stores = {name: given[name] for name in ("raw", "extracted") if is_address(given.get(name))}
        build = Path(given.get("warehouse") or DATA_ROOT / "warehouse") / "build"
        folders = {name: build / name for name in stores}
        if "raw" in stores:
            folders["acquired"] = given.get("acquired") or DATA_ROOT / "data" / "acquired"
        settings = validate({**given, **folders})
        settings._stores.update(stores)
        return settings

    @property
    def raw_store(self) -> str | None:
        """The address of the store of the reports (see ``pipelines.store``); ``raw`` then holds copies."""
        return self._stores.get("raw")

    @property
    def extracted_store(self) -> str | None:
        """The address of the store of the extractions; ``extracted`` then holds copies."""
        return self._stores.get("extracted")

    @property
    def limits(self) -> Limits:
        """The limits of one file."""
        return Limits(self.max_bytes, self.max_pages, self.max_seconds, self.max_memory)

    # The library that reads PDFs: PDFium, or pdfplumber, the slow reference.
    reader: Reader = "pdfium"
    # The year in whose pesos real amounts are expressed; its prices must be known to the dbt project.
    base_year: Annotated[int, Field(ge=1900, le=2199)] = 2025
    # What they are computed by: the annual average of the consumer price index, or the UF.
    deflator: Deflator = "cpi"
    # Whether releases name officials and their posts (raw.readings only).
    keep_officials: bool = False
    # Seconds to wait for another refresh of the same warehouse; 0 fails at once.
    lock_wait: Annotated[float, Field(ge=0, le=86_400)] = 600.0
    # Number of newest different releases to keep; the current one is always kept.
    keep_releases: Annotated[int, Field(ge=1)] = 3
    # Number of newest runs to keep in Dagster's history, with their logs.
    keep_runs: Annotated[int, Field(ge=1)] = 50
    # Number of versions of the program whose extractions are kept, the present one included.
    keep_extractors: Annotated[int, Field(ge=1)] = 2
    # The regression guards: how much a refresh may lose against the current release, and exceptions.
    guards: Folder = PROJECT_ROOT / "dbt_project" / "guards.yml"

    @property
    def hashes(self) -> Path:
        """The cache of checksums of the files in the raw folder."""
        return self.extracted / "hashes.sqlite"

    # Address to post messages about failed and late runs and failed checks to. May contain a token, so never
    # printed.
    webhook_url: SecretStr | None = None
    # Address to post one message a day to, about a successful run: its silence tells of a dead daemon.
    heartbeat_url: SecretStr | None = None
    # Days for which a message that was not accepted is posted again.
    webhook_days: Annotated[int, Field(ge=1)] = 7
    # Hours after which a run that has not ended is told.
    late_hours: Annotated[float, Field(gt=0)] = 6.0
    # Whether readers of the site may ask questions in SQL.
    console: bool = True
    # The format of a refresh's log: lines of JSON, or plain text.
    log_format: LogFormat = "json"

    @property
    def ledger(self) -> Path:
        """The folder of the ledger (see ``pipelines.acquire.ledger``)."""
        return self.acquired / "ledger"

    @property
    def sync_lock(self) -> Path:
        """The file that a sync holds locked."""
        return self.acquired / "sync.lock"

    @property
    def build(self) -> Path:
        """The folder of the working build, which only a refresh uses."""
        return self.warehouse / "build"

    @property
    def build_database(self) -> Path:
        """The database that loading and dbt write to."""
        return self.build / DATABASE_NAME

    @property
    def manifest(self) -> Path:
        """The folder of dbt's manifest, outside an installed package."""
        return history() / "dbt" if IS_INSTALLED else self.dbt_project / "target"

    @property
    def engine(self) -> Engine:
        """The configuration of DuckDB's connections that load, compare, copy and export tables."""
        return {
            "memory_limit": f"{self.memory // 2**20}MiB",
            "threads": self.workers,
            "temp_directory": str(self.build / "spilled"),
        }

    @property
    def inbox(self) -> Path:
        """What the last look into the raw folder found, handed to the stage that reads reports."""
        return self.build / "inbox.sqlite"

    @property
    def year_lists(self) -> Path:
        """The folder of the lists of each year's reports (see ``pipelines.load.partitions``)."""
        return self.build / "reports_by_year"

    @property
    def published_database(self) -> Path:
        """The database of the current release, by way of the link ``current``."""
        return self.warehouse / "current" / DATABASE_NAME
