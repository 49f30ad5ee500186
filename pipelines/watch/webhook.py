"""Post a message as JSON to the webhook."""

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
    """The webhook refused the message; the text says why and never contains the address."""


class _TransientError(_RefusedError):
    """A later attempt may succeed."""


def post(url: SecretStr, message: Mapping[str, Any]) -> bool:
    """Post ``message`` as JSON to ``url``; returns whether it was accepted.

    Up to three attempts when the server is unreachable or answers 429 or 5xx; redirects are not followed.
    Never raises; a failure is logged. The address is a secret: neither it nor an error that may contain it
    is logged.
    """
    try:
        for attempt in stamina.retry_context(
            _TransientError, attempts=ATTEMPTS, timeout=None, wait_initial=FIRST_PAUSE, wait_jitter=0
        ):
            with attempt:
                _try(url, message)
    except _RefusedError as error:
        logger.warning("The webhook did not accept the message: %s", error)
        return False
    return True


def _try(url: SecretStr, message: Mapping[str, Any]) -> None:
    try:
        answer = httpx.post(url.get_secret_value(), json=message, timeout=SECONDS, follow_redirects=False)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise _RefusedError(type(error).__name__) from None
    except httpx.HTTPError as error:
        raise _TransientError(type(error).__name__) from None
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
        raise _TransientError(f"status {answer.status_code}")
    if not answer.is_success:
        raise _RefusedError(f"status {answer.status_code}")
