"""The program Quarto, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

Format = Literal["html", "docx", "typst"]
HOW_TO_GET = (
    "Quarto tidak ditemukan, jadi buku itu belum dirender. Pasang dari https://quarto.org, atau "
    'pip install "laporan-bkn[quarto]", atau sebut letaknya dalam QUARTO_PATH'
)


def find_quarto() -> str | None:
    """The path of the program: what QUARTO_PATH names, the one on PATH, or that of the package quarto-cli.

    Returns
    -------
    str or None
        None where it is not installed.
    """
    named = os.environ.get("QUARTO_PATH")
    if named:
        return shutil.which(named) or shutil.which("quarto", path=named)
    return shutil.which("quarto") or shutil.which("quarto", path=str(Path(sys.executable).parent))


def output_folder(form: Format) -> str:
    """Where a format goes, in the book's folder: one of its own, as Quarto empties it at each rendering."""
    return f"_book-{form}"


def render(quarto: str, folder: Path, form: Format) -> int:
    """Render a book; Quarto's own messages go to stderr.

    Parameters
    ----------
    quarto : str
        The program.
    folder : Path
        The book's project.
    form : {'html', 'docx', 'typst'}
        What it is rendered as.

    Returns
    -------
    int
        Quarto's exit code.
    """
    command = [quarto, "render", str(folder), "--to", form, "--output-dir", output_folder(form), "--no-execute"]
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode
