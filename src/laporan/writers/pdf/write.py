"""Writes the PDF from the document's AST: typst draws it, then its structure is completed."""

from __future__ import annotations

import base64
import datetime as dt
import json
import logging
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from laporan.core.errors import ReportError
from laporan.document.ast import BlockNode, DocumentTree, Figure, TableNode, blocks_of
from laporan.document.front import UNSIGNED, change_lines, contact_line, corrected, full_list, titled
from laporan.writers.columns import ColumnLayout, lay_out
from laporan.writers.endings import chapters, closing, standing, tail
from laporan.writers.lists import DEEPEST, lists_of, opening_pages
from laporan.writers.pdf.associated import Inside, figure_files
from laporan.writers.pdf.glyphs import Drawable
from laporan.writers.pdf.signature_field import mark_place
from laporan.writers.pdf.structure import Pages, complete
from laporan.writers.text_widths import FONTS, syllables
from laporan.writers.together import SHORT, TALLEST, bound_rows, leading

LOG = logging.getLogger(__name__)
HERE = Path(__file__).parent
STANDARDS: list[Any] = ["ua-1", "a-3a"]  # A-3 because A-2 lets no file travel inside
LEDGER = "Setiap angka laporan ini beserta asalnya"
MIME = {".json": "application/json", ".csv": "text/csv"}


def write_pdf(
    tree: DocumentTree,
    path: Path,
    attachments: Mapping[str, bytes] | None = None,
    figures: Mapping[str, bytes] | None = None,
    logo: Path | None = None,
) -> Pages:
    """Write the report in one file that claims PDF/UA-1 and PDF/A-3a; the same AST gives the same bytes.

    Parameters
    ----------
    tree : DocumentTree
        The report.
    path : Path
        The file to write.
    attachments : mapping of str to bytes, optional
        Files that are put inside, by name.
    figures : mapping of str to bytes, optional
        The data of figures as CSV, by their anchors: each is put inside as the file of its figure.
    logo : Path, optional
        SVG or PNG for the cover.

    Returns
    -------
    Pages
        The printed page of each anchor, and the characters that no font of ours has.

    Raises
    ------
    ReportError
        Where typst warns or refuses: a missing font or glyph is never silent.

    Notes
    -----
    typst holds both standards as far as it knows them. What `complete` adds afterwards is held by our tests and by
    qpdf alone; no validator of either standard (veraPDF, PAC) has seen the file.
    """
    drawable = Drawable()
    inside = [Inside(name, content, LEDGER) for name, content in (attachments or {}).items()]
    inside += figure_files(tree, figures or {})
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for template in HERE.glob("*.typ"):
            shutil.copy(template, root)
        prepare(drawable.tree(tree), root, inside, logo)
        drawn = draw(root, epoch(tree))
    if drawable.replaced:
        shown = ", ".join(f"U+{ord(char):04X} ({times}×)" for char, times in sorted(drawable.replaced.items()))
        LOG.warning("%s: huruf yang tidak ada bentuknya dicetak sebagai kodenya: %s", path.name, shown)
    pages = complete(drawn, tree, path)
    return Pages(pages.numbers, dict(drawable.replaced))


def epoch(tree: DocumentTree) -> int:
    """Noon of the cover's day in seconds since 1970: the file's time, on every machine."""
    day = dt.date.fromisoformat(tree["front"]["day"])
    return int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp())


