"""Pages read with PDFium: the fast reader."""

from pipelines.read.pdf.pdfium.document import PdfiumDocument

__all__ = ["PdfiumDocument"]
