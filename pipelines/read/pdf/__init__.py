"""PDF files: words with their places and ruled tables, one page in memory at a time."""

from pipelines.read.pdf.reading import iter_pages, read_pdf

__all__ = ["iter_pages", "read_pdf"]
