"""The Word file, for whoever has to edit the report: with fields that Word updates, and named styles."""

from laporan.writers.docx.write import write_docx

__all__ = ["write_docx"]
