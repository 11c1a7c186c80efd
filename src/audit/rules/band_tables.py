"""Tables of bands: their ends, their neighbours, their letters, their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from audit.bands import LETTER_WORDS, QUALITY, PrintedBand, band_columns, is_ranking, label_of
from audit.document import SourceDocument, SourceTable
from audit.finding import Finding
from audit.numbers import printed
from audit.rules.registry import finding, rule
from audit.words import MONTH_FORMS


@rule
def band_ends(document: SourceDocument) -> Iterator[Finding]:
    """Bands of one column: low before high, no overlap, no gap beyond the printed precision."""
    for _, table in document.tables:
        columns = band_columns(table)
        for column, bands in columns.items():
            if _disagrees(columns, column):
                continue  # `neighbouring_bands` reports the column as a whole
            if not is_ranking(bands) or len(bands) < 3 or _is_time(table, column):
                continue
            name = _name(table, column)
            for band in bands:
                if band.low.value > band.high.value:
                    message = f"Kolom “{name}”: batas bawah {band.low.value} melebihi batas atas. Periksa apakah ujungnya tertukar."
                    yield finding(
                        "band",
                        "error",
                        band.place,
                        band.text,
                        "",
                        message.replace(str(band.low.value), printed(band.low.value)),
                    )
            ordered = sorted(bands, key=lambda band: (band.low.value, band.high.value))
            if any(band.low.value > band.high.value for band in bands):
                continue
            for lower, upper in pairwise(ordered):
                yield from _neighbours(name, lower, upper)


def _disagrees(columns: dict[int, list[PrintedBand]], column: int) -> bool:
    """Whether a column already fails against a neighbour that is this column over a constant."""
    for other, bands in columns.items():
        small, large = sorted((columns[column], bands), key=lambda found: max(b.high.value for b in found))
        factor = _factor(small, large) if other != column and len(small) >= 3 and len(large) >= 3 else None
        rows = {band.row: band for band in large}
        if factor is not None and any(
            band.row in rows and not _matches(band, rows[band.row], factor) for band in small
        ):
            return True
    return False


def _is_time(table: SourceTable, column: int) -> bool:
    return bool(
        re.search(
            r"jam|pukul|waktu|tanggal|periode|tahun|bulan|halaman|pasal|bulan ke", _name(table, column), re.IGNORECASE
        )
    )


def _name(table: SourceTable, column: int) -> str:
    return table.names[column] if column < len(table.names) and table.names[column] else f"ke-{column + 1}"


def _neighbours(name: str, lower: PrintedBand, upper: PrintedBand) -> Iterator[Finding]:
    step = max(lower.high.ulp, upper.low.ulp)
    distance = upper.low.value - lower.high.value
    later = max(lower, upper, key=lambda band: band.row)
    quote = f"{lower.text} … {upper.text}"
    if distance < 0:
        if (upper.low.value, upper.high.value) == (lower.low.value, lower.high.value):
            return  # the same band twice: two groups in one table
        message = f"Kolom “{name}”: pita {lower.text} dan {upper.text} bertindih. Nilai {printed(upper.low.value)} masuk dua pita; perbaiki batasnya."
        yield finding("band", "error", later.place, quote, "", message)
    elif distance == 0:
        if (
            lower.open_high
            or upper.open_low
            or (lower.high.decimals + upper.low.decimals == 0 and upper.low.value == 0)
        ):
            return
        message = f"Kolom “{name}”: {printed(upper.low.value)} menjadi batas dua pita sekaligus. Nyatakan pita mana yang memuatnya."
        yield finding("band", "unsure", later.place, quote, printed(upper.low.value), message)
    elif distance > step:
        middle = f"{printed(lower.high.value)} dan {printed(upper.low.value)}"
        message = f"Kolom “{name}”: nilai antara {middle} tidak masuk pita mana pun. Perbaiki salah satu batasnya."
        yield finding("band", "error", later.place, quote, f"celah {printed(distance)}", message)


@rule
def neighbouring_bands(document: SourceDocument) -> Iterator[Finding]:
    """Two band columns, one the other times a constant (NRR × 25 = IKM): every row must keep it."""
    for _block, table in document.tables:
        columns = {column: bands for column, bands in band_columns(table).items() if len(bands) >= 3}
        indices = sorted(columns)
        for left, right in pairwise(indices):
            small, large = sorted((columns[left], columns[right]), key=lambda bands: max(b.high.value for b in bands))
            factor = _factor(small, large)
            if factor is None:
                continue
            rows = {band.row: band for band in large}
            broken = [
                (band, rows[band.row])
                for band in small
                if band.row in rows and not _matches(band, rows[band.row], factor)
            ]
            if not broken:
                continue
            band, other = broken[0]
            computed = "; ".join(
                f"{b.text} × {printed(factor)} = {printed(b.low.value * factor, 2)}–{printed(b.high.value * factor, 2)}"
                for b, _ in broken
            )
            message = (
                f"Kolom “{_name(table, left)}” dan “{_name(table, right)}” tidak sejalan: {band.text} × {printed(factor)} memberi "
                f"{printed(band.low.value * factor, 2)}–{printed(band.high.value * factor, 2)}, bukan {other.text}. Kedua kolom mungkin dari peraturan yang berbeda."
            )
            also = tuple(place for b, _ in broken[1:] if (place := b.place.line or b.place.page))
            yield finding("band-columns", "error", band.place, f"{band.text} | {other.text}", computed, message, also)


def _factor(small: Sequence[PrintedBand], large: Sequence[PrintedBand]) -> Decimal | None:
    """The constant between two band columns, by their highest ends; only those that surveys use."""
    top_small, top_large = max(b.high.value for b in small), max(b.high.value for b in large)
    if top_small <= 0:
        return None
    factor = top_large / top_small
    return factor if factor in (Decimal(10), Decimal(20), Decimal(25)) and top_large == 100 else None


def _matches(band: PrintedBand, other: PrintedBand, factor: Decimal) -> bool:
    """Ends agree within what the printed precision of both columns leaves open."""

    def near(a: PrintedBand, b: PrintedBand, side: str) -> bool:
        x, y = getattr(a, side), getattr(b, side)
        return abs(x.value * factor - y.value) <= max(x.ulp * factor, y.ulp)

    return near(band, other, "low") and near(band, other, "high")


@rule
def band_letters(document: SourceDocument) -> Iterator[Finding]:
    """Letters and words of bands: A with "Sangat Baik", the best letter at the highest band."""
    for _, table in document.tables:
        columns = [bands for bands in band_columns(table).values() if len(bands) >= 3 and is_ranking(bands)]
        if not columns:
            continue
        labels = {band.row: label_of(table.body[band.row].cells) for band in columns[0]}
        words_known = [words.lower() for _, words in labels.values()]
        if all(letter in LETTER_WORDS and words.lower() in LETTER_WORDS.values() for letter, words in labels.values()):
            wrong = [
                (row, letter, words) for row, (letter, words) in labels.items() if LETTER_WORDS[letter] != words.lower()
            ]
            if wrong:
                row, letter, words = wrong[0]
                others = "".join(f"; {other} “{said}”" for _, other, said in wrong[1:])
                message = f"Mutu {letter} disebut “{words}”{others}, padahal {letter} berarti “{LETTER_WORDS[letter].title()}”. Periksa huruf atau katanya."
                quote = " | ".join(cell for cell in table.body[row].cells if cell.strip())
                also = tuple(
                    table.body[other].place.line or table.body[other].place.page or 0 for other, *_ in wrong[1:]
                )
                yield finding(
                    "band-label", "error", table.body[row].place, quote, LETTER_WORDS[letter].title(), message, also
                )
            continue
        letters = [(band, labels[band.row][0]) for band in sorted(columns[0], key=lambda b: b.low.value)]
        if len(letters) >= 3 and all(letter for _, letter in letters) and words_known:
            plain = [letter for _, letter in letters]
            if plain != sorted(plain, reverse=True) and plain != sorted(plain):
                band = letters[0][0]
                message = (
                    f"Huruf mutu tidak urut menurut pitanya: {', '.join(plain)} dari pita terendah. Periksa hurufnya."
                )
                yield finding("band-label", "error", band.place, ", ".join(plain), "", message)


_TYPES: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    ("huruf mutu", re.compile(r"^(?:nilai\s+)?mutu(?:\s+pelayanan)?$|^grade$|^huruf", re.IGNORECASE), re.compile(r"^[A-E]$")),
    ("kata kategori", re.compile(r"^(?:kategori|kinerja(?:\s+unit(?:\s+pelayanan)?)?|predikat|keterangan|kinerja pelayanan|kualifikasi)$", re.IGNORECASE), QUALITY),
    ("persentase", re.compile(r"^(?:%|persen(?:tase)?|prosentase|\(%\))$", re.IGNORECASE), re.compile(r"^\d+(?:[.,]\d+)?\s?%$")),
    ("jumlah", re.compile(r"^(?:jumlah|frekuensi|banyaknya|n|orang)$", re.IGNORECASE), re.compile(r"^\d{1,3}(?:\.\d{3})*$")),
    ("tahun", re.compile(r"^tahun$", re.IGNORECASE), re.compile(r"^(?:19|20)\d\d$")),
    ("bulan", re.compile(r"^bulan$", re.IGNORECASE), re.compile(rf"^(?:{'|'.join(MONTH_FORMS)})$", re.IGNORECASE)),
    ("nama", re.compile(r"^nama(?:\s+\w+)?$", re.IGNORECASE), re.compile(r"^[A-Za-z][A-Za-z .,']{4,}$")),
    ("NIP", re.compile(r"^nip$|^nik$", re.IGNORECASE), re.compile(r"^[\d ]{16,21}$")),
    ("tanggal", re.compile(r"^tanggal$", re.IGNORECASE), re.compile(r"^\d{1,2}[ /-]\w+[ /-]\d{2,4}$")),
)  # fmt: skip


@rule
def swapped_headings(document: SourceDocument) -> Iterator[Finding]:
    """Two headings that each announce what the other column holds ("Kategori": D, "Mutu": Tidak Baik)."""
    for _block, table in document.tables:
        held = {}
        for column in range(table.width):
            cells = [row.cells[column].strip() for row in table.body if row.cells[column].strip()]
            announced = next((kind for kind, head, _ in _TYPES if head.match(_name(table, column).strip())), None)
            kinds = {
                kind
                for kind, _, pattern in _TYPES
                if len(cells) >= 2 and sum(bool(pattern.match(c)) for c in cells) >= max(2, 0.75 * len(cells))
            }
            held[column] = (announced, kinds)
        columns = sorted(column for column in held if held[column][0])
        for i in columns:
            for j in columns:
                a, b = held[i], held[j]
                if (
                    i < j
                    and a[0]
                    and b[0]
                    and a[0] != b[0]
                    and a[0] in b[1]
                    and b[0] in a[1]
                    and a[0] not in a[1]
                    and b[0] not in b[1]
                ):
                    row = (table.header or table.body)[0]
                    names = f"“{_name(table, i)}” dan “{_name(table, j)}”"
                    message = f"Judul kolom {names} tertukar: yang pertama berisi {b[0]}, yang kedua berisi {a[0]}. Tukarkan judulnya."
                    yield finding(
                        "heading-swap",
                        "error",
                        row.place,
                        " | ".join(c for c in row.cells if c.strip()),
                        f"{_name(table, j)} | {_name(table, i)}",
                        message,
                    )
