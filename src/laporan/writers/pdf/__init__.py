"""The PDF: tagged for screen readers, fit for archives, with its data inside."""

from laporan.writers.pdf.write import write_pdf

__all__ = ["write_pdf"]
