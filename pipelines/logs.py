"""Set up the log file of a refresh: one JSON object per line, or plain text."""

import logging
from pathlib import Path

from pipelines.config import LogFormat

TEXT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def log_to(file: Path, log_format: LogFormat) -> None:
    """Append all later log messages to ``file``: of this package from INFO, of others from WARNING.

    A JSON line has ``timestamp`` (UTC), ``level``, ``logger``, ``event`` (the message), the fields given as
    ``extra`` (``stage``, ``result``, ``seconds``), and ``exception`` where there is one. Raises ``OSError``
    when the file cannot be opened.
    """
    logging.raiseExceptions = False  # a full disk must not print a traceback per message
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(file, encoding="utf-8")
    handler.setFormatter(_json_lines() if log_format == "json" else logging.Formatter(TEXT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("pipelines").setLevel(logging.INFO)


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
