"""What of Markdown and HTML no report can show is told in its cell; what passes there, all writers have a node for."""

from __future__ import annotations

import lxml.html
import mistune
import pytest

from laporan.core.errors import ContractError, NarrativeError
from laporan.document.html import Document
from laporan.document.parse import Reader
from laporan.notebook.printable import refuse_unprintable

REFUSED = {
    "a table": ("| a | b |\n|---|--:|\n| 1 | 2 |", "tabel Markdown tidak berjudul.*#. label: tbl-"),
    "a footnote": ("Ada[^1].\n\n[^1]: Isi.", "catatan kaki"),
    "a picture": ("Ini ![a](b.png).", "gambar Markdown.*report.photo"),
    "a picture in a list": ("- Ini ![a](b.png).", "gambar Markdown"),
    "a line": ("a\n\n---\n\nb", "garis pemisah"),
    "what is struck out": ("~~a~~", "coretan"),
    "HTML": ("<div>a</div>", "<div> tidak dimuat"),
    "HTML in a line": ("a <u>b</u>", "<u> tidak dimuat"),
    "a table of HTML": ("<table><tr><td>1</td></tr></table>", "<table> tidak dimuat"),
    "a script": ("a <script>alert(1)</script>", "<script> tidak dimuat"),
}
SHOWN = {
    "headings": "## a\n\n### b\n\n#### c",
    "lists": "- a\n  - b\n\n1. c\n2. d",
    "quotation": "> a\n>\n> - b",
    "code": "`a`\n\n```python\nx = 1\n```\n\n    y",
    "marks": "**a** *b* <b>c</b> <sub>d</sub><br>e",
    "links": "[a](https://bkn.go.id) <https://bkn.go.id> <a href='#sec-a'>b</a>",
    "signs": "a < b, 3 > 2, [^1] | ~ $x$",
    "comment": "a <!-- b --> c",
}


@pytest.mark.parametrize(("markdown", "message"), REFUSED.values(), ids=REFUSED)
def test_what_no_report_shows_is_told(markdown: str, message: str) -> None:
    with pytest.raises(NarrativeError, match=message):
        refuse_unprintable(markdown)
    with pytest.raises(ContractError):
        read(markdown)


@pytest.mark.parametrize("markdown", SHOWN.values(), ids=SHOWN)
def test_what_passes_has_a_node(markdown: str) -> None:
    refuse_unprintable(markdown)
    assert read(markdown)


def read(markdown: str) -> list[object]:
    body = lxml.html.fromstring(f"<main>{mistune.html(markdown)}</main>")
    return list(Reader(Document(body), {}).blocks(body))
