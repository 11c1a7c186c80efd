"""Satisfaction scores: an index against its category, its bands, its mean score, its weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.bands import QUALITY, PrintedBand, band_columns
from audit.citations import citations
from audit.document import SourceDocument, SourceLocation, SourceTable
from audit.finding import Finding
from audit.grid import NumberGrid, grids
from audit.known_laws import KnownLaw, NamedBand, known_laws
from audit.numbers import numbers, parse, printed
from audit.rules.registry import around, finding, rule

_INDEX = re.compile(r"\b(?:indeks|index|ikm|skm|nilai(?:\s+(?:ikm|indeks|skm|konversi))?|skor)\b", re.IGNORECASE)
_CATEGORY = re.compile(
    r"\b(?:kategori|kategorinya|predikat|mutu|kinerja|kriteria|kualifikasi|tergolong|termasuk)\b(?:\s+(?:pelayanan|unit|layanan|mutu|kinerja|nilai|penilaian|kategori|predikat|yang|adalah|masuk|dalam|kelompok|:|=))*\s*[:“\"'(]*\s*(?P<word>(?:sangat|cukup|kurang|tidak)\s+\w+|baik|puas|memuaskan|tinggi|rendah|sedang|[A-D])\b(?![-/])",
    re.IGNORECASE,
)
_SURVEY = re.compile(
    r"\b(?:ikm|skm|indeks kepuasan|survei kepuasan|kepuasan masyarakat|kepuasan pelanggan)\b", re.IGNORECASE
)


@rule
def categories(document: SourceDocument) -> Iterator[Finding]:
    """ "indeks 72,50 dengan kategori baik": the category must be that of the index's band.

    The report's own band table judges first; without one, the bands of the regulation that it
    names, and failing that a verdict only when every known regulation contradicts it.
    """
    own = _own_bands(document)
    for sentence in document.sentences:
        for number in numbers(sentence.text):
            if (
                number.percent
                or not Decimal(20) <= number.value.value <= 100
                or (number.whole and not _INDEX.search(sentence.text[max(0, number.start - 40) : number.start]))
            ):
                continue
            before = re.split(
                r"\d", re.sub(r"\b(?:19|20)\d\d\b", "", sentence.text[max(0, number.start - 110) : number.start])
            )[-1]
            if not _INDEX.search(before) or number.unit in ("responden", "orang", "hari", "tahun"):
                continue
            after = sentence.text[number.end : number.end + 130]
            match = _CATEGORY.search(re.split(r"\b\d+,\d+|;|\bsedangkan\b|\bsementara\b", after)[0])
            if match is None:
                continue
            yield from _verdict(
                document,
                own,
                number.value.value,
                match["word"],
                sentence.text,
                sentence.place(number.start),
                sentence.text,
                f"{number.text}",
            )
    yield from _in_tables(document, own)


def _in_tables(document: SourceDocument, own: list[Sequence[NamedBand]]) -> Iterator[Finding]:
    """ "80,89 (Kategori: Baik)" in a cell, and rows that hold an index and its category or letter."""
    for grid in grids(document):
        for index, row in enumerate(grid.table.body):
            for cell in row.cells:
                match = re.match(
                    r"^(?P<value>\d{2,3}(?:[.,]\d+)?)\s*\(\s*(?:kategori|mutu|predikat)?\s*:?\s*(?P<word>[A-Za-z ]+)\)$",
                    cell.strip(),
                    re.IGNORECASE,
                )
                if match and (value := parse(match["value"])) is not None:
                    yield from _verdict(
                        document, own, value.value, match["word"], cell, row.place, grid.quote(index), match["value"]
                    )
        heads = [
            c
            for c in range(grid.table.width)
            if re.search(
                r"^(?:nilai\s+)?(?:ikm|indeks|skm|nilai\s+(?:ikm|konversi|indeks)|nilai ikm.*|nilai skm)|konversi",
                grid.name(c).strip(),
                re.IGNORECASE,
            )
            and c in grid.numeric
        ]
        labels = [
            c
            for c in range(grid.table.width)
            if re.search(r"^(?:mutu|kategori|kinerja|predikat|kualifikasi)", grid.name(c).strip(), re.IGNORECASE)
        ]
        if not heads or not labels or band_columns(grid.table):
            continue
        yield from _rows(document, own, grid, heads[-1], labels)


def _rows(
    document: SourceDocument, own: list[Sequence[NamedBand]], grid: NumberGrid, head: int, labels: Sequence[int]
) -> Iterator[Finding]:
    for index, row in enumerate(grid.table.body):
        value = grid.count(index, head)
        if value is None or not Decimal(25) <= value.value <= 100:
            continue
        for column in labels:
            word = row.cells[column].strip()
            if QUALITY.match(word) or re.fullmatch(r"[A-D]", word):
                found = list(
                    _verdict(
                        document,
                        own,
                        value.value,
                        word,
                        "IKM " + grid.name(head),
                        row.place,
                        grid.quote(index),
                        printed(value.value, value.decimals),
                    )
                )
                if found:
                    yield found[0]
                    break


def _verdict(
    document: SourceDocument,
    own: list[Sequence[NamedBand]],
    value: Decimal,
    word: str,
    context: str,
    place: SourceLocation,
    quote: str,
    shown: str,
) -> Iterator[Finding]:
    word = " ".join(word.lower().split())
    word = {"a": "sangat baik", "b": "baik", "c": "kurang baik", "d": "tidak baik"}.get(word, word)
    sure = True
    tables = [
        bands
        for bands in own
        if any(name == word for name, *_ in bands) and any(low <= value <= high for _, low, high in bands)
    ]
    if not tables:
        if not (_SURVEY.search(context) or (_SURVEY.search(document.text) and "integritas" not in context.lower())):
            return
        laws = _laws(document)
        tables = [law.bands for law in laws if any(name.lower() == word for name, *_ in law.bands)]
        sure = len(laws) == 1
    if not tables:
        return
    homes = {name.lower() for bands in tables for name, low, high in bands if low <= value <= high}
    if not homes or word in homes:
        return
    severity = "error" if sure else "warning"
    if not own and any(
        name.lower() == word and low <= value <= high for law in known_laws().values() for name, low, high in law.bands
    ):
        severity = "unsure"  # right by the bands of another regulation than the one that the report names
    home = " atau ".join(sorted(h.title() for h in homes))
    message = f"Nilai {shown} disebut berkategori “{word.title()}”, padahal menurut pitanya {home}. Periksa nilai, kategori, atau tabel konversinya."
    yield finding("category", severity, place, quote, home, message)


def _own_bands(document: SourceDocument) -> list[Sequence[NamedBand]]:
    """The report's band tables: (quality word, low, high) where a row has both."""
    result: list[Sequence[NamedBand]] = []
    for _, table in document.tables:
        columns = [
            bands
            for bands in band_columns(table).values()
            if len(bands) >= 3 and max(b.high.value for b in bands) == 100
        ]
        for bands in columns:
            named = [(word.lower(), band.low.value, band.high.value) for band in bands if (word := _word(table, band))]
            if len(named) >= 3:
                result.append(named)
    return result


