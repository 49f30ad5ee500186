"""Interface by which a run reports its progress; this implementation writes to the log."""

import logging
import time

logger = logging.getLogger(__name__)


class Progress:
    """Receives the stages of a run and logs them. ``TerminalProgress`` also shows them."""

    _stage = ""
    _began = 0.0

    def begin(self, stage: str, total: int | None = None) -> None:
        """``stage`` starts; ``total`` is the number of its steps, where known.

        Texts may be made by ``told`` of ``pipelines.language``: the log is in English, a display is not.
        """
        self._stage, self._began = stage, time.monotonic()
        logger.info("%s begins", stage, extra={"stage": stage, "total": total})

    def advance(self, what: str) -> None:
        """One step of the stage, ``what``, is done."""

    @property
    def seconds(self) -> float:
        """Seconds since the stage began."""
        return time.monotonic() - self._began

    def end(self, result: str) -> None:
        """The stage is done; ``result`` summarises it in a few words."""
        seconds = round(self.seconds, 3)
        told = {"stage": self._stage, "result": result, "seconds": seconds}
        logger.info("%s: %s (%.1f s)", self._stage, result, seconds, extra=told)
