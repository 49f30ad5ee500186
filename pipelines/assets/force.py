"""The configuration by which a run rebuilds and publishes although nothing has changed."""

from dagster import Config


class ForceConfig(Config):
    """``force``: rebuild and publish even if nothing has changed since the last release."""

    force: bool = False
