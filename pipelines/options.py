"""What the options of the commands have in common."""

from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from pipelines.acquire.settings import SyncSettings
from pipelines.config import Settings

Folder = click.Path(file_okay=False, path_type=Path)


def settings(**given: Any) -> Settings:
    """The settings of a run; an option that was not given (None) leaves the environment's.

    Raises ``click.UsageError`` when a value cannot be used.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise usage_error(error, "PANELSOCIAL_") from None


def sync_settings(years: str | None = None) -> SyncSettings:
    """How the source is asked; ``years`` that were not given (None) are the environment's.

    Raises ``click.UsageError`` when a value cannot be used.
    """
    try:
        return SyncSettings.model_validate({"years": years}) if years is not None else SyncSettings()
    except ValidationError as error:
        raise usage_error(error, "PANELSOCIAL_SYNC_") from None


def usage_error(error: ValidationError, prefix: str) -> click.UsageError:
    """What is wrong with the first of the settings, whose environment variables begin with ``prefix``."""
    first = error.errors()[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    return click.UsageError(f"{prefix}{name}: {first['msg']}, not {first['input']!r}.")
