"""A message to whoever watches: JSON, posted to one address."""

import logging
from collections.abc import Mapping
from typing import Any

import httpx
from pydantic import SecretStr
from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt, wait_exponential

logger = logging.getLogger(__name__)

ATTEMPTS = 3
SECONDS = 10.0  # for each step of an attempt: connecting, sending, waiting for the answer
FIRST_PAUSE = 0.5

_TAKEN = ""


def post(url: SecretStr, message: Mapping[str, Any]) -> bool:
    """Post ``message`` as JSON to ``url``; whether it was taken.

    Three attempts while the server cannot be reached or says that it may work later (429, 5xx);
    redirects are not followed. Never raises: what was not delivered is logged. The address is a
    secret, so that neither it nor an error that may quote it gets into the log.
    """
    refusal = Retrying(
        stop=stop_after_attempt(ATTEMPTS),
        wait=wait_exponential(FIRST_PAUSE),
        retry=retry_if_result(_may_pass),
        retry_error_callback=_last_answer,
    )(_try, url, message)
    if refusal == _TAKEN:
        return True
    logger.warning("The webhook did not take the message: %s", refusal)
    return False


def _try(url: SecretStr, message: Mapping[str, Any]) -> str:
    """Why the message was not taken, in a word or two; nothing when it was."""
    try:
        answer = httpx.post(url.get_secret_value(), json=message, timeout=SECONDS, follow_redirects=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return type(error).__name__
    return _TAKEN if answer.is_success else f"status {answer.status_code}"


def _may_pass(refusal: str) -> bool:
    if refusal.startswith("status "):
        return refusal == "status 429" or refusal.startswith("status 5")
    return refusal not in {_TAKEN, "InvalidURL", "UnsupportedProtocol"}


def _last_answer(state: RetryCallState) -> str:
    assert state.outcome is not None
    return str(state.outcome.result())
