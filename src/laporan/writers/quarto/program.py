"""Quarto itself, where it is installed."""

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
    """The program: what QUARTO_PATH names, the one on PATH, or that of the quarto-cli package beside our Python."""
    named = os.environ.get("QUARTO_PATH")
    if named:
        return shutil.which(named) or shutil.which("quarto", path=named)
    return shutil.which("quarto") or shutil.which("quarto", path=str(Path(sys.executable).parent))


def render(quarto: str, folder: Path, form: Format) -> int:
    """Render the book; Quarto's own exit code, and its words on our stderr."""
    command = [quarto, "render", str(folder), "--to", form, "--no-execute"]
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode
