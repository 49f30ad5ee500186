"""Whether there is anything to refresh: the inputs as they are now beside those of the current release.

Knows neither Dagster nor dbt, whose import alone takes longer than to look.
"""

from dataclasses import dataclass

from pipelines.acquire.inbox import Inbox, NoReportsError, find_reports
from pipelines.acquire.settings import SyncSettings
from pipelines.config import Settings
from pipelines.publish.inputs import inputs_of, read_inputs


@dataclass(frozen=True, slots=True)
class Since:
    """What is other than when ``release`` was made.

    ``changed`` names parts of the inputs: with none, a refresh would publish the same again. It is None
    where that cannot be told, since the release is damaged or not of a whole refresh. ``inbox`` is what
    the raw folder holds.
    """

    release: str
    changed: tuple[str, ...] | None
    inbox: Inbox


def since_current(settings: Settings) -> Since | None:
    """What has changed since the current release was made; None where there is nothing to compare.

    The current release is the one that the link names, so after going back to an older one that is it.
    """
    if not settings.published_database.exists() or SyncSettings().years:
        return None  # where every refresh begins by asking the source, only that can tell
    release = settings.published_database.resolve().parent
    try:
        inbox = find_reports(settings.raw, settings.hashes)
        now = inputs_of(settings, inbox)
    except (NoReportsError, OSError):
        return None  # the stages say what is wrong
    then = read_inputs(release)
    if not then:
        return Since(release.name, None, inbox)
    changed = tuple(name for name in {**now, **then} if now.get(name) != then.get(name))
    return Since(release.name, changed, inbox)


def is_up_to_date(settings: Settings) -> bool:
    """Whether a refresh would publish the current release again."""
    since = since_current(settings)
    return since is not None and since.changed == ()
