"""Charts drawn without a browser, and the JavaScript that draws them in one.

Both come from vl-convert, whose engine keeps some 150 MB: it works in a process of its own, which ends.
"""

import json
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context, parent_process
from typing import Any

from pipelines.site.charts import NUMBERS

VERSION = version("vl-convert-python")

WIDTH = 640
"""Pixels of a chart that has no page to fill."""

IDLE_SECONDS = 20.0
"""The process ends when nothing was drawn for so long."""

TASKS_OF_A_PROCESS = 40
"""Charts after which another process draws, because the engine's memory grows."""


class Drawing:
    """Draws in a process that starts with the first chart and ends when none was drawn for a while."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._end = threading.Timer(0, self.close)

    def svg(self, specification: dict[str, Any], language: str) -> str:
        """The chart of a Vega-Lite specification as SVG."""
        with self._lock:
            self._end.cancel()
            if self._pool is None:
                self._pool = _process()
            try:
                return self._pool.submit(draw, json.dumps(specification), language).result()
            finally:
                self._end = threading.Timer(IDLE_SECONDS, self.close)
                self._end.daemon = True
                self._end.start()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end.cancel()
            if self._pool is not None:
                self._pool.shutdown()
                self._pool = None


@cache
def bundle() -> str:
    """JavaScript with Vega, Vega-Lite and Vega-Embed, which defines ``vegaEmbed``."""
    with _process() as pool:
        return pool.submit(_bundle).result()


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        1,
        mp_context=get_context("spawn"),
        initializer=end_with_the_parent,
        max_tasks_per_child=TASKS_OF_A_PROCESS,
    )


def end_with_the_parent() -> None:
    """In a process of a pool: let it end when its parent was killed, of which it hears nothing else."""
    threading.Thread(target=_wait_for_the_parent, daemon=True).start()


def _wait_for_the_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def draw(specification: str, language: str) -> str:
    """The chart of a specification in JSON as SVG, drawn in this process."""
    import vl_convert  # noqa: PLC0415 - in the drawing process only

    spec = json.loads(specification)
    if spec.get("width") == "container":
        spec["width"] = WIDTH
    number = NUMBERS[language] | {"grouping": [3], "currency": ["$", ""]}
    drawn: str = vl_convert.vegalite_to_svg(spec, format_locale=number)
    return drawn


def _bundle() -> str:
    import vl_convert  # noqa: PLC0415

    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return bundle
