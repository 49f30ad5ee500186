"""Many cases of one promise: a few in every run, all of them with ``make test-all``."""

from collections.abc import Iterable
from typing import Any

import pytest


def few_quick(cases: Iterable[Any], every: int) -> list[Any]:
    """``cases`` for ``parametrize``, of which the first, and each that is ``every`` further on, are quick."""
    return [
        pytest.param(case, marks=[pytest.mark.slow] if number % every else [])
        for number, case in enumerate(cases)
    ]
