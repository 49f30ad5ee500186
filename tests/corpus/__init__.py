"""Draws reports with known truth; ``python -m tests.corpus --help``."""
