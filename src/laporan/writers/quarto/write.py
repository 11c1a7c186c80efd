"""Writes a report as a Quarto book project: `_quarto.yml`, a file for each BAB, drawings as files.

Nothing in it runs: there is no notebook and no code cell, and execution is switched off besides. A
BAB is a chapter of the book, so that Quarto's own numbers of sections are those of the report; figures
and tables it numbers by chapter, as its readers are used to.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from ruamel.yaml import YAML

from laporan.core.places import inner_name, leads_out
from laporan.document.ast import DocumentTree, Figure, SectionNode, TableNode, issuer
from laporan.document.front import titled
from laporan.facts.ledger import Fact
from laporan.writers.lists import lists_of
from laporan.writers.quarto import markdown
from laporan.writers.quarto.origins import origins
from laporan.writers.quarto.pictures import LETTERS, write_pictures

MARK = ".laporan-quarto"  # lists what we wrote into a folder, and may write anew
INDEX, LISTS, ORIGINS = "index.qmd", "daftar.qmd", "asal-angka.qmd"
CONFIGURATION, IMAGES = "_quarto.yml", "default-image-extension"
TITLES = {"figure": "Daftar gambar", "table": "Daftar tabel"}
NUMBERS_DIFFER = (
    "Edisi Quarto ini menomori gambar dan tabel per bab; halaman, PDF, dan Word laporan menomorinya berurutan. "
    "Nomor di sana disebut dalam kurung."
)


def write_book(tree: DocumentTree, facts: Mapping[str, Fact], folder: Path) -> None:
    """Write the project; of an earlier one in the same folder our own files are replaced, and no others.

    Parameters
    ----------
    tree : DocumentTree
        The report.
    facts : mapping of str to dict
        Its ledger by id.
    folder : Path
        Where the project goes.

    Raises
    ------
    FileExistsError
        For a folder that holds other files than a project of ours.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise FileExistsError(f"{folder} berisi berkas lain. Pilih folder kosong dengan --to")
    _remove_ours(folder)
    folder.mkdir(parents=True, exist_ok=True)
    pages = _pages(tree, facts) | {CONFIGURATION: as_yaml(configuration(tree))}
    for name, text in pages.items():
        (folder / name).write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    pictures = [picture.relative_to(folder).as_posix() for picture in write_pictures(tree, folder)]
    (folder / MARK).write_text("".join(f"{name}\n" for name in (*pages, *pictures)), encoding="utf-8")


def _remove_ours(folder: Path) -> None:
    """Remove what the list of an earlier project names, within the folder."""
    listed = (folder / MARK).read_text(encoding="utf-8").splitlines() if (folder / MARK).is_file() else []
    for name in listed:
        with suppress(ValueError):  # a name that leads out is none of ours
            file = folder / inner_name(name)
            if file.is_file() and not leads_out(file, folder):
                file.unlink()


def _pages(tree: DocumentTree, facts: Mapping[str, Fact]) -> dict[str, str]:
    """The text of each page by its file's name."""
    front = [section for section in tree["sections"] if section["kind"] == "front"]
    others = [section for section in tree["sections"] if section["kind"] != "front"]
    begin = (
        _page(_with_written_numbers(front, others)) or f"# {markdown.escape(tree['front']['title'])} {{.unnumbered}}"
    )
    pages = {INDEX: f"{begin}\n\n{markdown.paragraph([NUMBERS_DIFFER])}"}
    if lists := _lists(tree):
        pages[LISTS] = lists
    pages |= {file_name(section): _page([section]) for section in others}
    return pages | {ORIGINS: origins(tree, facts)}


def _with_written_numbers(front: list[SectionNode], others: list[SectionNode]) -> list[SectionNode]:
    """The first pages with links to sections in words: Quarto writes a title there, where it numbers no heading."""
    places = [(block, file_name(section)) for section in others for block in section["blocks"]]
    files = {block["anchor"]: name for block, name in places if block["t"] == "heading"}

    def written(node: Any) -> Any:
        if isinstance(node, list):
            return [written(part) for part in node]
        if not isinstance(node, dict):
            return node
        if node.get("t") == "ref" and node["to"] in files:
            return {"t": "link", "to": f"{files[node['to']]}#{node['to']}", "c": node["c"]}
        return {key: written(value) for key, value in node.items()}

    return [cast("SectionNode", written(section)) for section in front]


def _lists(tree: DocumentTree) -> str:
    """The lists of figures and of tables: Quarto's number, the caption, and the number in the other editions."""
    parts = []
    for listing in lists_of(tree):
        if listing.kind == "heading":
            continue  # Quarto's own table of contents
        blocks = cast("tuple[Figure | TableNode, ...]", listing.entries)
        lines = [
            f"-   [@{block['anchor']}] ({markdown.escape(block['number'])}) {markdown.inline(block['caption'])}"
            for block in blocks
        ]
        parts += [f"## {TITLES[listing.kind]} {{.unnumbered}}", "\n".join(lines)]
    if not parts:
        return ""
    return "\n\n".join(["# Daftar gambar dan tabel {#sec-daftar .unnumbered}", *parts])


def file_name(section: SectionNode) -> str:
    """The name of the section's file."""
    return f"{section['anchor'].removeprefix('sec-')}.qmd"


def configuration(tree: DocumentTree) -> dict[str, Any]:
    """The content of `_quarto.yml`. Quarto reads titles and names there as Markdown."""
    front = tree["front"]
    chapters = [file_name(section) for section in tree["sections"] if section["kind"] == "chapter"]
    lists = [LISTS] if _lists(tree) else []
    annexes = [file_name(section) for section in tree["sections"] if section["kind"] == "annex"]
    book: dict[str, Any] = {
        "title": markdown.escape(titled(front)),
        "subtitle": markdown.escape(". ".join(filter(None, (issuer(front), front["mark"])))),
        "author": markdown.escape(front["agency"]),
        **({"date": front["day"]} if front["final"] else {}),
        "chapters": [INDEX, *lists, *chapters],
        "appendices": [*annexes, ORIGINS],
    }
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
        "language": {"crossref-ch-prefix": "Bab", "crossref-apx-prefix": "Lampiran", "crossref-sec-prefix": "Subbab"},
        "execute": {"enabled": False},
        "format": {
            "html": {"toc": True, "toc-depth": 4, IMAGES: "svg"},
            "docx": {"toc": True, "toc-depth": 4, IMAGES: "png"},
            "typst": {"toc": True, "toc-depth": 4, IMAGES: "svg", "papersize": "a4", "font-paths": [LETTERS]},
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


def _page(sections: list[SectionNode]) -> str:
    return "\n\n".join(markdown.block(block) for section in sections for block in section["blocks"])
