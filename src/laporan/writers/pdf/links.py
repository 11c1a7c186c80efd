"""What links say of themselves, for those who don't see where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pikepdf import Dictionary, String

from laporan.document.ast import DocumentTree, plain
from laporan.writers.pdf.elements import as_list


def name_links(elements: Iterable[Any], tree: DocumentTree) -> None:
    """Let each link say of itself what the page says: typst calls every section 'Bagian'.

    Parameters
    ----------
    elements : iterable of pikepdf objects
        The structure of the file, in reading order.
    tree : DocumentTree
        The report, whose references have their words.
    """
    words = {node["to"]: plain(node["c"]) for node in _references(tree)}
    for element in elements:
        if element.get("/S") != "/Link":
            continue
        listed = element.P.get("/S") == "/Reference"  # in the contents: typst has number, title and page
        for content in as_list(element.get("/K")):
            note = content.get("/Obj") if isinstance(content, Dictionary) else None
            if note is not None and "/Contents" in note:
                goal = str(note.get("/Dest")) if isinstance(note.get("/Dest"), String) else ""
                said = str(note.Contents).strip() if listed else words.get(goal, str(note.Contents))
                note.Contents = String(said.replace("\u00a0", " "))


def _references(node: Any) -> Iterator[Any]:
    """All references within the report, wherever they stand."""
    if isinstance(node, dict):
        if node.get("t") == "ref":
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _references(part)
