"""Every producer of the corpus under its name, and which of them are installed here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from tests.corpus import (
    draw_chromium,
    draw_fpdf2,
    draw_libreoffice,
    draw_reportlab,
    draw_text,
    draw_typst,
    draw_weasyprint,
    draw_wkhtmltopdf,
)
from tests.corpus.blocks import Block, Drawing
from tests.corpus.looks import looks_of
from tests.corpus.model import Producer, Report
from tests.corpus.style import Style

DEBIAN = "apt-get install"
Job = tuple[Report, Sequence[Block], Style]


@dataclass(frozen=True, slots=True)
class _Entry:
    """How a producer draws several reports, whether it can, what installs it (on Debian), and the looks and
    rules that it does not draw.
    """

    draw_many: Callable[[Sequence[Job]], list[Drawing]]
    available: Callable[[], bool] = lambda: True
    remedy: str = ""
    lacks: frozenset[str] = frozenset()


_PRODUCERS: Mapping[Producer, _Entry] = {
    "reportlab": _Entry(
        lambda jobs: [draw_reportlab.draw(*job) for job in jobs], lacks=frozenset({"letters=ligatures"})
    ),
    "fpdf2": _Entry(
        lambda jobs: [draw_fpdf2.draw(*job) for job in jobs],
        lacks=frozenset({"page=mixed", "letters=ligatures", "headers=turned"}),
    ),
    "chromium": _Entry(
        draw_chromium.draw_many, draw_chromium.available, f"{DEBIAN} chromium fonts-liberation"
    ),
    "libreoffice": _Entry(
        draw_libreoffice.draw_many,
        draw_libreoffice.available,
        f"{DEBIAN} libreoffice-writer fonts-liberation",
        frozenset({"page=mixed", "watermark=behind", "headers=turned", "rules=outer"}),
    ),
    "wkhtmltopdf": _Entry(
        draw_wkhtmltopdf.draw_many,
        draw_wkhtmltopdf.available,
        f"{DEBIAN} wkhtmltopdf fonts-liberation",
        # It prints no fixed element on every page, and cuts a row of turned headers where a page ends.
        frozenset({"page=mixed", "watermark=behind", "headers=turned"}),
    ),
    "typst": _Entry(draw_typst.draw_many, draw_typst.available, "pip install typst"),
    "weasyprint": _Entry(
        draw_weasyprint.draw_many,
        draw_weasyprint.available,
        f"{DEBIAN} libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation, pip install weasyprint",
    ),
    # A text dump has no look.
    "text": _Entry(lambda jobs: [draw_text.draw(report, blocks) for report, blocks, _ in jobs]),
}


def available_producers() -> tuple[Producer, ...]:
    """The producers that can draw on this machine."""
    return tuple(name for name, entry in _PRODUCERS.items() if entry.available())


def skipped_producers() -> dict[Producer, str]:
    """The producers that cannot, each with the command that installs it on Debian."""
    return {name: entry.remedy for name, entry in _PRODUCERS.items() if not entry.available()}


def lacking(producer: Producer, style: Style) -> frozenset[str]:
    """What of ``style`` the producer does not draw, each as "subject=name"."""
    return (looks_of(style) | {f"rules={style.rules}"}) & _PRODUCERS[producer].lacks


def draw_many(producer: str, jobs: Sequence[Job]) -> list[Drawing]:
    """Each report drawn by ``producer`` in its style, in the order of ``jobs``.

    Raises ValueError for an unknown producer and for a look that it does not draw, and ProducerFailedError
    where its program fails.
    """
    for name, entry in _PRODUCERS.items():
        if name == producer:
            if missing := {look for _, _, style in jobs for look in lacking(name, style)}:
                raise ValueError(f"{name} does not draw {', '.join(sorted(missing))}")
            return entry.draw_many(jobs)
    raise ValueError(f"{producer} is none of {', '.join(get_args(Producer))}")
