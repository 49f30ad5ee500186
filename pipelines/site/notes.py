"""What every page says first: that figures are invented, and which identities nobody has decided."""

from dataclasses import dataclass

from pipelines.language import catalogue
from pipelines.site.visit import Visit


@dataclass(frozen=True)
class Notes:
    """``sample`` are the reports with invented figures; ``proposals`` is a sentence, empty without any."""

    sample: int
    reports: int
    proposals: str


def notes(visit: Visit) -> Notes:
    """The notes of the visit's release."""
    (found,) = visit.rows(
        "select (select count(*) from dim_report) as reports,"
        " (select count(*) from dim_report where is_sample) as sample,"
        " (select count(*) from quality.program_matches) as proposals"
    )
    return Notes(found["sample"], found["reports"], _sentence(found["proposals"], visit.language))


def _sentence(count: int, language: str) -> str:
    """As pipelines.build.open_proposals says it, in the language of the visit."""
    if not count:
        return ""
    return (
        catalogue(language)
        .ngettext(
            "Until a person decides, two names are two programmes: {count} proposal is open.",
            "Until a person decides, two names are two programmes: {count} proposals are open.",
            count,
        )
        .format(count=count)
    )
