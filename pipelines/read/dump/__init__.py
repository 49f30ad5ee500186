"""Text dumps: the words of a report as a PDF tool printed them, without their places on the page."""

from pipelines.read.dump.text import printed_lines, read_text

__all__ = ["printed_lines", "read_text"]
