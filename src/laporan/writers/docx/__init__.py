"""The Word file: real fields, named styles, for whoever has to edit the report."""

from laporan.writers.docx.write import write_docx

__all__ = ["write_docx"]
