"""A chapter that Quarto itself runs (`quarto render notebooks/230-pkt.ipynb --execute`): references are left to it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from laporan.project.outline import BLOCK_LABEL

INFO, FOLDER, FILE = "QUARTO_EXECUTE_INFO", "QUARTO_DOCUMENT_PATH", "QUARTO_DOCUMENT_FILE"


def runs_in_quarto() -> bool:
    """Whether it is Quarto that runs this chapter."""
    return bool(os.environ.get(INFO) or os.environ.get(FOLDER))


def is_left_to_quarto(target: str) -> bool:
    """Whether Quarto runs this chapter and will number what is referred to: a figure or table of this very chapter.

    Parameters
    ----------
    target : str
        Its label, such as 'fig-pkt'.
    """
    if target.startswith("sec-") or not runs_in_quarto():
        return False
    labels = _labels()
    return labels is None or target in labels


def _labels() -> set[str] | None:
    """Labels of the document that is run; None where Quarto does not tell which one that is."""
    try:
        return set(BLOCK_LABEL.findall(_document().read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _document() -> Path:
    if told := os.environ.get(INFO):
        return Path(json.loads(Path(told).read_text(encoding="utf-8"))["document-path"])
    return Path(os.environ[FOLDER]) / os.environ[FILE]