def _word(table: SourceTable, band: PrintedBand) -> str:
    return next((cell.strip() for cell in table.body[band.row].cells if QUALITY.match(cell.strip())), "")


def _laws(document: SourceDocument) -> list[KnownLaw]:
    """The survey regulations that the report names; all of them when it names none."""
    laws = [law for law in known_laws().values() if law.bands]
    named = {c.key for block in document.prose for c in citations(block.text)}
    distinct = {law.bands: law for law in laws if law.key in named} or {law.bands: law for law in laws}
    return list(distinct.values())


@rule
def index_from_mean(document: SourceDocument) -> Iterator[Finding]:
    """ "NRR 3,20 ... IKM 82,50": the index is the mean score times 25 (scale 1-4) or 20 (scale 1-5)."""
    pattern = re.compile(
        r"\b(?:nrr|nilai rata-rata|rata-rata (?:tertimbang|skor)|nilai interval|nilai indeks)\b[^.;\d]{0,60}(?P<mean>[1-5],\d{1,4})\b(?P<between>[^.;]{0,110}?)\b(?:ikm|konversi|dikonversi\w*|skm|indeks)\b[^.;\d]{0,60}(?P<index>\d{2},\d{1,3})\b",
        re.IGNORECASE,
    )
    for block in document.prose:
        for match in pattern.finditer(block.text):
            mean, index = parse(match["mean"]), parse(match["index"])
            if mean is None or index is None or re.search(r"\bunsur\b", match["between"]):
                continue
            if any(index.agrees(mean.low * factor, mean.high * factor) for factor in (25, 20)):
                continue
            factor = 25
            if not 15 < index.value / mean.value < 35:
                continue
            true = printed(mean.value * factor, 2)
            message = (
                f"Nilai rata-rata {match['mean']} × {factor} = {true}, bukan {match['index']}. Periksa kedua nilainya."
            )
            yield finding(
                "index", "error", block.place(match.start()), around(block.text, *match.span(), 30), true, message
            )


