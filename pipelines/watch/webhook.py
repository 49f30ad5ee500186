"""Post a message as JSON to the webhook."""

import logging
from collections.abc import Mapping
from typing import Any

import httpx
from pydantic import SecretStr

logger = logging.getLogger(__name__)

SECONDS = 10.0  # for each step: connecting, sending, waiting for the answer


def post(url: SecretStr, message: Mapping[str, Any]) -> bool:
    """Post ``message`` as JSON to ``url``; returns whether it was accepted.

    Redirects are not followed. Never raises; a failure is logged. The address is a secret: neither it nor an
    error that may contain it is logged.
    """
    try:
        answer = httpx.post(url.get_secret_value(), json=message, timeout=SECONDS, follow_redirects=False)
    except (httpx.InvalidURL, httpx.HTTPError) as error:
        why = type(error).__name__
    else:
        if answer.is_success:
            return True
        why = f"status {answer.status_code}"
    logger.warning("The webhook did not accept the message: %s", why)
    return False
