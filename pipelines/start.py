"""Start-up without the collection of garbage, which finds none in a second of looking.

And little of it afterwards: dbt and Dagster make a million objects that live as long as the process.
"""

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

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


@contextmanager
def end_at_once() -> Iterator[None]:
    """A program that ends inside, by ``SystemExit``, does so without taking its million objects apart.

    That takes most of a second, or finds that what is never looked through again was never given back.
    What is to be done at exit is done, and what was printed is written.
    """
    try:
        yield
    except SystemExit as end:
        if isinstance(end.code, str):
            raise  # the interpreter prints it
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # nobody listens any more
                stream.flush()
        os._exit(end.code or 0)
