"""Files inside the PDF. The data of a figure belongs to its figure (an associated file), the ledger to the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array

from laporan.document.ast import DocumentTree, blocks_of


@dataclass(frozen=True)
class Inside:
    """A file that is put inside.

    Parameters
    ----------
    name : str
        Its name.
    content : bytes
        What is in it.
    about : str
        What readers say of it.
    """

    name: str
    content: bytes
    about: str


def figure_files(tree: DocumentTree, data: Mapping[str, bytes]) -> list[Inside]:
    """The files of figures, in the report's order.

    Parameters
    ----------
    tree : DocumentTree
        The report.
    data : mapping of str to bytes
        The data of each figure that has some, as CSV, by its anchor.
    """
    figures = [block for block in blocks_of(tree) if block["t"] == "figure" and block["anchor"] in data]
    return [
        Inside(_name(block["anchor"]), data[block["anchor"]], f"Data {block['number']} laporan ini")
        for block in figures
    ]


def give_to_figures(pdf: pikepdf.Pdf, figures: Mapping[str, Any]) -> None:
    """Take the files of figures from the whole document, and give each to its figure.

    Parameters
    ----------
    pdf : pikepdf.Pdf
        The file.
    figures : mapping of str to pikepdf object
        The element of each figure, by its anchor.
    """
    if "/AF" not in pdf.Root:
        return
    named = {str(specification.UF): specification for specification in pdf.Root.AF}
    for anchor, element in figures.items():
        if (specification := named.pop(_name(anchor), None)) is not None:
            element.AF = Array([specification])
    if named:
        pdf.Root.AF = Array(named.values())
    else:
        del pdf.Root.AF


def _name(anchor: str) -> str:
    return f"{anchor}.csv"
