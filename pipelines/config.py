"""Where things are: every setting, its default and the environment variable that changes it."""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ByteSize, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.limits import LEAST_MEMORY, MAX_BYTES, MAX_MEMORY, MAX_PAGES, MAX_SECONDS, Limits

PROJECT_ROOT = Path(__file__).resolve().parents[1]

DATABASE_NAME = "panel_social.duckdb"


def _absolute(path: Path) -> Path:
    """Absolute, because dbt and worker processes run in other folders; links stay as they are."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - Path.resolve would follow links


Reader = Literal["pdfium", "pdfplumber"]  # as pipelines.read has them, which takes long to import

LogFormat = Literal["json", "text"]

Folder = Annotated[Path, AfterValidator(_absolute)]


class Settings(BaseSettings):
    """The folders and limits of a run.

    Read from the environment (``PANELSOCIAL_RAW``, ``PANELSOCIAL_WAREHOUSE``,
    ``PANELSOCIAL_EXTRACTED``, ``PANELSOCIAL_ACQUIRED``, ``PANELSOCIAL_DBT_PROJECT``, ``PANELSOCIAL_WORKERS``,
    ``PANELSOCIAL_MAX_BYTES``, ``PANELSOCIAL_MAX_PAGES``, ``PANELSOCIAL_MAX_SECONDS``,
    ``PANELSOCIAL_MAX_MEMORY``, ``PANELSOCIAL_READER``, ``PANELSOCIAL_BASE_YEAR``,
    ``PANELSOCIAL_LOCK_WAIT``, ``PANELSOCIAL_KEEP_RELEASES``,
    ``PANELSOCIAL_WEBHOOK_URL``, ``PANELSOCIAL_LOG_FORMAT``, ``PANELSOCIAL_GUARDS``); arguments win.
    Numbers of bytes may be written as "64MiB".
    Raises ``pydantic.ValidationError`` when a value cannot be used.
    """

    model_config = SettingsConfigDict(
        env_prefix="PANELSOCIAL_", env_ignore_empty=True, frozen=True, validate_default=True
    )

    # Reports as published, never edited.
    raw: Folder = PROJECT_ROOT / "data" / "raw"
    # The private build and the published releases.
    warehouse: Folder = PROJECT_ROOT / "warehouse"
    # The cache of extracted reports.
    extracted: Folder = PROJECT_ROOT / "data" / "extracted"
    # What came from the source besides reports: the ledger, and the index as it was fetched.
    acquired: Folder = Field(default_factory=lambda given: given["raw"].parent / "acquired")
    # The SQL that gives meaning.
    dbt_project: Folder = PROJECT_ROOT / "dbt_project"
    # Processes that read documents.
    workers: Annotated[int, Field(ge=1)] = os.cpu_count() or 1
    # What one document may cost: bytes on disk, pages, seconds, bytes of address space.
    max_bytes: Annotated[ByteSize, Field(gt=0)] = ByteSize(MAX_BYTES)
    max_pages: Annotated[int, Field(ge=1)] = MAX_PAGES
    max_seconds: Annotated[float, Field(gt=0, le=86_400)] = MAX_SECONDS
    max_memory: Annotated[ByteSize, Field(ge=LEAST_MEMORY)] = ByteSize(MAX_MEMORY)

    @property
    def limits(self) -> Limits:
        """What one document may cost."""
        return Limits(self.max_bytes, self.max_pages, self.max_seconds, self.max_memory)

    # What reads PDFs: PDFium, or plain pdfplumber, the slow reference.
    reader: Reader = "pdfium"
    # The year whose pesos real amounts are in. The dbt project refuses one without a known UF.
    base_year: Annotated[int, Field(ge=1900, le=2199)] = 2025
    # Seconds to wait for another run that writes to the warehouse; 0 leaves at once.
    lock_wait: Annotated[float, Field(ge=0, le=86_400)] = 600.0
    # The newest releases that stay; the current one stays in any case.
    keep_releases: Annotated[int, Field(ge=1)] = 3
    # What a refresh may lose against the current release, and what somebody has let pass.
    guards: Folder = PROJECT_ROOT / "dbt_project" / "guards.yml"

    @property
    def hashes(self) -> Path:
        """The checksums of the raw folder's files, kept while the files do not change."""
        return self.extracted / "hashes.json"

    # Where a failed run and failed checks are told: JSON is posted there. Often holds a token: never printed.
    webhook_url: SecretStr | None = None
    # The log of a refresh: lines of JSON, or lines for people.
    log_format: LogFormat = "json"

    @property
    def ledger(self) -> Path:
        """The folder of the ledger: a line for every attempt to get a report."""
        return self.acquired / "ledger"

    @property
    def build(self) -> Path:
        """The folder of the private build; nobody but a refresh opens what is in it."""
        return self.warehouse / "build"

    @property
    def build_database(self) -> Path:
        """The database that loading and dbt write to."""
        return self.build / DATABASE_NAME

    @property
    def inbox(self) -> Path:
        """What the last look into the raw folder found, handed to the stage that reads reports."""
        return self.build / "inbox.json"

    @property
    def year_lists(self) -> Path:
        """The lists of each year's reports, which hand extracted reports over to the load."""
        return self.build / "reports_by_year"

    @property
    def published_database(self) -> Path:
        """The newest release, through the link that a refresh switches."""
        return self.warehouse / "current" / DATABASE_NAME
