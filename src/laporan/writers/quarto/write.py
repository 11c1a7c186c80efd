"""Writes a report as a Quarto book project: `_quarto.yml`, a file for each BAB, drawings as files.

Nothing in it runs: there is no notebook and no code cell, and execution is switched off besides. A
BAB is a chapter of the book, so that Quarto's own numbers of sections are those of the report; figures
and tables it numbers by chapter, as its readers are used to.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from laporan.document.ast import DocumentTree, SectionNode, issuer
from laporan.document.front import titled
from laporan.writers.quarto import markdown

MARK = ".laporan-quarto"  # a folder that holds it is ours to write anew
INDEX = "index.qmd"


def write_book(tree: DocumentTree, folder: Path) -> None:
    """Write the project; an earlier one in the same folder is replaced.

    Parameters
    ----------
    tree : DocumentTree
        The report.
    folder : Path
        Where the project goes.

    Raises
    ------
    FileExistsError
        For a folder that holds other files than a project of ours.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise FileExistsError(f"{folder} berisi berkas lain. Pilih folder kosong dengan --to")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    front = [section for section in tree["sections"] if section["kind"] == "front"]
    _write(folder / INDEX, _page(front, folder) or f"# {markdown.escape(tree['front']['title'])} {{.unnumbered}}")
    for section in tree["sections"]:
        if section["kind"] != "front":
            _write(folder / file_name(section), _page([section], folder))
    _write(folder / "_quarto.yml", as_yaml(configuration(tree)))


def file_name(section: SectionNode) -> str:
    """The name of the section's file."""
    return f"{section['anchor'].removeprefix('sec-')}.qmd"


def configuration(tree: DocumentTree) -> dict[str, Any]:
    """The content of `_quarto.yml`. Quarto reads titles and names there as Markdown."""
    front = tree["front"]
    chapters = [file_name(section) for section in tree["sections"] if section["kind"] == "chapter"]
    annexes = [file_name(section) for section in tree["sections"] if section["kind"] == "annex"]
    book: dict[str, Any] = {
        "title": markdown.escape(titled(front)),
        "subtitle": markdown.escape(". ".join(filter(None, (issuer(front), front["mark"])))),
        "author": markdown.escape(front["agency"]),
        **({"date": front["day"]} if front["final"] else {}),
        "chapters": [INDEX, {"part": "Isi laporan", "chapters": chapters}],
    }
    if annexes:
        book["appendices"] = annexes
    return {
        "project": {"type": "book", "output-dir": "_book"},
        "lang": "id",
        "book": book,
        "from": "markdown-smart",  # the report's own quotation marks and dashes
        "number-sections": True,
        "number-depth": 5,
        "crossref": {
            "fig-title": "Gambar", "tbl-title": "Tabel", "title-delim": ".", "fig-prefix": "Gambar",
            "tbl-prefix": "Tabel", "sec-prefix": "Subbab",
        },
        "language": {"crossref-ch-prefix": "Bab", "crossref-apx-prefix": "Lampiran"},
        "execute": {"enabled": False},
        "format": {
            "html": {"toc": True, "toc-depth": 4},
            "docx": {"toc": True, "toc-depth": 4},
            "typst": {"toc": True, "toc-depth": 4, "papersize": "a4"},
        },
    }  # fmt: skip


def as_yaml(content: dict[str, Any]) -> str:
    """The mapping as YAML, in its own order."""
    buffer = io.StringIO()
    writer = YAML()
    writer.width = 120
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.dump(content, buffer)
    return buffer.getvalue()


def _page(sections: list[SectionNode], folder: Path) -> str:
    return "\n\n".join(markdown.block(block, folder) for section in sections for block in section["blocks"])


def _write(path: Path, text: str) -> None:
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
