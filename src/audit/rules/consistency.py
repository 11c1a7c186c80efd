"""One quantity said in two places: text and table, summary and body; extremes and means of a column."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from audit.document import Sentence, SourceDocument
from audit.finding import Finding
from audit.grid import AVERAGE, NumberGrid, grids
from audit.numbers import NumberMention, ahead, numbers, printed
from audit.rules.registry import around, finding, rule
from audit.words import COUNTED, PEOPLE, TIME_UNITS

_LOW = r"terendah|terkecil|tersedikit|paling rendah|paling sedikit|paling kecil"
_HIGH = r"tertinggi|terbesar|terbanyak|paling tinggi|paling banyak|paling besar"
_EXTREME = re.compile(rf"\b(?:(?P<low>{_LOW})|(?P<high>{_HIGH}))\b", re.IGNORECASE)
_SUMMARY = re.compile(
    r"\b(?:ringkasan|ikhtisar|abstrak|kesimpulan|simpulan|penutup|executive summary)\b", re.IGNORECASE
)


@rule
def extremes(document: SourceDocument) -> Iterator[Finding]:
    """ "Unsur terendah adalah Prosedur (3,10)" where the table has a lower one."""
    tables = list(grids(document))
    for sentence in document.sentences:
        marks = list(_EXTREME.finditer(sentence.text))
        for index, mark in enumerate(marks):
            end = marks[index + 1].start() if index + 1 < len(marks) else len(sentence.text)
            piece = sentence.text[mark.end() : end]
            if re.search(r"\b(?:kedua|ketiga|berikutnya)\b", piece[:20], re.IGNORECASE):
                continue
            for grid in tables:
                yield from _extreme(grid, sentence, mark, piece)


def _extreme(grid: NumberGrid, sentence: Sentence, mark: re.Match[str], piece: str) -> Iterator[Finding]:
    """The first row that the words behind the superlative name, with its value, against its column."""
    named = [
        (at, row)
        for row in grid.plain_rows
        if len(grid.labels[row]) >= 4 and (at := piece.lower().find(grid.labels[row].lower())) >= 0
    ]
    if not named or len(grid.plain_rows) < 3:
        return
    _, row = min(named, key=lambda entry: (entry[0], -len(grid.labels[entry[1]])))
    said = {n.value.value for n in numbers(piece)}
    plain = _only_measure(grid) if not said else None
    for column in grid.numeric:
        value = grid.figure(row, column)
        if value is None or (value.value not in said and column != plain):
            continue
        others = [(v.value, r) for r in grid.plain_rows if (v := grid.figure(r, column)) is not None]
        best, best_row = min(others) if mark["low"] else max(others)
        if best != value.value:
            message = f"“{mark[0]}” diberikan kepada {grid.labels[row]} ({printed(value.value, value.decimals)}), padahal di tabel {grid.labels[best_row]} bernilai {printed(best, value.decimals)}. Periksa nama atau nilainya."
            place = grid.place(best_row)
            also = (place.line or place.page or 0,)
            yield finding(
                "superlative",
                "error",
                sentence.place(mark.start()),
                sentence.text,
                f"{grid.labels[best_row]} {printed(best, value.decimals)}",
                message,
                also,
            )
        return


def _only_measure(grid: NumberGrid) -> int | None:
    """The column that a superlative without a figure speaks of: scores, when the table has one such column."""
    found = [
        c
        for c in grid.numeric
        if re.search(r"^(?:nrr|nilai(?: rata-rata)?|skor|indeks|rata-rata)$", grid.name(c).strip(), re.IGNORECASE)
    ]
    return found[0] if len(found) == 1 else None


@rule
def means(document: SourceDocument) -> Iterator[Finding]:
    """A row "Rata-rata": never outside its column, and the plain mean where nothing weighs the rows."""
    for grid in grids(document):
        rows = [i for i, label in enumerate(grid.labels) if AVERAGE.match(label)]
        if len(rows) != 1 or (grid.totals and rows[0] > grid.totals[-1] and len(grid.plain_rows) < 2):
            continue
        weighed = any(
            re.search(r"bobot|responden|jumlah|frekuensi|^n$", grid.name(c), re.IGNORECASE) for c in grid.numeric
        )
        for column in grid.numeric:
            mean = grid.figure(rows[0], column)
            values = [v for i in grid.plain_rows if i < rows[0] and (v := grid.figure(i, column)) is not None]
            if mean is None or len(values) < 2:
                continue
            low, high = min(v.low for v in values), max(v.high for v in values)
            true = sum((v.value for v in values), Decimal(0)) / len(values)
            slack = sum((v.ulp for v in values), Decimal(0)) / len(values) / 2
            outside = not mean.agrees(low, high)
            if outside or (not weighed and len(values) >= 3 and not mean.agrees(true - slack, true + slack)):
                computed = printed(true, max(mean.decimals, 2))
                why = (
                    "di luar nilai-nilai kolomnya"
                    if outside
                    else f"bukan rata-rata sederhana kolomnya ({computed}); sebutkan bila ditimbang"
                )
                message = f"Kolom “{grid.name(column)}”: rata-rata tercetak {printed(mean.value, mean.decimals)} {why}. Periksa nilai atau rata-ratanya."
                yield finding(
                    "average",
                    "error" if outside else "warning",
                    grid.place(rows[0]),
                    grid.quote(rows[0]),
                    computed,
                    message,
                )


@rule
def text_and_table(document: SourceDocument) -> Iterator[Finding]:
    """ "Jumlah responden 215 orang (Tabel 1)" where the table's total is 210."""
    for sentence in document.sentences:
        reference = re.search(r"\bTabel\s+(\d+(?:[.-]\d+)*)\b", sentence.text)
        if reference is None:
            continue
        for grid in grids(document):
            if not re.match(rf"Tabel {re.escape(reference[1])}\b(?![.-]\d)", grid.table.caption) or not grid.totals:
                continue
            yield from _total_said(grid, sentence)


