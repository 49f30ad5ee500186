"""Set up the log file of a refresh: one JSON object per line, or plain text."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from pipelines.config import LogFormat

LARGEST = 5_000_000
TEXT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def log_to(file: Path, log_format: LogFormat) -> TextIO:
    """Append what is logged from now on to ``file``: this package from INFO, anything else from WARNING.

    A line of JSON has ``timestamp`` (UTC), ``level``, ``logger``, ``event`` (the message), what was
    given as ``extra`` (``stage``, ``result``, ``seconds``), and ``exception`` where there is one. A file that
    has grown to ``LARGEST`` bytes is renamed to ``file.1``, which replaces the one before.
    Returns a stream beside it, of the file's name with the suffix ``.out``, for what libraries print. Raises
    ``OSError`` when a file cannot be opened.
    """
    logging.raiseExceptions = False  # a full disk must not print a traceback per message
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(file, maxBytes=LARGEST, backupCount=1, encoding="utf-8")
    handler.setFormatter(_json_lines() if log_format == "json" else logging.Formatter(TEXT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("pipelines").setLevel(logging.INFO)
    return file.with_suffix(".out").open("w", encoding="utf-8")


def _json_lines() -> logging.Formatter:
    import structlog  # noqa: PLC0415 - not needed for text

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
