"""``python -m tests.corpus``."""

from tests.corpus.cli import main

main(prog_name="python -m tests.corpus")
