"""The book's last annex, "Asal angka": each number of the ledger with its expression and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from laporan.document.ast import DocumentTree, blocks_of, plain
from laporan.facts.ledger import Fact
from laporan.page.origins import OriginGroup, Register, register
from laporan.writers.quarto.markdown import code, escape

ANCHOR = "sec-asal-angka"
ABOUT = (
    "Setiap angka laporan ini beserta rumus, nilai sebelum dibulatkan, serta himpunan baris (R) atau nilai params (P) "
    "yang menghasilkannya; keduanya tercantum menurut berkasnya pada akhir lampiran. Baris judul adalah baris pertama."
)


def origins(tree: DocumentTree, facts: Mapping[str, Fact]) -> str:
    """The annex as Markdown.

    Parameters
    ----------
    tree : DocumentTree
        The report, whose headings name the chapters.
    facts : mapping of str to dict
        The ledger by id, in reading order.
    """
    titles = {
        block["anchor"]: f"{block['number']} {plain(block['c'])}".strip()
        for block in blocks_of(tree)
        if block["t"] == "heading" and block["anchor"]
    }
    known = register(facts.values())
    parts = [f"# Asal angka {{#{ANCHOR}}}", escape(ABOUT)]
    for chapter, groups in known.chapters.items():
        parts.append(_heading(titles.get(f"sec-{chapter}", chapter)))
        parts += map(_group, groups)
    return "\n\n".join([*parts, *_files(known)])


def _heading(title: str) -> str:
    return f"## {escape(title)} {{.unnumbered .unlisted}}"


def _group(group: OriginGroup) -> str:
    head = f"{code(f'{group.notebook} · {group.cell}')} {code(group.start) if group.start else ''}".strip()
    lines = []
    for entry in group.entries:
        rows = ", ".join(anchor.upper() for anchor in entry.rows)
        shown = (f"**{escape(entry.text.strip())}**", code(entry.rest) if entry.rest else "", escape(entry.exact), rows)
        lines.append(f"-   {' '.join(filter(None, shown))}")
    return "\n\n".join([head, "\n".join(lines)])


def _files(known: Register) -> list[str]:
    parts = [_heading("Himpunan baris menurut berkas")] if known.origins else []
    for origin in known.origins:
        about = f"{origin.path} {origin.sha256[:8]}, {origin.kind}: {origin.title}. {origin.at_home}"
        listed = "\n".join(f"-   **{rows.anchor.upper()}** {escape(rows.text)}" for rows in origin.sets.values())
        parts += [escape(about.strip()), listed]
    parts += [_heading("Nilai yang tertulis di params dan di daftar data")] if known.entries else []
    for file in known.entries:
        listed = "\n".join(
            f"-   **{anchor.upper()}** {escape(f'kunci {entry.key}' if entry.key else 'seluruh berkas')}"
            + (f": {escape(str(entry.value))}" if entry.value else "")
            for entry, anchor in file.anchors.items()
        )
        parts += [escape(file.path), listed]
    return parts
