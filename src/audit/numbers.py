"""Numbers as Indonesian reports print them, found in prose and read from table cells.

A number is kept with its printed precision, as an interval: "68%" stands for anything from
67,5 to 68,5. Where the print allows two readings (3.519 may be 3519 or 3,519) both are kept,
and a rule may accuse only when no reading agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from audit.words import MONTH, MULTIPLIERS, NUMBER_WORDS, TIME_UNITS, number_from_words

_DIGITS = r"\d+(?:[.,]\d+)*"
_NUMBER = re.compile(rf"(?<![\w.,/:–-])(?P<sign>[-−–](?=\d))?(?P<rp>Rp\.?\s?)?(?P<digits>{_DIGITS})(?![\w/])")
_AFTER = re.compile(
    r"\s*(?:\([^)]{1,60}\)\s*)?(?P<pct>%|persen\b|prosen\b)?\s*(?P<mult>(?:ribu|juta|jt|miliar|milyar|triliun)\b)?\s*(?P<unit>[A-Za-z][\w’'-]*)?"
)
REACH = 300  # letters; searching all of a long paragraph for each of its numbers takes the square of its length
_APPROX = re.compile(
    r"\b(sekitar|kurang lebih|hampir|lebih dari|kurang dari|lebih kurang|±|kisaran|mendekati|di atas|di bawah|minimal|maksimal|paling sedikit|paling lambat|sedikitnya|setidaknya|seputar)\s*(?:Rp\.?\s?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PrintedValue:
    """What a printed number stands for.

    Parameters
    ----------
    value : Decimal
        In its likelier reading.
    decimals : int
        How many decimals are printed.
    scale : int
        The multiplier in words that is part of it ("juta").
    percent : bool
    other : Decimal or None
        The second reading of a print that allows two: "3.519" is 3519, or 3,519.
    """

    value: Decimal
    decimals: int = 0
    scale: int = 1
    percent: bool = False
    other: Decimal | None = None

    @property
    def ulp(self) -> Decimal:
        """The unit of the last printed place."""
        return Decimal(1).scaleb(-self.decimals) * self.scale

    @property
    def low(self) -> Decimal:
        """The least value that is printed so."""
        return self.value - self.ulp / 2 if self.decimals or self.scale > 1 else self.value

    @property
    def high(self) -> Decimal:
        """The greatest value that is printed so."""
        return self.value + self.ulp / 2 if self.decimals or self.scale > 1 else self.value

    @property
    def readings(self) -> tuple[Decimal, ...]:
        """Its one or two readings."""
        return (self.value,) if self.other is None else (self.value, self.other)

    def agrees(self, low: Decimal, high: Decimal | None = None, *, ulps: Decimal | float = Decimal("0.5")) -> bool:
        """Whether this print, rounded as it is, can stand for a true value between `low` and `high`.

        Parameters
        ----------
        low, high : Decimal
            The true value, or what it lies between.
        ulps : Decimal or float
            How far the print may be off, in units of its last place: 0.5 for one that is rounded.
        """
        high = low if high is None else high
        slack = self.ulp * Decimal(str(ulps)) + Decimal("1e-9")
        if low - slack <= self.value <= high + slack:
            return True
        return self.other is not None and low - slack <= self.other <= high + slack


@dataclass(frozen=True)
class NumberMention:
    """A number in prose.

    Parameters
    ----------
    text : str
        Its print.
    start, end : int
        Its place in the text.
    value : PrintedValue
    unit : str
        The word behind it, lower case ("responden", "hari"), "%" for a share, "" for none.
    approx : str
        "hampir", "sekitar" and the like in front of it; "" when it is said flatly.
    """

    text: str
    start: int
    end: int
    value: PrintedValue
    unit: str = ""
    approx: str = ""

    @property
    def percent(self) -> bool:
        """Whether it is a share."""
        return self.value.percent

    @property
    def whole(self) -> bool:
        """Whether it is a number without decimals, and no share."""
        return self.value.decimals == 0 and not self.percent


@lru_cache(maxsize=4096)
def parse(text: str) -> PrintedValue | None:
    """A printed number alone ("1.057", "90,4%"); None for anything else.

    Indonesian reading first: point for thousands, comma for decimals. The other reading is
    kept where exactly one group of three digits follows one separator.
    """
    body = text.strip().replace("\u00a0", " ")
    body = re.sub(r"^Rp\.?\s?|,-$|\s?(?:orang|hari|laporan|responden)$", "", body).strip()
    percent = body.endswith("%")
    body = body.rstrip("%").strip()
    sign = -1 if body[:1] in "-−–" and body[1:2].isdigit() else 1
    body = body.lstrip("-−–+")
    if re.fullmatch(r"\d+", body):
        if len(body) > 15:
            return None
        return PrintedValue(sign * Decimal(body), percent=percent)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", body):
        whole, _, part = body.partition(",")
        value = Decimal(whole.replace(".", "") + ("." + part if part else ""))
        other = Decimal(body) * sign if re.fullmatch(r"\d{1,3}\.\d{3}", body) else None
        if percent and other is not None:  # nobody writes 85.125% for eighty-five thousand percent
            return PrintedValue(other, 3, percent=True, other=sign * value)
        return PrintedValue(sign * value, len(part), percent=percent, other=other)
    if re.fullmatch(r"\d+,\d+", body):
        part = body.partition(",")[2]
        other = Decimal(body.replace(",", "")) * sign if re.fullmatch(r"[1-9]\d{0,2},\d{3}", body) else None
        return PrintedValue(sign * Decimal(body.replace(",", ".")), len(part), percent=percent, other=other)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}", body):
        plain = body.replace(",", "")
        return PrintedValue(sign * Decimal(plain), len(plain.partition(".")[2]), percent=percent)
    if re.fullmatch(r"\d+\.\d+", body):
        return PrintedValue(sign * Decimal(body), len(body.partition(".")[2]), percent=percent)
    return None


_MASKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\S+@\S+|https?://\S+|www\.\S+|\b[\w-]+\.(?:com|go\.id|co\.id|id|org|net)\b\S*",
        # dates, ranges of dates, months with years, school and budget years
        rf"\b\d{{1,2}}(?:\s*(?:-|–|dan|s\.?\s?d\.?|s/d|sampai(?:\s+dengan)?|hingga)\s*\d{{1,2}})?\s+{MONTH}\b\.?(?:\s+\d{{4,5}})?",
        rf"\b{MONTH}\.?\s+\d{{4}}\b",
        r"\b\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b",
        # laws and documents by number
        r"\b(?:Nomor|No\.?)\s*:?\s*[\w./-]*\d[\w./-]*(?:\s*(?:Tahun|/)\s*\d{4})?",
        r"\b(?:UU|PP|Perpres|Keppres|Inpres|Perda|Pergub|Perbup|Perwali|Permen\w*|Kepmen\w*|Perka|Perban|SE|KMK|PMK)\s+\d+(?:/[\w.]+)*(?:\s+Tahun\s+\d{4})?",
        r"\b\w+/\d[\w./]*|\b\d+/[A-Za-z][\w./-]*",
        r"\b(?:Pasal|ayat|huruf|angka|butir|Bab|Bagian|subbab|sub-bab|bab|Lampiran|halaman|hlm\.?|hal\.?|versi|volume|vol\.?|edisi|seri|tahap|fase|stage|level|kelas|eselon|golongan|gol\.?|tipe|type|RT|RW|blok|lantai|lt\.?|kav\.?|jalan|jl\.?|gedung|ruang|km\.?|kode|pos|nomor|peringkat|ranking|urutan)\s*:?\s*\(?(?!\d[\d.,]*\s*(?:%|persen))\d+(?:[.,]\d+)*\)?",
        r"\b(?:Gambar|Tabel|Grafik|Diagram|Bagan|Peta|Foto|Kotak|Matriks|Formulir|Formula|Rumus)\s*\d+(?:[.-]\d+)*",
        r"\b(?:ISO|SNI|IEC|OHSAS|IWA)(?:/IEC)?\s*\d+(?:-\d+)?(?:\s*:\s*\d{4})?",
        r"\b\d{1,2}(?:\.\d{1,2}){2,}\.?(?=\s|$|[),;])",
        # clocks, phones, staff numbers
        r"\b(?:pukul|jam)\s*\d{1,2}[.:]\d{2}(?:\s*(?:-|–|s\.?d\.?|sampai|hingga)\s*\d{1,2}[.:]\d{2})?|\b\d{1,2}[.:]\d{2}\s*(?:WIB|WITA|WIT)\b",
        r"\b(?:telp|telepon|tlp|fax|faks|hp|wa|whatsapp|hotline|call center|sms)\.?\s*(?:ke|nomor|:)?\s*[\d()+\s-]{3,}",
        r"\+62[\d\s-]+|\(0\d{2,3}\)\s*\d+|\b0\d{2,3}-\d{4,8}\b|\b08\d{2}[\d -]{6,}",
        r"\b\d{8}\s?\d{6}\s?\d\s?\d{3}\b|\b\d{16}\b",
        # years: "tahun 2017", 2015-2019, 2016/2017
        r"\b(?:tahun|th\.?|TA\.?|T\.A\.?|anggaran|periode|sejak|pasca|semester [IV]+|triwulan [IV]+)\s*:?\s*(?:19|20)\d\d(?:\s*(?:-|–|/|dan|sampai(?:\s+dengan)?|s\.?d\.?|hingga)\s*(?:19|20)\d\d)?",
        r"\b(?:19|20)\d\d\s*(?:-|–|/)\s*(?:19|20)\d\d\b",
        r"\b(?:akhir|awal|pertengahan|sepanjang|selama|pada|sampai|hingga)\s+(?:19|20)\d\d\b(?![.,]\d)",
        # scales, ordinals, codes
        r"\bskala\s+(?:likert\s+)?(?:\d+(?:\s*(?:-|–|sampai(?:\s+dengan)?|s\.?d\.?|hingga)\s*\d+)?)",
        r"\b(?:ke-?\s?\d+|[A-Za-z]+-\d+)\b",
        r"\(\d{1,2}\)|\b\d{1,2}\)",
    )
)
_BARE_YEAR = re.compile(r"(?:19[4-9]\d|20[0-9]\d)")
_RANGE = re.compile(rf"({_DIGITS})\s*(?:%|persen)?\s*(?:-|–|s\.d\.|s/d|sampai dengan|hingga)\s*({_DIGITS})")


def masked(text: str) -> str:
    """The text with everything that holds digits but is no figure (dates, laws, phones) blanked out.

    Length and offsets stay as they are.
    """
    for pattern in _MASKS:
        text = pattern.sub(lambda match: "\x00" * len(match[0]), text)
    return _RANGE.sub(lambda match: "\x00" * len(match[0]), text)


@lru_cache(maxsize=8192)
def numbers(text: str) -> tuple[NumberMention, ...]:
    """The figures of a text, in order: counts, shares, amounts; not dates, laws, years, codes."""
    return tuple(_numbers(text))


def numbers_before(text: str, end: int) -> list[NumberMention]:
    """The figures that stand wholly before an offset; asked often, so the text is read once."""
    return [number for number in numbers(text) if number.end <= end]


def ahead(text: str, end: int) -> str:
    """The words just before an offset, as far back as a phrase reaches."""
    return text[max(0, end - REACH) : end]


def _numbers(text: str) -> Iterator[NumberMention]:
    clean = masked(text)
    for match in _NUMBER.finditer(clean):
        digits = match["digits"].rstrip(".,")
        value = parse(digits)
        if value is None:
            continue
        end = match.start("digits") + len(digits)
        after = _AFTER.match(clean, end)
        if after is None:  # the pattern may match nothing, and so always matches
            continue
        unit = (after["unit"] or "").lower()
        if match["rp"]:
            unit = "rupiah"
        scale = MULTIPLIERS.get(after["mult"] or "", 1)
        if after["pct"]:
            value = _as_percent(digits, value)
            end, unit = after.end("pct"), "%"
        elif scale > 1:
            value = PrintedValue(value.value * scale, value.decimals, scale)
            end = after.end("mult")
        elif _BARE_YEAR.fullmatch(digits) and not _counted_year(unit):
            continue
        approx = _APPROX.search(clean[max(0, match.start() - 24) : match.start()])
        start = match.start("rp") if match["rp"] else match.start("digits")
        yield NumberMention(text[start:end], start, end, value, unit, approx[1].lower() if approx else "")


def _as_percent(digits: str, value: PrintedValue) -> PrintedValue:
    as_cell = parse(digits + "%")
    return as_cell if as_cell is not None else value


def _counted_year(unit: str) -> bool:
    """A four-digit number before a population noun is a count ("2017 responden"), else a year."""
    from audit.words import COUNTED

    return unit in COUNTED and unit not in TIME_UNITS and unit not in ("kota", "negara", "daerah")


_WORDED = re.compile(NUMBER_WORDS + r"(?=\s+(?P<unit>[a-z][\w-]+))", re.IGNORECASE)


def worded(text: str) -> Iterator[NumberMention]:
    """Counts written in words ("tiga kanal"), with the noun behind them."""
    for match in _WORDED.finditer(text):
        value = number_from_words(match[0])
        if value:
            yield NumberMention(
                match[0], match.start(), match.end(), PrintedValue(Decimal(value)), match["unit"].lower()
            )


def printed(value: Decimal, decimals: int | None = None) -> str:
    """A number as an Indonesian reader expects it: 1.057 · 91,5. Rounded half-up to `decimals`."""
    if decimals is not None:
        value = rounded(value, decimals)
    text = f"{value:,f}"
    if "." in text and decimals is None:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half-up rounding to `decimals` places, as the reports round."""
    from decimal import ROUND_HALF_UP

    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