def _total_said(grid: NumberGrid, sentence: Sentence) -> Iterator[Finding]:
    row = grid.totals[-1]
    columns = [c for c in grid.numeric if not grid.is_share_column(c) and grid.count(row, c) is not None]
    printed_values = {
        v.value for cells in grid.cells for cell in cells for v in (cell.count, cell.share) if v is not None
    }
    head = f"{grid.table.caption} {' '.join(grid.names)}".lower()
    for number in numbers(sentence.text):
        before = sentence.text[max(0, number.start - 60) : number.start].lower()
        match = re.search(r"\b(?:jumlah|total|seluruh)\s+([a-z]+)[^.;0-9]*$", before)
        if (
            match is None
            or not number.whole
            or number.value.value in printed_values
            or match[1] not in head
            or number.approx
            or number.unit in TIME_UNITS
        ):
            continue
        total = grid.count(row, columns[-1]) if columns else None
        if total is None or not Decimal("0.7") < number.value.value / max(total.value, Decimal(1)) < Decimal("1.4"):
            continue
        message = f"Teks menyebut {number.text}, sedangkan jumlah di tabelnya {printed(total.value)}. Samakan keduanya."
        place = grid.place(row)
        yield finding(
            "consistency",
            "warning",
            sentence.place(number.start),
            around(sentence.text, number.start, number.end),
            printed(total.value),
            message,
            (place.line or place.page or 0,),
        )
        return


@rule
def summary_and_body(document: SourceDocument) -> Iterator[Finding]:
    """The same words with another number in the summary (or conclusion) and in the body.

    The words in front (four, years among them) and the noun behind must be the same, and the
    body must say one value only: a sentence that is repeated for each office is left alone.
    """
    summary: dict[tuple[str, ...], list[tuple[NumberMention, Sentence]]] = defaultdict(list)
    body: dict[tuple[str, ...], list[tuple[NumberMention, Sentence]]] = defaultdict(list)
    inside = False
    by_block: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in document.sentences:
        by_block[id(sentence.block)].append(sentence)
    for block in document.blocks:
        if block.kind == "heading" and (block.level <= 1 or _SUMMARY.search(block.text)):
            inside = bool(_SUMMARY.search(block.text))
        for sentence in by_block.get(id(block), ()):
            for number in numbers(sentence.text):
                if (key := _frame(sentence.text, number)) is not None:
                    (summary if inside else body)[key].append((number, sentence))
    for key, said in summary.items():
        values, others = {n.value.value for n, _ in said}, {n.value.value for n, _ in body.get(key, [])}
        if len(values) == 1 and len(others) == 1 and values != others:
            (number, sentence), (other, elsewhere) = said[0], body[key][0]
            message = f"“{' '.join(key[:-1])} …”: ringkasan atau simpulan menyebut {number.text}, batang tubuh {other.text}. Samakan keduanya."
            place = elsewhere.place(other.start)
            yield finding(
                "consistency",
                "warning",
                sentence.place(number.start),
                around(sentence.text, number.start, number.end),
                other.text,
                message,
                (place.line or place.page or 0,),
            )


def _frame(text: str, number: NumberMention) -> tuple[str, ...] | None:
    """The words that tell what a number is: up to four before it, its noun behind; None when too few."""
    if number.approx:
        return None
    before = re.split(r"[;(]", ahead(text, number.start))[-1]
    if re.search(r"\d[.,]\d|\b(?!(?:19|20)\d\d\b)\d+\b", before[-60:]):
        before = re.split(r"\b(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*%?", before)[-1]
    small = {
        "yang",
        "di",
        "dan",
        "dengan",
        "oleh",
        "pada",
        "adalah",
        "sebanyak",
        "sebesar",
        "mencapai",
        "yaitu",
        "ini",
        "telah",
        "sejumlah",
        "sebagai",
        "orang",
    }
    words = [w for w in re.findall(r"[a-z]+|(?:19|20)\d\d", before.lower()) if w not in small][-4:]
    content = [w for w in words if len(w) > 2 and not w.isdigit()]
    unit = (
        "orang"
        if number.unit in PEOPLE - {"responden"}
        else (number.unit if number.unit in COUNTED or number.percent else "")
    )
    if len(content) < 2 or not (unit or re.search(r"\b(?:indeks|ikm|nilai|skor)\b", " ".join(words))):
        return None
    return (*words, unit)
