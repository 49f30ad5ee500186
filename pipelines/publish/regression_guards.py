"""Regression guards: what a new build must not lose against the current release.

Tolerances and reviewed overrides are data, in ``guards.yml`` of the dbt project.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import duckdb
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.build.tables import literal
from pipelines.language import _
from pipelines.memory import Engine
from pipelines.publish.regression_queries import Found, comparisons

VALID = timedelta(days=7)
"""For how long an override is valid that the error proposes."""

Share = Annotated[float, Field(ge=0, le=1)]


class GuardsError(Exception):
    """The build lost too much, or the guards file is invalid; the message says what to do."""


class Tolerances(BaseModel):
    """Shares, 0 to 1, as ``guards.yml`` explains them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lost_rows: Share
    moved_total: Share
    mapped_share: Share


class Override(BaseModel):
    """A loss that was reviewed and accepted; valid up to and including the day ``until``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    guard: str
    subject: str
    reason: Annotated[str, Field(min_length=1)]
    reviewed_by: Annotated[str, Field(min_length=1)]
    until: date


class Guards(BaseModel):
    """The content of ``guards.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tolerances: Tolerances
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Tripped:
    """A guard that failed for a subject (a year, table, ministry or total), with both values."""

    guard: str
    subject: str
    before: float | int
    after: float | int

    def __str__(self) -> str:
        return _("{guard}, {subject}: {before:,.6g} before, {after:,.6g} now").format(
            guard=self.guard, subject=self.subject, before=self.before, after=self.after
        )


def read_guards(path: Path) -> Guards:
    """The guards in the file ``path``. Raises ``GuardsError`` when it is missing or invalid."""
    try:
        return Guards.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except OSError as error:
        raise GuardsError(f"{path}: {_(error.strerror or str(error))}.") from None
    except (yaml.YAMLError, ValidationError) as error:
        said = _("{file} is not a valid guards file: {error}")
        raise GuardsError(said.format(file=path, error=error)) from None


def check_guards(
    build: Path, current: Path | None, path: Path, today: date, engine: Engine | None = None
) -> Sequence[Tripped]:
    """Compare the database ``build`` with that of the ``current`` release; return what overrides accepted.

    Nothing is compared if there is no release, it cannot be opened, or it has only sample reports.
    Raises ``GuardsError`` that lists each guard that failed and says how to accept it.
    """
    guards = read_guards(path)
    tripped = [] if current is None else list(_tripped(build, current, guards.tolerances, engine or {}))
    reviewed = {(one.guard, one.subject) for one in guards.overrides if today <= one.until}
    held = [one for one in tripped if (one.guard, one.subject) not in reviewed]
    if held:
        overrides = [
            Override(guard=one.guard, subject=one.subject, reason="…", reviewed_by="…", until=today + VALID)
            for one in held
        ]
        lines = yaml.safe_dump(
            [one.model_dump() for one in overrides], sort_keys=False, allow_unicode=True, width=1000
        )
        raise GuardsError(
            _(
                "The build has lost too much against the last release:\n{losses}\n"
                "Check each one. To accept it, add its lines to `overrides` in {file} and refresh again:"
            ).format(losses="\n".join(f"  {one}" for one in held), file=path)
            + f"\n{lines}"
        )
    return tripped


def _tripped(build: Path, current: Path, tolerances: Tolerances, engine: Engine) -> Iterator[Tripped]:
    with duckdb.connect(config=engine) as con:
        try:
            con.execute(f"attach {literal(current)} as before (read_only)")
        except duckdb.Error:
            return
        con.execute(f"attach {literal(build)} as after (read_only)")
        for found in comparisons(con):
            if _is_too_much(found, tolerances):
                yield Tripped(found.guard, found.subject, found.before, found.after)


def _is_too_much(found: Found, tolerances: Tolerances) -> bool:
    match found.guard:
        case "lost_rows":
            return found.after < found.before * (1 - tolerances.lost_rows)
        case "moved_total":
            return abs(found.after - found.before) > abs(found.before) * tolerances.moved_total
        case "mapped_share":
            # Faults that the current release already has are ignored.
            return found.after < min(tolerances.mapped_share, found.before)
        case _:
            return found.after < found.before
