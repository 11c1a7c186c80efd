"""The torture report, written once for all tests of a writer."""

from __future__ import annotations

from pathlib import Path

import pytest

from laporan.document.ast import DocumentTree
from laporan.writers.docx import write_docx
from laporan.writers.pdf import write_pdf
from laporan.writers.pdf.structure import Pages

from .torture import torture_tree

LEDGER = b'{"facts": []}'


@pytest.fixture(scope="session")
def tree() -> DocumentTree:
    return torture_tree()


@pytest.fixture(scope="session")
def written(tree: DocumentTree, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Pages]:
    """The PDF, the Word file, and what the first said of its pages."""
    folder = tmp_path_factory.mktemp("resmi")
    pages = write_pdf(tree, folder / "laporan.pdf", {"fakta.json": LEDGER})
    write_docx(tree, folder / "laporan.docx", lambda: pages.numbers)
    return folder / "laporan.pdf", folder / "laporan.docx", pages
