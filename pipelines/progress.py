"""What a run tells whoever watches it; the run itself does not know who that is."""


class Progress:
    """Receives the steps of a run. This one keeps silent, as in a Dagster process without a terminal."""

    def begin(self, stage: str, total: int | None = None) -> None:
        """``stage`` starts; ``total`` is how many things it will go through, where that is known."""

    def advance(self, what: str) -> None:
        """One more thing of the stage, ``what``, is done."""

    def end(self, result: str) -> None:
        """The stage is done; ``result`` says what came out, in a few words."""
