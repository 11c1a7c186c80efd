"""The codebook on paper is the one in code."""

from __future__ import annotations

from pathlib import Path

from laporan.data.codebook import codebook

PAGE = Path(__file__).resolve().parents[2] / "docs" / "codebook.md"


def test_the_codebook_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == codebook(2017), (
        "run: python -m laporan.data.codebook 2017 > docs/codebook.md"
    )