def prepare(tree: Any, root: Path, inside: list[Inside], logo: Path | None) -> None:
    """Write what the typst template reads: the AST with its tables laid out, photographs and attachments as files.

    Parameters
    ----------
    tree : DocumentTree
        The report; its photographs become names of files, words of tight tables get hyphens.
    root : Path
        The folder that the template runs in.
    inside : list of Inside
        Files that are put inside.
    logo : Path, optional
        SVG or PNG for the cover.
    """
    blocks = list(blocks_of(tree))
    for number, block in enumerate(blocks):
        if block["t"] == "figure" and block["image"]:
            block["image"] = save_photo(block, root, number)
    files = []
    for file in inside:
        (root / file.name).write_bytes(file.content)
        mime = MIME.get(Path(file.name).suffix, "application/octet-stream")
        files.append({"name": file.name, "mime": mime, "about": file.about})
    if logo:
        shutil.copy(logo, root / f"logo{logo.suffix}")
    mark_place(tree)
    mark_pages(tree)
    layouts = {}
    closing_ones = [closing(chapter) for chapter in chapters(tree)]
    for block in blocks:
        if block["t"] == "table":
            layout = lay_out(block)
            layouts[block["anchor"]] = asdict(layout) | standing_together(block, layout, closing_ones)
            if layout.tight:
                block["head"], block["body"] = hyphenated(block["head"]), hyphenated(block["body"])
    lists = lists_of(tree)
    data = {
        **tree,
        "layouts": layouts,
        "attachments": files,
        "lists": [
            {"kind": one.kind, "title": one.title, "depth": DEEPEST, "opens": opens}
            for one, opens in zip(lists, opening_pages(lists), strict=True)
        ],
        "title": titled(tree["front"]),
        "corrected": corrected(tree["front"]),
        "changed": change_lines(tree["front"]),
        "contacts": contact_line(tree["front"]),
        "full_list": full_list(tree["front"]),
        "unsigned": "" if tree["front"]["final"] else UNSIGNED,
        "logo": f"logo{logo.suffix}" if logo else "",
    }
    (root / "report.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def mark_pages(tree: DocumentTree) -> None:
    """Mark what stays with what follows, what stays whole, and which figures float, in the template's words."""
    blocks: list[Any] = list(blocks_of(tree))
    for block in blocks:
        block["stays"] = block["whole"] = False
    for chapter in chapters(tree):
        figures: list[Any] = [block for block in chapter if block["t"] == "figure"]
        floating = {figure["anchor"] for figure in figures if not figure["missing"]} - standing(chapter)
        for figure in figures:
            figure["floats"] = figure["anchor"] in floating
        last: list[Any] = tail(chapter, floating)
        for block in last:
            block["whole"], block["stays"] = True, block is not last[-1]
    paragraphs: list[Any] = list(leading(tree))
    for paragraph in paragraphs:
        paragraph["stays"] = True


def standing_together(table: TableNode, layout: ColumnLayout, closing_ones: list[BlockNode | None]) -> dict[str, Any]:
    """What of a table stands together, in the template's words.

    Parameters
    ----------
    table : TableNode
        The table.
    layout : ColumnLayout
        How it is laid out.
    closing_ones : list of BlockNode
        The tables that chapters end with.
    """
    bound = bound_rows(layout.rows[len(table["head"]) :], closing=any(table is one for one in closing_ones))
    return {"breaks": layout.height > SHORT, "bound": bound, "tallest": TALLEST}


def hyphenated(node: Any) -> Any:
    """A copy of a table's rows in which words may be parted at syllables."""
    if isinstance(node, str):
        return " ".join(map(syllables, node.split(" ")))
    if isinstance(node, list):
        return [hyphenated(one) for one in node]
    if isinstance(node, dict):
        return {key: hyphenated(value) if key in ("cells", "c") else value for key, value in node.items()}
    return node


def save_photo(figure: Figure, root: Path, number: int) -> str:
    """Write a photograph's data as a file, and return its name.

    Parameters
    ----------
    figure : Figure
        The photograph, as data URI.
    root : Path
        Where the file goes.
    number : int
        Makes its name unique.
    """
    head, _, content = figure["image"].partition(",")
    name = f"foto-{number}.{'png' if 'png' in head else 'jpg'}"
    (root / name).write_bytes(base64.b64decode(content))
    return name


def draw(root: Path, timestamp: int) -> bytes:
    """The PDF as typst makes it.

    Parameters
    ----------
    root : Path
        The folder with the template and what it reads.
    timestamp : int
        The file's time, in seconds since 1970.

    Raises
    ------
    ReportError
        Where typst warns or refuses.
    """
    try:
        drawn, warnings = typst.compile_with_warnings(
            str(root / "report.typ"), root=str(root), format="pdf", pdf_standards=STANDARDS, font_paths=[str(FONTS)],
            ignore_system_fonts=True, timestamp=timestamp,
        )  # fmt: skip
    except typst.TypstError as error:
        raise ReportError(f"PDF tidak dapat dibuat: {error.message} {' '.join(error.hints)}".strip()) from error
    if warnings:
        raise ReportError("PDF: " + "; ".join(warning.message for warning in warnings))
    return bytes(drawn)
