"""What is told about a run: which stage or check failed, the first rows, and what to do next."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from dagster import AssetCheckEvaluation, AssetCheckSeverity

from pipelines.assets.check_results import FIRST_ROWS, FOUND
from pipelines.errors import FailedStage

LONGEST_TEXT = 2000  # characters of an error's message

_KEPT = "Nothing was published: readers keep the release that they have."


def run_failed(
    run_id: str, job: str, stages: Sequence[FailedStage], event: str, begins_again: bool
) -> dict[str, Any]:
    """The message about a run that failed in ``stages``, or in none (then ``event`` says how it ended).

    ``begins_again`` says that Dagster starts it again by itself, as it does where its process died.
    """
    what = ", ".join(f"{stage.asset} ({stage.error})" for stage in stages) or _shortened(event).rstrip(".")
    return {
        "event": "run_failed",
        "text": f"Panel Social: the run {run_id} failed: {what}. {_KEPT}",
        "run_id": run_id,
        "job": job,
        "stages": [asdict(stage) | {"message": _shortened(stage.message)} for stage in stages],
        "next_step": (
            f"None: it is begun again by itself. The log is {_page(run_id)} in the web interface."
            if begins_again
            else f"Read the message, or the log ({_page(run_id)} in the web interface);"
            " mend what it names and run `panelsocial refresh`."
        ),
    }


def checks_failed(run_id: str, job: str, checks: Iterable[AssetCheckEvaluation]) -> dict[str, Any]:
    """The message about ``checks``, at least one, that found something in a run."""
    found = [_check(check) for check in checks]
    stopped = any(check["severity"] == AssetCheckSeverity.ERROR.value for check in found)
    names = ", ".join(f"{check['check']} ({check['found']} rows)" for check in found)
    outcome = _KEPT if stopped else "The release was not stopped by it."
    return {
        "event": "checks_failed",
        "text": f"Panel Social: checks of the run {run_id} found something: {names}. {outcome}",
        "run_id": run_id,
        "job": job,
        "checks": found,
        "next_step": (
            "Look at the rows. A misread report is a fault of this program; a misprint belongs into"
            " dbt_project/seeds/corrections.csv. Then run `panelsocial refresh`."
            if stopped
            else f"Look at the rows ({_page(run_id)} in the web interface); nothing needs to be done at once."
        ),
    }


def _check(check: AssetCheckEvaluation) -> dict[str, Any]:
    values = {name: value.value for name, value in check.metadata.items()}
    return {
        "check": check.check_name,
        "table": ".".join(check.asset_key.path),
        "severity": check.severity.value,
        "description": _shortened(check.description or ""),
        "found": values.get(FOUND),
        "first_rows": values.get(FIRST_ROWS, []),
    }


def _page(run_id: str) -> str:
    return f"/runs/{run_id}"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]} …"
