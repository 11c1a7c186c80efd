"""The report as one page: a document in our template, with its fonts, style and script inside it."""

from laporan.page.write import render_page

__all__ = ["render_page"]
