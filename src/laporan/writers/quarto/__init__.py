"""The report as a Quarto book, for agencies that work with Quarto."""

from laporan.writers.quarto.program import HOW_TO_GET, Format, find_quarto, output_folder, render
from laporan.writers.quarto.write import write_book

__all__ = ["HOW_TO_GET", "Format", "find_quarto", "output_folder", "render", "write_book"]