@rule
def weighty_elements(document: SourceDocument) -> Iterator[Finding]:
    """An element called the most important whose weight, out of its own two scores, is below the average one.

    Weighted score = weight × score × 100 / highest scale: a score of 3,519 with 6,251 has a
    weight of 7,105%, less than 1/14 where fourteen elements are listed.
    """
    count = _elements(document)
    for block in document.prose:
        if not re.search(
            r"\b(?:kepentingan|penting|bobot)\b[^.]{0,60}\btertinggi|paling penting|terpenting|bobot terbesar",
            block.text,
            re.IGNORECASE,
        ):
            continue
        match = re.search(
            r"\b(?:sebesar|nilai|skor)\s+(?P<score>[1-5][.,]\d{2,3})\b[^.;]{0,70}?\b(?:cs|csi|tertimbang|index|indeks|bobot)\b[^.;\d]{0,30}(?P<part>\d{1,2}[.,]\s?\d{2,3})\b",
            block.text,
            re.IGNORECASE,
        )
        if match is None or count is None:
            continue
        score = Decimal(match["score"].replace(",", "."))
        part = Decimal(re.sub(r"\s", "", match["part"]).replace(",", "."))
        weight = part / (score / 4 * 100) * 100
        average = Decimal(100) / count
        if score > 4 or weight >= average or weight < average / 3:
            continue
        computed = f"{printed(part)} ÷ ({printed(score)} ÷ 4 × 100) = {printed(weight, 3)}% < 1/{count} = {printed(average, 3)}%"
        message = f"Unsur ini disebut paling penting, padahal bobotnya {printed(weight, 3)}% di bawah bobot rata-rata {printed(average, 3)}% ({count} unsur). Periksa nilai atau pernyataannya."
        yield finding(
            "weight", "warning", block.place(match.start()), around(block.text, *match.span(), 60), computed, message
        )


def _elements(document: SourceDocument) -> int | None:
    """How many elements the survey lists: the highest ordinal of a numbered list or table of unsur."""
    counts = []
    for index, block in enumerate(document.blocks):
        if block.table is not None:
            before = " ".join(b.text for b in document.blocks[max(0, index - 2) : index])
            ordinals = [
                int(m[1])
                for row in block.table.rows
                for cell in row.cells
                if (m := re.match(r"(\d{1,2})[.)]\s+[A-Z]", cell))
            ]
            if (
                len(ordinals) >= 5
                and sorted(ordinals) == list(range(1, len(ordinals) + 1))
                and re.search(r"unsur|indikator|ruang lingkup|kepuasan", before, re.IGNORECASE)
            ):
                counts.append(len(ordinals))
    said = re.findall(r"\b(\d{1,2})\s*(?:\([a-z ]+\)\s*)?unsur\b", document.text)
    counts.extend(int(number) for number in said if 5 <= int(number) <= 20)
    return max(counts) if counts else None


@rule
def borrowed_bands(document: SourceDocument) -> Iterator[Finding]:
    """A conversion table whose mean-score column is an older regulation's and whose index column is a newer one's."""
    laws = [law for law in known_laws().values() if law.bands]
    for _block, table in document.tables:
        columns = [b for b in band_columns(table).values() if len(b) == 4]
        if len(columns) < 2:
            continue
        small = next((c for c in columns if max(b.high.value for b in c) <= 5), None)
        large = next((c for c in columns if max(b.high.value for b in c) == 100), None)
        if small is None or large is None:
            continue
        old = [law for law in laws if _same(small, law.nrr_bands)]
        new = [law for law in laws if _same(large, law.bands)]
        if old and new and not {law.key for law in old} & {law.key for law in new}:
            names = f"{old[0].name} (kolom nilai rata-rata) dan {new[0].name} (kolom konversi)"
            message = f"Satu tabel memakai pita dari dua peraturan: {names}. Pakailah pita satu peraturan."
            yield finding(
                "band-source", "warning", table.rows[0].place, f"{small[0].text} | {large[0].text}", names, message
            )


def _same(bands: Sequence[PrintedBand], known: Sequence[NamedBand]) -> bool:
    return sorted((b.low.value, b.high.value) for b in bands) == sorted((low, high) for _, low, high in known)
