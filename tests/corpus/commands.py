"""Runs a producer's program."""

import subprocess
from collections.abc import Sequence


class ProducerFailedError(RuntimeError):
    """A producer's program ended with an error, took too long, or left no file."""


def run(command: Sequence[str], seconds: float) -> None:
    """Run ``command`` for at most ``seconds``; raises ProducerFailedError with what it said."""
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ProducerFailedError(f"{command[0]} did not end within {seconds:.0f} seconds") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()[-5:]
        raise ProducerFailedError(f"{command[0]} ended with code {error.returncode}: {said}") from None
