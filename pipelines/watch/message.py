"""Build the webhook's messages: which stage or check failed, the first rows, and what to do next."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from dagster import AssetCheckEvaluation, AssetCheckSeverity

from pipelines.assets.check_results import FIRST_ROWS, FOUND
from pipelines.errors import FailedStage

LONGEST_TEXT = 2000  # characters of an error's message

_KEPT = "Nothing was published; the current release is unchanged."


def run_failed(
    run_id: str, job: str, stages: Sequence[FailedStage], event: str, begins_again: bool
) -> dict[str, Any]:
    """The message about a failed run. Where no stage failed, ``event`` says how the run ended.

    ``begins_again``: Dagster will retry the run, because its process died.
    """
    what = ", ".join(f"{stage.asset} ({stage.error})" for stage in stages) or _shortened(event).rstrip(".")
    return {
        "event": "run_failed",
        "text": f"Panel Social: the run {run_id} failed: {what}. {_KEPT}",
        "run_id": run_id,
        "job": job,
        "stages": [asdict(stage) | {"message": _shortened(stage.message)} for stage in stages],
        "next_step": (
            f"None: the run is retried automatically. Its log is {_page(run_id)} in the web interface."
            if begins_again
            else f"Read the error, or the log ({_page(run_id)} in the web interface);"
            " correct what it names and run `panelsocial refresh`."
        ),
    }


def checks_failed(run_id: str, job: str, checks: Iterable[AssetCheckEvaluation]) -> dict[str, Any]:
    """The message about the failed ``checks`` of a run; at least one."""
    found = [_check(check) for check in checks]
    stopped = any(check["severity"] == AssetCheckSeverity.ERROR.value for check in found)
    names = ", ".join(f"{check['check']} ({check['found']} rows)" for check in found)
    outcome = _KEPT if stopped else "These are warnings; they did not stop the release."
    return {
        "event": "checks_failed",
        "text": f"Panel Social: checks of the run {run_id} failed: {names}. {outcome}",
        "run_id": run_id,
        "job": job,
        "checks": found,
        "next_step": (
            "Look at the rows. A misread report is a fault of this program; for a misprint add a row to"
            " dbt_project/seeds/corrections.csv. Then run `panelsocial refresh`."
            if stopped
            else f"Look at the rows ({_page(run_id)} in the web interface). Nothing is urgent."
        ),
    }


def run_is_late(run_id: str, status: str, hours: float) -> dict[str, Any]:
    """The message about a run that was requested more than ``hours`` ago and has not ended."""
    return {
        "event": "run_late",
        "text": f"Panel Social: the run {run_id} has not ended after {hours:g} hours ({status}).",
        "run_id": run_id,
        "next_step": f"Look at {_page(run_id)} in the web interface; terminate it if it stands still.",
    }


def run_succeeded(run_id: str, release: str | None) -> dict[str, Any]:
    """The message about the first successful run of a day; ``release`` is the current one."""
    return {
        "event": "run_succeeded",
        "text": f"Panel Social: the run {run_id} succeeded. The current release is {release or 'missing'}.",
        "run_id": run_id,
        "release": release,
        "next_step": "None.",
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
