"""The alert sensors after real runs, posting to a real server: what failed, the rows, what to do next."""

from collections.abc import Iterator
from typing import Any

import pytest
from dagster import (
    AssetCheckResult,
    AssetCheckSpec,
    DagsterInstance,
    DefaultSensorStatus,
    MaterializeResult,
    ResourceParam,
    SensorEvaluationContext,
    asset,
    build_run_status_sensor_context,
    build_sensor_context,
    materialize,
)
from pydantic import SecretStr

from pipelines.assets.check_results import with_rows
from pipelines.build.failed_checks import FailedCheck, FailedChecksError
from pipelines.config import Settings
from pipelines.watch.alerts import NO_WEBHOOK, tell_failed_checks, tell_failed_runs
from pipelines.watch.message import run_failed
from tests.watch.receiver import Receiver, receiving

ROWS = ({"program_key": "ñ1", "executed_clp": "-5"}, {"program_key": "ñ2", "executed_clp": "-7"})
NEGATIVE = FailedCheck("not_negative", "tests/not_negative.sql", "Got 9 results", 9, ROWS)


class Found:
    """What the checks of the next run find."""

    def __init__(self, failed: list[FailedCheck], warned: list[FailedCheck]) -> None:
        self.failed, self.warned = failed, warned


@asset(check_specs=[AssetCheckSpec("not_negative", asset="amounts"), AssetCheckSpec("fine", asset="amounts")])
def amounts(found: ResourceParam[Found]) -> Iterator[Any]:
    """A table whose checks end as the real ones do."""
    passed = not (found.failed or found.warned)
    yield MaterializeResult()
    yield AssetCheckResult(passed=True, check_name="fine", asset_key="amounts")
    yield from with_rows(
        [AssetCheckResult(passed=passed, check_name="not_negative", asset_key="amounts")],
        found.failed,
        found.warned,
    )
    if found.failed:
        raise FailedChecksError(found.failed)


class Watched:
    """Runs, and the two sensors with what the daemon keeps for them."""

    def __init__(self, instance: DagsterInstance, receiver: Receiver) -> None:
        self.instance = instance
        self.settings = Settings(webhook_url=SecretStr(receiver.url))
        self._receiver = receiver
        self._cursor: str | None = None

    def run(self, found: Found) -> str:
        result = materialize(
            [amounts], instance=self.instance, resources={"found": found}, raise_on_error=False
        )
        if not result.success:
            context = build_run_status_sensor_context(
                "tell_failed_runs",
                dagster_event=result.get_run_failure_event(),
                dagster_instance=self.instance,
                dagster_run=result.dagster_run,
                resources={"settings": self.settings},
            ).for_run_failure()
            tell_failed_runs(context)
        return result.run_id

    def look(self) -> None:
        context: SensorEvaluationContext = build_sensor_context(
            self.instance, cursor=self._cursor, resources={"settings": self.settings}
        )
        tell_failed_checks(context)
        self._cursor = context.cursor

    def told(self) -> list[dict[str, Any]]:
        messages = [message for _, message in self._receiver.received]
        self._receiver.received.clear()
        return messages


@pytest.fixture
def watched() -> Iterator[Watched]:
    with DagsterInstance.ephemeral() as instance, receiving() as receiver:
        yield Watched(instance, receiver)


def test_a_run_stopped_by_a_check_posts_the_check_and_its_rows(watched: Watched) -> None:
    watched.look()
    run_id = watched.run(Found([NEGATIVE], []))
    (message,) = watched.told()
    assert (message["event"], message["run_id"]) == ("run_failed", run_id)
    (stage,) = message["stages"]
    assert (stage["asset"], stage["error"]) == ("amounts", "FailedChecksError")
    assert "not_negative (tests/not_negative.sql): Got 9 results" in stage["message"]
    assert "program_key=ñ1, executed_clp=-5" in stage["message"]
    assert "panelsocial refresh" in message["next_step"]

    watched.look()
    (message,) = watched.told()
    assert (message["event"], message["run_id"]) == ("checks_failed", run_id)
    (check,) = message["checks"]
    assert check == {
        "check": "not_negative",
        "table": "amounts",
        "severity": "ERROR",
        "description": "tests/not_negative.sql: Got 9 results",
        "found": 9,
        "first_rows": list(ROWS),
    }
    assert "Nothing was published" in message["text"]


def test_the_message_about_a_run_that_is_retried_needs_no_action() -> None:
    died = run_failed("1", "refresh", [], "Its process ended unexpectedly.", begins_again=True)
    assert "failed: Its process ended unexpectedly. Nothing was published" in died["text"]
    assert "retried automatically" in died["next_step"]
    stopped = run_failed("1", "refresh", [], "It was terminated.", begins_again=False)
    assert "panelsocial refresh" in stopped["next_step"]


def test_a_warning_check_posts_a_message_although_the_run_succeeded(watched: Watched) -> None:
    watched.look()
    watched.run(Found([], [NEGATIVE]))
    watched.look()
    (message,) = watched.told()
    assert message["event"] == "checks_failed"
    assert message["checks"][0]["severity"] == "WARN"
    assert "Nothing was published" not in message["text"]


def test_each_failed_run_posts_once_and_good_ones_never(watched: Watched) -> None:
    watched.look()
    watched.run(Found([], []))
    first = watched.run(Found([], [NEGATIVE]))
    watched.look()
    watched.look()
    second = watched.run(Found([], [NEGATIVE]))
    watched.look()
    assert [message["run_id"] for message in watched.told()] == [first, second]


def test_runs_that_ended_before_the_first_evaluation_post_nothing(watched: Watched) -> None:
    watched.run(Found([], [NEGATIVE]))
    watched.look()
    assert watched.told() == []


def test_a_webhook_that_refuses_fails_nothing(watched: Watched) -> None:
    watched.settings = Settings(webhook_url=SecretStr("http://127.0.0.1:1/s3cret"))
    watched.look()
    watched.run(Found([NEGATIVE], []))
    watched.look()
    assert watched.told() == []


def test_without_a_webhook_nothing_is_posted(watched: Watched) -> None:
    watched.settings = Settings(webhook_url=None)
    context = build_sensor_context(watched.instance, resources={"settings": watched.settings})
    answer = tell_failed_checks(context)
    assert getattr(answer, "skip_message", None) == NO_WEBHOOK


def test_both_sensors_are_on_by_default() -> None:
    for each in (tell_failed_runs, tell_failed_checks):
        assert each.default_status == DefaultSensorStatus.RUNNING
