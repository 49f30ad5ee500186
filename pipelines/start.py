"""Start-up without the collection of garbage, which finds none in a second of looking."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
        gc.enable()
