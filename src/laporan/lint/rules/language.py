"""Rules on the language: common slips of written Indonesian, and abbreviations that nobody spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from laporan.document.terms import spaced
from laporan.lint.notebook import Notebook, NotebookCell, Text
from laporan.lint.registry import Hit, Surroundings, rule
from laporan.lint.slips import slips
from laporan.project.terms import NAME, Terms

RUNNING = ("markdown", "narasi")
CAPITALS = re.compile(r"(?<![\w/@.-])[A-Z]{2,}(?![\w/@-])")
ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
HEADING = re.compile(r"(?m)^#+ .*$")


@rule("slip")
def slip(notebook: Notebook, _around: Surroundings) -> Iterator[Hit]:
    """Words are written as EYD V and KBBI have them, and none says the same twice."""
    for cell, text in notebook.texts():
        for found in slips(text.words, text.raw, prose=text.kind in RUNNING):
            yield Hit(found.message, cell, text.line_at(found.start))


@rule("abbreviation")
def abbreviation(notebook: Notebook, around: Surroundings) -> Iterator[Hit]:
    """An abbreviation is in the project's list, and the chapter spells it out before, or where, it uses it first."""
    terms = around.terms
    if not terms.spelled_out:
        return
    spelled: set[str] = set()
    for cell, text in notebook.texts():
        words = HEADING.sub(lambda match: "\0" * len(match[0]), text.words)
        yield from _unknown(cell, text, words, terms)
        yield from _unspelled(cell, text, words, terms, spelled)


def _unknown(cell: NotebookCell, text: Text, words: str, terms: Terms) -> Iterator[Hit]:
    parts = {part for name in terms.spelled_out for part in re.findall(r"\w+", name)}
    for found in CAPITALS.finditer(words):
        if found[0] not in parts and found[0] not in terms.names and not ROMAN.fullmatch(found[0]):
            message = f"singkatan {found[0]} tidak ada di params/{NAME}. Daftarkan kepanjangannya"
            yield Hit(message, cell, text.line_at(found.start()))


def _unspelled(cell: NotebookCell, text: Text, words: str, terms: Terms, spelled: set[str]) -> Iterator[Hit]:
    """Abbreviations that are used here and spelled out neither here nor before; `spelled` takes in what is."""
    for short, long in terms.abbreviations.items():
        found = re.search(rf"(?<![\w-]){spaced(short)}(?!\w)", words)
        if found is None or short in spelled:
            continue
        if re.search(_spelling(short, long.replace("*", "")), words.replace("*", ""), re.IGNORECASE):
            spelled.add(short)
            continue
        spelled.add(short)  # told once a chapter
        message = f"{short} belum dijabarkan dalam bab ini. Tulis pada pemakaian pertama: {long} ({short})"
        yield Hit(message, cell, text.line_at(found.start()))


def _spelling(short: str, long: str) -> str:
    """'Badan Kepegawaian Negara (BKN)'; in a note also 'BKN, badan …' and 'BKN ialah badan …'."""
    return rf"{spaced(long)}\s+\({spaced(short)}\)|\b{spaced(short)}(?:,| ialah| adalah)?\s+{spaced(long)}"
