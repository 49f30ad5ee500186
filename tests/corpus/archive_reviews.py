"""What a reviewer who knows the truth decides about an archive, as rows of the reviewed files."""

from collections.abc import Iterator, Mapping, Sequence

from tests.corpus.archive_model import Archive

SOURCE = "tests/corpus/archive_reviews.py"
# In turn, by the order of the names. A third of the indicators is not reviewed.
DIRECTIONS = ("up_is_better", "down_is_better", None)


def directions(archive: Archive) -> dict[str, str]:
    """Name of an indicator → how to read it, for those that are reviewed."""
    names = {indicator.name for one in archive.published for indicator in one.report.indicators}
    decided = {name: DIRECTIONS[place % len(DIRECTIONS)] for place, name in enumerate(sorted(names))}
    return {name: direction for name, direction in decided.items() if direction}


def reviews(archive: Archive) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Seed → the rows to add to it."""
    decided = {"reason": "invented", "source": SOURCE, "reviewed_on": "2026-11-29"}
    return {
        "program_aliases": list(_aliases(archive)),
        "indicator_directions": [
            {"indicator_name": name, "direction": direction, **decided}
            for name, direction in directions(archive).items()
        ],
    }


def _aliases(archive: Archive) -> Iterator[Mapping[str, str]]:
    """Every change of title that names alone do not show, as ``program_aliases.csv`` has it."""
    for one in archive.changes:
        if not one.merged:
            yield {
                "old_name": one.old.name,
                "service": one.old.service,
                "new_name": one.new.name,
                "new_service": "" if one.new.service == one.old.service else one.new.service,
                "first_year": str(one.first_year),
                "reason": one.kind,
                "source": SOURCE,
            }
