"""Files become documents: pages of words and ruled tables, whatever the file was.

The only room that knows file formats. It knows nothing about the form, and no Spanish.
"""

from pipelines.read.document import DEFAULT_READER, Box, Cell, Document, Grid, Page, PdfReader, Word
from pipelines.read.errors import REASONS, Unreadable
from pipelines.read.reader import check_size, read_document

__all__ = [
    "DEFAULT_READER",
    "REASONS",
    "Box",
    "Cell",
    "Document",
    "Grid",
    "Page",
    "PdfReader",
    "Unreadable",
    "Word",
    "check_size",
    "read_document",
]
