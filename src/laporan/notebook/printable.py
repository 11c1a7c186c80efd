"""Which Markdown a sentence may hold: what the page, the PDF and the Word file can all show.

What they can't is told where it is written, with the remedy: the report's AST refuses it in any case, when all chapters
have run and nobody knows any more which cell it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import mistune

from laporan.core.errors import NarrativeError
from laporan.notebook.in_quarto import runs_in_quarto

REFUSED = {
    "table": "tabel Markdown tidak berjudul, bernomor, dan bersumber. Tampilkan DataFrame atau Table di bawah "
    "#| label: tbl-…",
    "footnote_ref": "catatan kaki tidak dimuat laporan. Tulis dalam kalimatnya, atau sebagai #| note: di bawah tabel "
    "atau gambar",
    "image": "gambar Markdown tidak berjudul dan bernomor. Tampilkan dengan report.photo, atau dengan #| label: fig-…",
    "thematic_break": "garis pemisah (---) tidak dimuat laporan. Hapus, atau mulai subjudul",
    "strikethrough": "~~coretan~~ tidak dimuat laporan. Hapus",
}
TAG = re.compile(r"<\s*/?\s*([A-Za-z][\w-]*)")
IN_LINE = {"a", "b", "br", "code", "data", "em", "i", "span", "strong", "sub", "sup"}
BLOCKS = {"blockquote", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "ul"}
PLUGINS = ["strikethrough", "footnotes", "table", "speedup"]  # as of `mistune.html`, which the report is made by
read = mistune.create_markdown(renderer=None, plugins=PLUGINS)


def refuse_unprintable(markdown: str) -> None:
    """End where a text holds what no report shows.

    Parameters
    ----------
    markdown : str
        A rendered sentence.

    Raises
    ------
    NarrativeError
        For the first such thing, with the remedy. Quarto shows more: where it runs the chapter, nothing is refused.
    """
    if runs_in_quarto():
        return
    for token in _tokens(read(markdown)):
        if said := REFUSED.get(token["type"]):
            raise NarrativeError(said)
        if token["type"] in ("inline_html", "block_html"):
            known = IN_LINE if token["type"] == "inline_html" else IN_LINE | BLOCKS
            for tag in TAG.findall(token["raw"]):
                if tag.lower() not in known:
                    raise NarrativeError(f"<{tag}> tidak dimuat laporan. Tulis dengan Markdown, tanpa HTML")


def _tokens(tokens: Any) -> Iterator[dict[str, Any]]:
    for token in tokens:
        yield token
        yield from _tokens(token.get("children", ()))
