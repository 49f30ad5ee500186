"""What a failed stage says: its asset, the kind of error, and the message meant for people."""

from dataclasses import dataclass
from typing import Self

from dagster import DagsterEvent


@dataclass(frozen=True, slots=True)
class FailedStage:
    """A stage that stopped the run: its asset, the kind of error, and what it says."""

    asset: str
    error: str
    message: str

    @classmethod
    def of(cls, event: DagsterEvent) -> Self | None:
        """The stage of a step failure; None where Dagster kept no error. The innermost cause counts."""
        error = event.step_failure_data.error
        while error and error.cause:
            error = error.cause
        if error is None:
            return None
        # Dagster keeps a message as the last line of a traceback prints it, with the error's name before it.
        message = error.message.strip().split(": ", 1)[-1]
        return cls(event.step_key or "", error.cls_name or "Error", message)
