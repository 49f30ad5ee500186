"""Start-up without the collection of garbage, which finds none in a second of looking.

And little of it afterwards: dbt and Dagster make a million objects that live as long as the process.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = 200_000
"""New objects before the youngest are looked through; Python's own 700 make a build longer."""


@contextmanager
def start_up() -> Iterator[None]:
    """Meanwhile nothing is collected; what is there at the end is never looked through again.

    For imports and for what lives as long as the process.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(RARELY)
        gc.enable()
