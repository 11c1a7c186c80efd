"""Rules on figures, tables and photographs, and on references to them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from difflib import get_close_matches

from laporan.core.near import nearest
from laporan.lint.notebook import OPTION_KEY, Notebook, NotebookCell
from laporan.lint.registry import Hit, Surroundings, rule
from laporan.notebook.narrative import REFERENCE
from laporan.notebook.options import OPTIONS

LABEL = re.compile(r"(?:fig|tbl)-[a-z0-9]+(?:-[a-z0-9]+)*")
EMPTY_PICTURE = re.compile(r"!\[\s*\]\(|<img\b(?![^>]*\balt=\"[^\"]+\")")
WITHOUT_LABEL = {"headlines", "signature"}  # functions whose things stand in the report without caption and label
WORDS = {"fig": "gambar", "tbl": "tabel"}


def labelled(notebook: Notebook) -> Iterator[tuple[str, NotebookCell]]:
    """Labels of a notebook's figures and tables, with their cells; a photograph's is `fig-foto-<key>`."""
    for cell in notebook.of_kind("code"):
        if cell.photo:
            yield f"fig-foto-{cell.photo}", cell
        elif label := cell.options.get("label"):
            yield str(label), cell


def references(notebook: Notebook) -> Iterator[tuple[str, NotebookCell, int]]:
    """Every `@label` that a reader will see as a link, with its cell and line."""
    for cell, text in notebook.texts():
        for match in REFERENCE.finditer(text.raw):
            yield match[1], cell, text.line_at(match.start())


@rule("missing-caption")
def missing_caption(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """A figure has a fig-cap, a table has a tbl-cap."""
    for label, cell in labelled(notebook):
        kind = label[:3]
        if not cell.photo and kind in WORDS and not cell.options.get(f"{kind}-cap"):
            message = f"{WORDS[kind]} {label} tanpa judul. Tulis #| {kind}-cap: …"
            yield Hit(message, cell, cell.line_of(label))


@rule("missing-alt")
def missing_alt(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """A figure has an alt text, for those who can't see it."""
    for label, cell in labelled(notebook):
        if not cell.photo and label.startswith("fig-") and not str(cell.options.get("fig-alt") or "").strip():
            message = (
                f"gambar {label} tanpa teks alternatif. Tulis #| fig-alt: bentuknya dan dua atau tiga nilai utamanya"
            )
            yield Hit(message, cell, cell.line_of(label))
    for cell, text in notebook.texts():
        for match in EMPTY_PICTURE.finditer(text.raw):
            yield Hit("gambar tanpa teks alternatif. Tulis ![uraian](…)", cell, text.line_at(match.start()))


@rule("bad-label")
def bad_label(notebook: Notebook, around: Surroundings) -> Iterator[Hit]:
    """A label is `fig-…` or `tbl-…` in small letters, and the only one of its name in the report."""
    seen: set[str] = set()
    for label, cell in labelled(notebook):
        line = cell.line_of(label)
        if not cell.photo and not LABEL.fullmatch(label):
            yield Hit(f"label “{label}” bukan fig-… atau tbl-… berhuruf kecil. Ganti namanya", cell, line)
        others = [name for name in around.labels.get(label, []) if name != notebook.name]
        if label in seen or others:
            where = f"juga di {others[0]}.ipynb" if others else "dua kali di buku catatan ini"
            yield Hit(f"label {label} dipakai {where}. Beri nama yang berbeda", cell, line)
        seen.add(label)


@rule("bad-option")
def bad_option(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """`#|` options are ones that the report knows."""
    for cell in notebook.of_kind("code"):
        if cell.unreadable_options:
            yield Hit("pilihan sel (#|) bukan YAML yang sah. Beri tanda kutip pada nilai yang memuat titik dua", cell)
        for number, line in enumerate(cell.lines, 1):
            match = OPTION_KEY.match(line)
            if match and match[1] not in OPTIONS:
                near = nearest(match[1], sorted(OPTIONS), alike=0)
                yield Hit(f"pilihan #| {match[1]} tidak dikenal{near}", cell, number)


@rule("missing-label")
def missing_label(notebook: Notebook, around: Surroundings) -> Iterator[Hit]:
    """What a cell shows has a label: without one it is no part of the report."""
    for cell in notebook.of_kind("code"):
        if cell.photo:
            if cell.photo not in around.photos:
                message = f"foto “{cell.photo}” tidak ada di params tahun mana pun. Tambahkan photos.{cell.photo}"
                yield Hit(message, cell, cell.line_of(cell.photo))
        elif not (cell.options.get("label") or cell.unreadable_options) and (line := _shown(cell)):
            message = "sel ini menampilkan sesuatu tanpa label, jadi tidak dimuat. Tulis #| label: fig-… atau tbl-…"
            yield Hit(message, cell, line)


def _shown(cell: NotebookCell) -> int:
    """The line of a last statement that shows something; 0 where the cell ends in a statement, or in None."""
    if cell.tree is None or not cell.tree.body:
        return 0
    last = cell.tree.body[-1]
    if not isinstance(last, ast.Expr) or isinstance(last.value, ast.Constant):
        return 0
    called = getattr(last.value, "func", None)
    if (getattr(called, "attr", None) or getattr(called, "id", None)) in WITHOUT_LABEL:
        return 0
    return 0 if cell.source.rstrip().endswith(";") else last.lineno


@rule("label-never-referred")
def never_referred(notebook: Notebook, around: Surroundings) -> Iterator[Hit]:
    """The prose leads the reader to every figure and table."""
    for label, cell in labelled(notebook):
        if label not in around.referred:
            message = f"@{label} tidak diacu di bab mana pun. Acu dalam kalimat yang membahasnya: (@{label})"
            yield Hit(message, cell, cell.line_of(label if not cell.photo else cell.photo))


@rule("reference-to-nothing")
def to_nothing(notebook: Notebook, around: Surroundings) -> Iterator[Hit]:
    """A reference leads to a figure, a table, or a section of struktur.yml."""
    known = {*around.labels, *around.sections, *(f"fig-foto-{key}" for key in around.photos)}
    for target, cell, line in references(notebook):
        if target not in known:
            near = get_close_matches(target, sorted(known), n=1)
            hint = f"; mungkin @{near[0]}" if near else ""
            yield Hit(f"acuan @{target} tidak menunjuk apa pun{hint}. Periksa labelnya", cell, line)
