"""A message to whoever watches: JSON, posted to one address."""

import logging
from collections.abc import Mapping
from typing import Any

import httpx
import stamina
from pydantic import SecretStr

logger = logging.getLogger(__name__)

ATTEMPTS = 3
SECONDS = 10.0  # for each step of an attempt: connecting, sending, waiting for the answer
FIRST_PAUSE = 0.5


class _RefusedError(Exception):
    """The message was not taken; the text says why in a word or two and never quotes the address."""


class _NotNowError(_RefusedError):
    """It may be taken later."""


def post(url: SecretStr, message: Mapping[str, Any]) -> bool:
    """Post ``message`` as JSON to ``url``; whether it was taken.

    Three attempts while the server cannot be reached or says that it may work later (429, 5xx);
    redirects are not followed. Never raises: what was not delivered is logged. The address is a
    secret, so that neither it nor an error that may quote it gets into the log.
    """
    try:
        for attempt in stamina.retry_context(
            _NotNowError, attempts=ATTEMPTS, timeout=None, wait_initial=FIRST_PAUSE, wait_jitter=0
        ):
            with attempt:
                _try(url, message)
    except _RefusedError as error:
        logger.warning("The webhook did not take the message: %s", error)
        return False
    return True


def _try(url: SecretStr, message: Mapping[str, Any]) -> None:
    try:
        answer = httpx.post(url.get_secret_value(), json=message, timeout=SECONDS, follow_redirects=False)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise _RefusedError(type(error).__name__) from None
    except httpx.HTTPError as error:
        raise _NotNowError(type(error).__name__) from None
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
        raise _NotNowError(f"status {answer.status_code}")
    if not answer.is_success:
        raise _RefusedError(f"status {answer.status_code}")
