"""Shared by the commands: option types, and settings from options and environment."""

from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from pipelines.acquire.settings import SyncSettings
from pipelines.config import Settings

Folder = click.Path(file_okay=False, path_type=Path)


def settings(**given: Any) -> Settings:
    """The settings of a run from the options ``given``; None means the environment's value.

    Raises ``click.UsageError`` for a bad value.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise usage_error(error, "PANELSOCIAL_") from None


def sync_settings(years: str | None = None) -> SyncSettings:
    """The settings of a sync; None for ``years`` means the environment's value.

    Raises ``click.UsageError`` for a bad value.
    """
    try:
        return SyncSettings.model_validate({"years": years}) if years is not None else SyncSettings()
    except ValidationError as error:
        raise usage_error(error, "PANELSOCIAL_SYNC_") from None


def usage_error(error: ValidationError, prefix: str) -> click.UsageError:
    """A usage error about the first bad setting; ``prefix`` is that of its environment variable."""
    first = error.errors()[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    return click.UsageError(f"{prefix}{name}: {first['msg']}, not {first['input']!r}.")
