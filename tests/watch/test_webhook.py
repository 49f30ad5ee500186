"""Posting to a real server that accepts, refuses, fails or is not there."""

import logging

import pytest
from pydantic import SecretStr

from pipelines.watch.webhook import post
from tests.watch.receiver import receiving


def test_a_message_arrives_as_json() -> None:
    with receiving() as receiver:
        assert post(SecretStr(receiver.url), {"event": "run_failed", "text": "año"})
    assert receiver.received == [("/hooks/s3cret-token", {"event": "run_failed", "text": "año"})]


@pytest.mark.parametrize("status", [302, 400, 404, 429, 503])
def test_what_is_not_accepted_is_logged_without_the_address(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    with receiving() as receiver, caplog.at_level(logging.DEBUG, "pipelines"):
        receiver.answers = [status]
        assert not post(SecretStr(receiver.url), {})
    assert [path for path, _ in receiver.received] == ["/hooks/s3cret-token"]
    assert f"status {status}" in caplog.text
    assert "s3cret" not in caplog.text


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/s3cret", "s3cret", "ftp://127.0.0.1/s3cret", "http://[s3cret"]
)
def test_an_address_that_cannot_be_reached_fails_nothing(url: str, caplog: pytest.LogCaptureFixture) -> None:
    assert not post(SecretStr(url), {})
    assert "The webhook did not accept the message" in caplog.text
    assert "s3cret" not in caplog.text
