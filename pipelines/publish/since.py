"""Whether a refresh would publish anything new: the inputs now against those of the last release."""

from dataclasses import dataclass

from pipelines.acquire.inbox import Inbox, NoReportsError
from pipelines.acquire.remote_reports import find_all
from pipelines.build.inputs import inputs_of
from pipelines.config import Settings
from pipelines.publish.checksums import faults_of
from pipelines.publish.release_inputs import read_inputs
from pipelines.publish.releases import last_release


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since ``release`` was made.

    ``changed`` names the changed parts of the inputs; if it is empty, a refresh would publish the same again.
    It is None if that is unknown: the release is damaged or comes from a refresh of only some years.
    ``inbox`` is the content of the raw folder.
    """

    release: str
    changed: tuple[str, ...] | None
    inbox: Inbox


def since_last_release(settings: Settings, inbox: Inbox | None = None) -> Since | None:
    """What has changed since the last release was made: the current one, also after a rollback.

    While a rollback is held it is the newest. None if there is no release, no report, or an input that cannot
    be read. ``inbox`` is the content of the raw folder, if known already.
    """
    release = last_release(settings.warehouse)
    if release is None:
        return None
    try:
        inbox = inbox or find_all(settings)
        now = inputs_of(settings, inbox)
    except (NoReportsError, OSError):
        return None  # the stages of the refresh report the error
    then = read_inputs(release)
    if not then or faults_of(release):
        return Since(release.name, None, inbox)
    return Since(release.name, tuple(name for name in now | then if now.get(name) != then.get(name)), inbox)
