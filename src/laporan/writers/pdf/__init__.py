"""The PDF: tagged, archivable, with its data inside."""

from laporan.writers.pdf.write import write_pdf

__all__ = ["write_pdf"]
