"""Ordinals that repeat or skip within a text: "(1) … (2) … (4) …", "Pertama, … Ketiga, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.document import SourceDocument, SourceLocation
from audit.finding import Finding
from audit.rules.ordinals import breaks, told
from audit.rules.registry import around, finding, rule
from audit.words import ORDINAL_WORDS


@rule
def inline_ordinals(document: SourceDocument) -> Iterator[Finding]:
    """ "(1) ..., (2) ..., (4) ..." in a sentence, and "Pertama ... Kedua ... Keempat" in neighbouring paragraphs."""
    for block in document.prose:
        marks = [(m[1], m.start()) for m in re.finditer(r"(?<![\w)])\(?(?<=\()(\d{1,2}|[a-k])\)\s", block.text)]
        for kind in (str.isdigit, str.isalpha):
            run = [(int(mark) if mark.isdigit() else ord(mark) - 96, at) for mark, at in marks if kind(mark)]
            for piece in _restarts(run):
                faults = [f for f in breaks([n for n, _ in piece]) if f[1] != "mundur"]
                if (
                    len(piece) < 3
                    or piece[0][0] != 1
                    or len(faults) != 1
                    or re.search(r"\bayat\s*$", block.text[: piece[0][1]])
                ):
                    continue
                index, fault, expected = faults[0]
                shown = f"({piece[index][0]})" if kind is str.isdigit else f"({chr(96 + piece[index][0])})"
                wanted = f"({expected})" if kind is str.isdigit else f"({chr(96 + expected)})"
                yield finding(
                    "ordinal",
                    "error",
                    block.place(piece[index][1]),
                    around(block.text, piece[index][1], piece[index][1] + 30, 70),
                    wanted,
                    told("Perincian", shown, fault, wanted),
                )
    yield from _spoken(document)


def _restarts(run: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    pieces: list[list[tuple[int, int]]] = []
    for number, at in run:
        if number == 1 or not pieces:
            pieces.append([])
        pieces[-1].append((number, at))
    return pieces


def _spoken(document: SourceDocument) -> Iterator[Finding]:
    """ "Pertama, ... Kedua, ... Keempat, ..." at the head of sentences within a section."""
    run: list[tuple[int, SourceLocation, str]] = []
    for block in document.blocks:
        if block.kind == "heading":
            run = []
        if block.kind not in ("paragraph", "item"):
            continue
        for sentence in document.sentences_in(block):
            match = re.match(rf"({'|'.join(ORDINAL_WORDS)}),\s", sentence.text, re.IGNORECASE)
            if not match:
                continue
            number = ORDINAL_WORDS.index(match[1].lower()) + 1
            if number == 1:
                run = []
            elif run and number != run[-1][0] + 1 and number <= run[-1][0] + 2:
                fault = "ganda" if number == run[-1][0] else "lompat"
                wanted = ORDINAL_WORDS[run[-1][0]].capitalize()
                if number >= run[-1][0]:
                    yield finding(
                        "ordinal",
                        "error",
                        sentence.place(),
                        sentence.text,
                        wanted,
                        told("Urutan", f"“{match[1]}”", fault, f"“{wanted}”"),
                    )
            run.append((number, sentence.place(), match[1]))
