"""The program of a process that draws one page, within limits and without any right (``page_picture``)."""

import json
import os
import sys

from pipelines.limits import Limits
from pipelines.load.confinement import confine
from pipelines.load.process_limits import be_silent, limit, limit_processor_time


def main() -> None:
    """Read a line of JSON and the bytes of a PDF from standard input; write the picture to the output."""
    request = json.loads(sys.stdin.buffer.readline())
    pdf = sys.stdin.buffer.read()
    limits = Limits(**request["limits"])
    with os.fdopen(os.dup(1), "wb") as answer:
        be_silent()
        limit(limits)
        confine(())
        limit_processor_time(limits)
        from pipelines.explain.page_image import draw_page  # noqa: PLC0415 - nothing is loaded unconfined

        answer.write(draw_page(pdf, request["page"], request["boxes"]))
