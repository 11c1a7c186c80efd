"""Nodes of the document's AST as Quarto's Markdown. Numbers are words here; no text becomes markup."""

from __future__ import annotations

import re
from html import escape as escape_html

from laporan.document.ast import (
    BlockNode,
    CellNode,
    Figure,
    HeadingNode,
    Inline,
    Items,
    KeyFiguresNode,
    LineNode,
    Quote,
    Row,
    SignatureNode,
    TableNode,
    plain,
)
from laporan.writers.columns import lay_out
from laporan.writers.quarto.pictures import picture_name

SIGNS = re.compile(r"([\\`*_{}\[\]<>#~^$@|!\"'])")
LINE_START = re.compile(r"^(?:([-+=:%(])|(\d+|\w)(?=[.)]))")
CROSSREF = re.compile(r"(fig|tbl|sec)-[\w-]+")
MARKS = {"em": "*", "strong": "**", "sub": "~", "sup": "^"}


def escape(text: str) -> str:
    """A text without markup: every sign that Pandoc or Quarto's shortcodes would read is escaped."""
    return SIGNS.sub(r"\\\1", text)


def inline(line: LineNode) -> str:
    """A line of words as Markdown."""
    return "".join(map(_inline_one, line))


def _inline_one(node: Inline) -> str:
    if isinstance(node, str):
        return escape(node)
    if node["t"] == "br":
        return "\\\n"
    words = inline(node["c"])
    if node["t"] == "code":
        return code(plain(node["c"]))
    if node["t"] == "status":
        return f"{node['mark']} {words}"
    if node["t"] == "part":
        return f" {words}"
    if node["t"] == "ref":
        return f"[@{node['to']}]" if CROSSREF.fullmatch(node["to"]) else words
    if node["t"] == "link":
        return f"[{words}](<{node['to'].replace('>', '%3E').replace('<', '%3C')}>)"
    if node["t"] == "number":
        return words
    mark = MARKS[node["t"]]
    marked = f"{mark}{words.strip()}{mark}"
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return before + (f"[{marked}]{{lang={node['lang']}}}" if node["lang"] else marked) + after


def code(text: str) -> str:
    """A text whose signs are those of a program."""
    fence = "`" * (_longest_run(text) + 1)
    return f"{fence} {text} {fence}"


def paragraph(line: LineNode) -> str:
    """A line of words that begins a block: a dash, a number or a letter in front makes no list."""
    return LINE_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\", inline(line))


def block(node: BlockNode) -> str:
    """One block as Markdown; it names pictures as `pictures` writes them."""
    match node["t"]:
        case "paragraph":
            return paragraph(node["c"])
        case "heading":
            return heading(node)
        case "list":
            return items(node)
        case "quote":
            return quote(node)
        case "pre":
            return preformatted(node["text"])
        case "figure":
            return figure(node)
        case "table":
            return table(node)
        case "key-figures":
            return key_figures(node)
        case "signature":
            return signature(node)


def quote(node: Quote) -> str:
    """A quotation as Markdown."""
    inner = "\n\n".join(block(part) for part in node["c"])
    return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))


