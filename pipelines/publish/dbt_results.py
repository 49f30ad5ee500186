"""What is left of dbt once it has run: plain values, so that they can leave the process that dbt ran in."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

Event = dict[str, Any]
"""A log event of dbt that says how one node ended."""


class DbtError(Exception):
    """dbt could not run at all: a model or the project itself is at fault."""


@dataclass(frozen=True, slots=True)
class NodeResult:
    """How one node (model, seed or test) ended.

    ``status`` is dbt's: success, pass, fail, error, skipped, warn. ``fqn`` is its full name by which dbt
    selects it, ``path`` its file in the dbt project. ``relation_name`` is what it fills in the database: a
    test its failing rows, where these are kept. ``compiled_code`` is its query.
    """

    name: str
    fqn: str
    path: str
    status: str
    failures: int | None
    message: str | None
    relation_name: str | None
    compiled_code: str | None


@dataclass(frozen=True, slots=True)
class Build:
    """The results of a build, one for each node.

    ``warnings`` is what dbt says about the project, not about the data: deprecations and the like.
    """

    results: tuple[NodeResult, ...]
    warnings: tuple[str, ...]

    def count(self, status: str) -> int:
        """How many nodes ended in ``status``."""
        return Counter(result.status for result in self.results)[status]
