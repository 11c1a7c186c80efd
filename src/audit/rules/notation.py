"""How numbers are written: decimal commas and points mixed, spaces inside, groups that are no groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.document import SourceDocument
from audit.finding import Finding
from audit.grid import grids
from audit.numbers import masked, numbers
from audit.rules.registry import around, finding, rule

_SCORE = re.compile(
    r"\b(?:nilai|skor|indeks|index|nrr|ikm|skm|rata[\s-]*rata|ipk|gpa|bobot|realisasi kepuasan|kepuasan|kinerja|kepentingan|rerata|mean|koefisien|rasio|cs|csi|persepsi|ipm)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:rp|rupiah|usd|anggaran|biaya|harga|pagu|realisasi anggaran|juta|miliar|hektare?|orang|unit|laporan|penduduk|jiwa|jumlah|sebanyak|total)\b",
    re.IGNORECASE,
)
_SPACED = re.compile(
    r"(?<![\w.,])\d{1,3}(?:,\s\d{1,3}|\s,\s?\d{1,3}|\.\s\d{3}|\s\.\s?\d{3})(?![\w.,]*\d)(?!\s*(?:,|dan\b|serta\b|atau\b|s\.?d))"
)
_BEFORE_ONE = re.compile(
    r"\b(?:sebesar|nilai|indeks|index|skor|mencapai|adalah|yaitu|menjadi|rata-rata|sebanyak|sejumlah|ikm|nrr|berjumlah|rp\.?)\s*$",
    re.IGNORECASE,
)
_MALFORMED = re.compile(
    r"(?<![\w.,/:])(?:Rp\.?\s?)?(?:\d{1,3}(?:\.\d{3})*\.(?:\d{1,2}|\d{4,})(?:\.\d{3})+|\d{1,3}(?:\.\d{3})+\.\d{1,2}(?![\d.])|\d{4,}(?:\.\d{3})+|\d+,\d+,\d{1,2}(?![\d,])|\d+\.\d+,\d+\.\d+|\d{1,3}\.\d{3},\d{3}(?:\.\d+)?)(?![\w/])"
)


@rule
def decimal_point_scores(document: SourceDocument) -> Iterator[Finding]:
    """ "3.519" where thousands would be absurd: a score or a mean on a small scale."""
    for block in (*document.prose, *document.of_kind("caption")):
        for number in numbers(block.text):
            if not re.fullmatch(r"[0-9]\.\d{3}", number.text) or number.unit == "rupiah":
                continue
            before = re.split(r"[.;]\s", block.text[max(0, number.start - 90) : number.start])[-1]
            clause = re.split(r"\d", before)[-1]
            if re.search(r"\b(?:per|tiap|setiap)\s+$", clause, re.IGNORECASE):
                continue  # "per 1.000 penduduk"
            behind = block.text[number.end : number.end + 24]
            if (
                not _SCORE.search(clause)
                or (
                    _MONEY.search(clause)
                    and not re.search(r"\b(?:unsur|atribut|indikator|butir|aspek|dimensi)\b", clause, re.IGNORECASE)
                )
                or re.match(
                    r"\s*(?:orang|laporan|berkas|responden|unit|jiwa|buah|rupiah|pegawai|[a-z]+ (?:orang|unit))\b",
                    behind,
                )
            ):
                continue
            if number.unit and number.unit in _counted():
                continue
            message = f"{number.text} dibaca ribuan dalam ejaan Indonesia, padahal konteksnya nilai berskala kecil. Tulis {number.text.replace('.', ',')} bila itu maksudnya."
            yield finding(
                "notation",
                "error",
                block.place(number.start),
                around(block.text, number.start, number.end, 70),
                number.text.replace(".", ","),
                message,
            )


def _counted() -> frozenset[str]:
    from audit.words import COUNTED

    return COUNTED


@rule
def decimal_point_cells(document: SourceDocument) -> Iterator[Finding]:
    """ "3.210" in a column of "3,45": thousands among scores."""
    for grid in grids(document):
        for column in grid.numeric:
            cells = [
                (row, grid.cells[row][column].text) for row in range(len(grid.cells)) if grid.cells[row][column].text
            ]
            scores = [text for _, text in cells if re.fullmatch(r"\d{1,2},\d{1,4}", text)]
            odd = [(row, text) for row, text in cells if re.fullmatch(r"\d\.\d{3}", text)]
            if len(scores) >= 2 and len(odd) == len(cells) - len(scores) and 0 < len(odd) < len(scores):
                row, text = odd[0]
                message = f"{text} dibaca ribuan, padahal kolom “{grid.name(column)}” memuat nilai seperti {scores[0]}. Tulis {text.replace('.', ',')} bila itu maksudnya."
                yield finding("notation", "error", grid.place(row), grid.quote(row), text.replace(".", ","), message)


@rule
def spaced_numbers(document: SourceDocument) -> Iterator[Finding]:
    """ "6, 251": one number with a space inside, behind words that announce a single figure."""
    for block in document.prose:
        clean = masked(block.text)
        for match in _SPACED.finditer(clean):
            if not _BEFORE_ONE.search(clean[max(0, match.start() - 24) : match.start()]):
                continue
            if (
                re.search(r"\.\s\d{3}$", match[0])
                and re.match(r"\d{1,3}\.\s", match[0])
                and not re.search(r"(?:Rp\.?|sebanyak|sejumlah|sebesar|mencapai)\s*$", clean[: match.start()])
            ):
                continue
            joined = re.sub(r"\s", "", match[0])
            message = f"“{match[0]}” memuat spasi di dalam angka; dapat dibaca satu atau dua angka. Tulis {joined} bila satu angka."
            yield finding(
                "notation", "error", block.place(match.start()), around(block.text, *match.span(), 70), joined, message
            )


@rule
def malformed_groups(document: SourceDocument) -> Iterator[Finding]:
    """ "1.25.000", "12.5000", "1.250,000.00": groups of thousands that are none."""
    for _block, text, place_of in _texts(document):
        for match in _MALFORMED.finditer(masked(text)):
            shown = match[0]
            if re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2,4}", shown) or re.search(
                r"(?:pasal|subbab|bab|kode|nomor|no\.?|rekening|versi|tabel|gambar|akun|mak)\s*:?\s*$",
                text[: match.start()],
                re.IGNORECASE,
            ):
                continue
            message = f"“{shown}” bukan bentuk angka yang sah: titik dan koma tidak membentuk kelompok ribuan. Tulis ulang angkanya."
            yield finding("notation", "error", place_of(match.start()), around(text, *match.span(), 70), "", message)


def _texts(document: SourceDocument):  # type: ignore[no-untyped-def]
    """(block, text, offset to place) of all prose and of every table cell."""
    for block in (*document.prose, *document.of_kind("caption")):
        yield block, block.text, block.place
    for block, table in document.tables:
        for row in table.body:
            for cell in row.cells:
                if re.search(r"\d", cell) and not re.fullmatch(r"\d+(?:\.\d+){2,}\.?", cell.strip()):
                    yield block, cell, lambda _offset, row=row: row.place


_POINT = re.compile(r"(?<![\w.,/:-])\d{1,3}\.\d{1,2}(?:\s?%|(?![\w.]))")
_COMMA = re.compile(r"(?<![\w.,/:-])\d{1,3}(?:\.\d{3})*,\d{1,2}(?:\s?%|(?![\w,]))")


@rule
def mixed_decimals(document: SourceDocument) -> Iterator[Finding]:
    """Decimal points ("85.5%") in a report that writes decimal commas; one finding for all of them."""
    commas, points = [], []
    for _block, text, place_of in _texts(document):
        clean = masked(text)
        commas += [match[0] for match in _COMMA.finditer(clean)]
        for match in _POINT.finditer(clean):
            before = text[max(0, match.start() - 16) : match.start()]
            clock = re.search(
                r"(?:pukul|jam|pkl\.?|s\.?d\.?|hingga|sampai|-|–)\s*$", before, re.IGNORECASE
            ) and re.fullmatch(r"[0-2]?\d\.[0-5]\d", match[0].strip())
            after = text[match.end() : match.end() + 8]
            if (
                clock
                or re.match(r"\s*(?:WIB|WITA|WIT|\.\d|-|–|[A-Z][a-z])", after)
                or (after.startswith(".") and not match[0].endswith("%"))
                or (match.start() == 0 and len(text) > len(match[0]) + 3)
            ):
                continue
            if re.search(
                r"(?:versi|industri|web|society|revolusi|bab|butir|poin|subbab|sub|seksi|bagian|nomor|no\.|angka|kode|windows|android|v\.?)\s*$",
                before,
                re.IGNORECASE,
            ):
                continue
            if re.fullmatch(r"[0-2]\d\.[0-5]\d", match[0].strip()) and re.search(r"\b\d\d\.\d\d\s*(?:-|–|s\.?d)", text):
                continue
            points.append((match[0].strip(), place_of(match.start()), around(text, *match.span(), 60)))
    if not points or len(commas) < 2 or len(points) > len(commas):
        return
    shown, place, quote = points[0]
    lines = tuple(sorted({p.line or p.page or 0 for _, p, _ in points[1:]} - {place.line or place.page or 0, 0}))
    others = f" (ada {len(points)} bentuk seperti ini)" if len(points) > 1 else ""
    message = f"{shown} memakai titik desimal, sedangkan laporan ini memakai koma (misalnya {commas[0].strip()}){others}. Seragamkan."
    yield finding("notation", "warning", place, quote, shown.replace(".", ","), message, lines)
