"""What a run tells whoever watches it; the run itself does not know who that is."""

import logging
import time

logger = logging.getLogger(__name__)


class Progress:
    """Receives the steps of a run. This one logs them, as in a Dagster process without a terminal."""

    _stage = ""
    _began = 0.0

    def begin(self, stage: str, total: int | None = None) -> None:
        """``stage`` starts; ``total`` is how many things it will go through, where that is known."""
        self._stage, self._began = stage, time.monotonic()
        logger.info("%s begins", stage, extra={"stage": stage, "total": total})

    def advance(self, what: str) -> None:
        """One more thing of the stage, ``what``, is done."""

    def end(self, result: str) -> None:
        """The stage is done; ``result`` says what came out, in a few words."""
        seconds = round(time.monotonic() - self._began, 3)
        told = {"stage": self._stage, "result": result, "seconds": seconds}
        logger.info("%s: %s (%.1f s)", self._stage, result, seconds, extra=told)