def preformatted(text: str) -> str:
    """Lines whose spaces count, as a code block without language, so that Quarto runs nothing of it."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def heading(node: HeadingNode) -> str:
    """A heading as Markdown: Quarto numbers those that our outline numbers, and no others."""
    label = f"#{node['anchor']}" if node["anchor"] else ".unlisted"
    classes = "" if node["number"] else " .unnumbered"
    return f"{'#' * node['level']} {inline(node['c'])} {{{label}{classes}}}"


def items(node: Items) -> str:
    """A list as Markdown; what an item holds is indented below its mark."""
    lines = []
    for number, item in enumerate(node["items"], node["start"]):
        mark = f"{number}." if node["ordered"] else "-"
        inner = re.sub(r"\n(?=.)", "\n    ", "\n\n".join(block(part) for part in item))
        lines.append(f"{mark:<4}{inner}")
    return "\n".join(lines)


def key_figures(node: KeyFiguresNode) -> str:
    """The headline numbers as a list, a line each."""
    lines = []
    for item in node["items"]:
        note = "; ".join(inline(line) for line in item["notes"])
        lines.append(
            f"-   {inline(item['label'])}: **{inline(item['value']).strip()}**" + (f" ({note})" if note else "")
        )
    return "\n".join(lines)


def signature(node: SignatureNode) -> str:
    """The signature block: place, office, room to sign, name."""
    above = "\\\n".join(inline(line) for line in node["above"])
    return f"::: {{.tanda-tangan}}\n{above}\n\n\\\n\\\n\n{inline(node['name'])}\n:::"


def figure(node: Figure) -> str:
    """A figure as Markdown.

    Of a missing photograph there is the caption alone, below a space that Quarto asks for.
    """
    caption = inline(node["caption"])
    about = _about(node)
    if node["missing"]:
        return f"::: {{#{node['anchor']}}}\n\n\u00a0\n\n{caption}\n\n:::{about}"
    width = f" width={node['width']:g}mm" if node["svg"] else ""
    title = f"**{inline(node['title'])}**\n\n" if node["title"] else ""
    attributes = f'#{node["anchor"]} fig-alt="{_attribute(node["alt"])}"{width}'
    return f"{title}![{caption}]({picture_name(node)}){{{attributes}}}{about}"


def _attribute(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"').replace("{", "&#123;")


def table(node: TableNode) -> str:
    """A table as HTML, which Quarto reads into every format, spans, widths and alignment of columns and all.

    Quarto centres what says no alignment: in HTML and typst each cell says its own, in Word the whole table does.
    """
    head, body = "".join(map(_row, node["head"])), "\n".join(map(_row, node["body"]))
    html = f"<table>\n{_columns(node)}\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    label = f'{{#{node["anchor"]} tbl-align="left"}}'
    return f"::: {label}\n\n```{{=html}}\n{html}\n```\n\n{inline(node['caption'])}\n\n:::{_about(node)}"


def _columns(node: TableNode) -> str:
    """The columns' shares of the width, as in the PDF."""
    widths = lay_out(node).widths
    shares = "".join(f'<col style="width: {100 * width / sum(widths):.1f}%">' for width in widths)
    return f"<colgroup>{shares}</colgroup>"


def _row(row: Row) -> str:
    return f"<tr>{''.join(map(_cell, row['cells']))}</tr>"


def _cell(cell: CellNode) -> str:
    tag = "th" if cell["scope"] else "td"
    attributes = f' scope="{cell["scope"]}"' if cell["scope"] else ""
    attributes += f' rowspan="{cell["rows"]}"' if cell["rows"] > 1 else ""
    attributes += f' colspan="{cell["columns"]}"' if cell["columns"] > 1 else ""
    attributes += f' style="text-align: {"right" if cell["numeric"] else "left"}"'
    return f"<{tag}{attributes}>{html_line(cell['c'])}</{tag}>"


def html_line(line: LineNode) -> str:
    """A line of words in a table's HTML; references are left for Quarto to resolve."""
    return "".join(map(_html_one, line))


def _html_one(node: Inline) -> str:
    if isinstance(node, str):
        return escape_html(node).replace("{", "&#123;")  # Quarto looks for shortcodes here too
    if node["t"] == "br":
        return "<br>"
    words = html_line(node["c"])
    if node["t"] == "ref" and CROSSREF.fullmatch(node["to"]):
        return f'<span data-qmd="@{node["to"]}">{words}</span>'
    if node["t"] == "part":
        return f"<br>{words}"
    if node["t"] == "status":
        return f"{node['mark']} {words}"
    if node["t"] == "link":
        return f'<a href="{escape_html(node["to"])}">{words}</a>'
    if node["t"] in MARKS or node["t"] == "code":
        tag = node["t"]
        return f"<{tag}>{words}</{tag}>"
    return words


def _about(node: Figure | TableNode) -> str:
    """Notes and sources, below."""
    return "".join(f"\n\n{paragraph(line)}" for line in (*node["notes"], *node["sources"]))
