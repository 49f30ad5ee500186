"""Posting to a real server that accepts, refuses, fails or is not there."""

import logging

import pytest
from pydantic import SecretStr

from pipelines.watch import webhook
from pipelines.watch.webhook import ATTEMPTS, post
from tests.watch.receiver import receiving


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "FIRST_PAUSE", 0.01)


def test_a_message_arrives_as_json() -> None:
    with receiving() as receiver:
        assert post(SecretStr(receiver.url), {"event": "run_failed", "text": "año"})
    assert receiver.received == [("/hooks/s3cret-token", {"event": "run_failed", "text": "año"})]


@pytest.mark.parametrize("broken", [429, 500, 503])
def test_a_server_that_may_recover_is_asked_again(broken: int) -> None:
    with receiving() as receiver:
        receiver.answers = [broken]
        assert post(SecretStr(receiver.url), {})
    assert len(receiver.received) == 2


@pytest.mark.parametrize("status", [302, 400, 404])
def test_a_refusal_is_final(status: int) -> None:
    with receiving() as receiver:
        receiver.answers = [status]
        assert not post(SecretStr(receiver.url), {})
    assert [path for path, _ in receiver.received] == ["/hooks/s3cret-token"]


def test_after_the_last_attempt_it_is_logged_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    with receiving() as receiver, caplog.at_level(logging.DEBUG, "pipelines"):
        receiver.answers = [503] * 10
        assert not post(SecretStr(receiver.url), {})
    assert len(receiver.received) == ATTEMPTS
    assert "status 503" in caplog.text
    assert "s3cret" not in caplog.text


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/s3cret", "s3cret", "ftp://127.0.0.1/s3cret", "http://[s3cret"]
)
def test_an_address_that_cannot_be_reached_fails_nothing(url: str, caplog: pytest.LogCaptureFixture) -> None:
    assert not post(SecretStr(url), {})
    assert "The webhook did not accept the message" in caplog.text
    assert "s3cret" not in caplog.text
