"""Shared by the commands: option types, and settings from options and environment."""

from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from pipelines.acquire.settings import SyncSettings
from pipelines.config import Settings, is_address
from pipelines.language import _

Folder = click.Path(file_okay=False, path_type=Path)


class FolderOrAddress(click.Path):
    """A folder, as ``Folder``; or the address of a store (see ``pipelines.store``), as text."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """``value`` itself where it is an address."""
        return value if is_address(value) else super().convert(value, param, ctx)


class WholeNumber(click.IntRange):
    """A whole number, by a name that the catalogue has: click says "integer" in every language."""

    name = _("whole number")


FOLDER = _("FOLDER")

warehouse_option = click.option(
    "--warehouse", type=Folder, metavar=FOLDER, help=_("Folder of the releases.") + " [PANELSOCIAL_WAREHOUSE]"
)


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
    own = first.get("ctx", {}).get("error")  # raised by a validator of ours, so in the terminal's language
    rule = str(own) if isinstance(own, ValueError) else first["msg"]
    said = _("{setting}: {rule}, not {value!r}.")
    return click.UsageError(said.format(setting=f"{prefix}{name}", rule=rule, value=first["input"]))
