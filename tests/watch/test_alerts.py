"""The alert sensor after real runs, posting to a real server: what failed, the rows, what to do next."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from dagster import (
    AssetCheckResult,
    AssetCheckSpec,
    DagsterInstance,
    MaterializeResult,
    ResourceParam,
    SensorEvaluationContext,
    SkipReason,
    asset,
    build_sensor_context,
    materialize,
)
from pydantic import SecretStr

from pipelines.assets.check_results import with_rows
from pipelines.build.failed_checks import FailedCheck, FailedChecksError
from pipelines.config import Settings
from pipelines.watch.alerts import NO_WEBHOOK, alerts
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
    """Runs, and the sensor with what the daemon keeps for it."""

    def __init__(self, instance: DagsterInstance, receiver: Receiver) -> None:
        self.instance = instance
        self.settings = Settings(webhook_url=SecretStr(receiver.url))
        self.receiver = receiver
        self._cursor: str | None = None

    def run(self, found: Found) -> str:
        result = materialize(
            [amounts], instance=self.instance, resources={"found": found}, raise_on_error=False
        )
        return result.run_id

    def look(self) -> str | None:
        """What the sensor says of one evaluation."""
        context: SensorEvaluationContext = build_sensor_context(
            self.instance, cursor=self._cursor, resources={"settings": self.settings}
        )
        answer = alerts(context)
        self._cursor = context.cursor
        assert isinstance(answer, SkipReason)
        return answer.skip_message

    def told(self) -> list[dict[str, Any]]:
        messages = [message for _, message in self.receiver.received]
        self.receiver.received.clear()
        return messages


@pytest.fixture
def watched() -> Iterator[Watched]:
    with DagsterInstance.ephemeral() as instance, receiving() as receiver:
        watched = Watched(instance, receiver)
        watched.look()
        yield watched


def test_a_run_stopped_by_a_check_posts_the_check_and_its_rows(watched: Watched) -> None:
    run_id = watched.run(Found([NEGATIVE], []))
    watched.look()
    message, about_checks = watched.told()
    assert (message["event"], message["run_id"]) == ("run_failed", run_id)
    (stage,) = message["stages"]
    assert (stage["asset"], stage["error"]) == ("amounts", "FailedChecksError")
    assert "not_negative (tests/not_negative.sql): Got 9 results" in stage["message"]
    assert "program_key=ñ1, executed_clp=-5" in stage["message"]
    assert "panelsocial refresh" in message["next_step"]

    assert (about_checks["event"], about_checks["run_id"]) == ("checks_failed", run_id)
    (check,) = about_checks["checks"]
    assert check == {
        "check": "not_negative",
        "table": "amounts",
        "severity": "ERROR",
        "description": "tests/not_negative.sql: Got 9 results",
        "found": 9,
        "first_rows": list(ROWS),
    }
    assert "Nothing was published" in about_checks["text"]


def test_the_message_about_a_run_that_is_retried_needs_no_action() -> None:
    died = run_failed("1", "refresh", [], "Its process ended unexpectedly.", begins_again=True)
    assert "failed: Its process ended unexpectedly. Nothing was published" in died["text"]
    assert "retried automatically" in died["next_step"]
    stopped = run_failed("1", "refresh", [], "It was terminated.", begins_again=False)
    assert "panelsocial refresh" in stopped["next_step"]


def test_a_warning_check_posts_a_message_although_the_run_succeeded(watched: Watched) -> None:
    watched.run(Found([], [NEGATIVE]))
    watched.look()
    (message,) = watched.told()
    assert message["event"] == "checks_failed"
    assert message["checks"][0]["severity"] == "WARN"
    assert "Nothing was published" not in message["text"]


def test_each_failed_run_posts_once_and_good_ones_never(watched: Watched) -> None:
    watched.run(Found([], []))
    first = watched.run(Found([], [NEGATIVE]))
    watched.look()
    watched.look()
    second = watched.run(Found([], [NEGATIVE]))
    watched.look()
    assert [message["run_id"] for message in watched.told()] == [first, second]


def test_runs_that_ended_before_the_first_evaluation_post_nothing() -> None:
    with DagsterInstance.ephemeral() as instance, receiving() as receiver:
        watched = Watched(instance, receiver)
        watched.run(Found([], [NEGATIVE]))
        watched.look()
        assert watched.told() == []


def test_what_a_webhook_refused_for_a_day_arrives_once_in_order(watched: Watched) -> None:
    runs = []
    for _ in range(3):
        runs.append(watched.run(Found([NEGATIVE], [])))
        watched.receiver.answers = [503, 503, 503]
        watched.look()
    watched.told()
    watched.receiver.answers = []
    watched.look()
    watched.look()
    told = watched.told()
    for event in ("run_failed", "checks_failed"):
        assert [message["run_id"] for message in told if message["event"] == event] == runs


def test_what_is_refused_for_too_long_is_given_up_and_logged(
    watched: Watched, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = watched.run(Found([NEGATIVE], []))
    watched.receiver.answers = [404] * 4
    watched.look()
    eight_days_later = time.time() + 8 * 86_400
    monkeypatch.setattr("time.time", lambda: eight_days_later)
    watched.look()
    assert "given up after 7 days" in caplog.text and run_id in caplog.text
    watched.told()
    watched.look()
    assert watched.told() == []


def test_success_is_told_once_a_day_to_the_heartbeat(watched: Watched) -> None:
    watched.settings = Settings(heartbeat_url=SecretStr(watched.receiver.url))
    first = watched.run(Found([], []))
    watched.receiver.answers = [503]
    watched.look()
    watched.told()
    watched.look()
    watched.run(Found([], []))
    watched.look()
    assert [(message["event"], message["run_id"]) for message in watched.told()] == [("run_succeeded", first)]


def test_a_run_that_does_not_end_is_told_once(watched: Watched) -> None:
    @asset
    def slow() -> None:
        watched.look()
        assert watched.told() == []
        watched.settings = watched.settings.model_copy(update={"late_hours": 1e-9})
        watched.look()
        watched.look()

    run_id = materialize([slow], instance=watched.instance).run_id
    assert [(message["event"], message["run_id"]) for message in watched.told()] == [("run_late", run_id)]


def test_without_an_address_nothing_is_posted(watched: Watched) -> None:
    watched.settings = Settings()
    watched.run(Found([], [NEGATIVE]))
    assert watched.look() == NO_WEBHOOK
    assert watched.told() == []
