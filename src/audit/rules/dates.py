"""Dates that do not exist, weekdays that do not fit, years out of range, periods that run backwards."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from audit.document import SourceDocument, SourceLocation
from audit.finding import Finding
from audit.rules.registry import around, finding, finding_at, rule
from audit.words import DAYS, MONTH, MONTH_FORMS

_DATE = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(DAYS)})\s*(?:,|tanggal|\(|/)?\s*(?:tanggal\s+)?)?\(?\b(?P<day>\d{{1,2}})\s+(?P<month>{MONTH})\b\.?(?:,?\s+(?P<year>\d{{4,5}}))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![\d/-])(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>(?:19|20)\d\d)(?![\d/-])")
_YEAR = re.compile(
    r"\b(?:tahun(?: anggaran)?|TA\.?|per|sejak|periode|sepanjang|selama tahun)\s+(?P<year>\d{4,5})(?![.,]?\d)(?!\s+(?:orang|unit|laporan|pegawai|hari|responden|jiwa|berkas|buah|desa))",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?P<from>(?:19|20)\d\d)\s*(?:-|–|s\.?/?d\.?|sampai(?: dengan)?|hingga)\s*(?P<to>(?:19|20)\d\d)\b"
)
_DAYS_RANGE = re.compile(
    rf"\b(?P<from>\d{{1,2}})\s*(?:-|–|s\.?/?d\.?|sampai(?: dengan)?|hingga)\s*(?P<to>\d{{1,2}})\s+(?P<month>{MONTH})\b(?:\s+(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?:pukul|jam)\s+(?P<hour>\d{1,2})[.:](?P<minute>\d{2})\b", re.IGNORECASE)
_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def _texts(document: SourceDocument) -> Iterator[tuple[str, SourceLocation]]:
    for block in document.blocks:
        if block.table is not None:
            yield from ((cell, row.place) for row in block.table.rows for cell in row.cells if re.search(r"\d", cell))
        elif block.kind != "contents":
            yield block.text, block.place()


@rule
def impossible_dates(document: SourceDocument) -> Iterator[Finding]:
    """31 Juni, 29 Februari of a common year, 12/13/2017, and a weekday that is another's."""
    for block in document.blocks:
        cells = (
            [(row.place, cell) for row in block.table.rows for cell in row.cells]
            if block.table
            else [(None, block.text)]
        )
        for place, text in cells:
            if block.kind == "contents":
                continue
            for match in _DATE.finditer(text):
                yield from _date(text, match, place or block.place(match.start()))
            for match in _NUMERIC.finditer(text):
                day, month = int(match["day"]), int(match["month"])
                if (
                    (month > 12 and day <= 12)
                    or (month > 12 and day > 12)
                    or (month <= 12 and day > _length(month, int(match["year"])))
                ):
                    message = f"Tanggal {match[0]} tidak ada. Periksa hari dan bulannya."
                    yield finding(
                        "date",
                        "error" if not (month > 12 and day <= 12) else "warning",
                        place or block.place(match.start()),
                        around(text, *match.span(), 60),
                        "",
                        message,
                    )


def _length(month: int, year: int | None) -> int:
    if month == 2:
        return 29 if year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _date(text: str, match: re.Match[str], place: SourceLocation) -> Iterator[Finding]:
    day, month = int(match["day"]), MONTH_FORMS[match["month"].lower()]
    year = int(match["year"]) if match["year"] else None
    quote = around(text, *match.span(), 60)
    if year is not None and (year > 2100 or year < 1900):
        if year > 2100 or year < 1500:
            yield finding(
                "date",
                "error",
                place,
                quote,
                "",
                f"Tahun {year} pada tanggal {match[0].strip()} di luar jangkauan. Periksa angkanya.",
            )
        return
    if day == 0 or day > _length(month, year):
        if re.search(r"\d\s*$", text[: match.start("day")]):
            return
        yield finding(
            "date",
            "error",
            place,
            quote,
            f"{match['month']} paling banyak {_length(month, year)} hari",
            f"Tanggal {day} {match['month']} {year or ''} tidak ada. Periksa hari atau bulannya.".replace("  ", " "),
        )
        return
    if match["weekday"] and year is not None:
        actual = dt.date(year, month, day).weekday()
        if DAYS[match["weekday"].lower()] != actual:
            said = match["weekday"]
            if said.lower() == "minggu" and re.search(
                r"\d\s*$|\b(?:per|setiap|dalam|satu|dua|tiga|empat)\s*$", text[: match.start()]
            ):
                return
            yield finding(
                "date",
                "error",
                place,
                quote,
                _NAMES[actual],
                f"{day} {match['month']} {year} jatuh pada hari {_NAMES[actual]}, bukan {said}. Periksa hari atau tanggalnya.",
            )


@rule
def years_out_of_range(document: SourceDocument) -> Iterator[Finding]:
    """ "tahun 2107", "tahun 20017"; and a dated event long after the report's own year."""
    for block in document.prose:
        for match in _YEAR.finditer(block.text):
            digits = match["year"]
            year = int(digits)
            if (len(digits) == 5 and not digits.startswith(("19", "20"))) or 1500 <= year <= 2100:
                continue
            if year < 1000 or (len(digits) == 4 and match[0].lower().startswith("per ")):
                continue
            message = f"Tahun {digits} di luar jangkauan. Periksa angkanya."
            yield finding_at("date", "error", block, match, "", message, 60)


@rule
def backward_periods(document: SourceDocument) -> Iterator[Finding]:
    """ "2019-2015", "20-15 Maret 2017"."""
    for block in (*document.prose, *document.of_kind("caption", "heading")):
        for match in _PERIOD.finditer(block.text):
            if int(match["from"]) > int(match["to"]) and not re.search(
                r"(?:nomor|no\.?|kode|telp\w*|rekening)\s*:?\s*$", block.text[: match.start()], re.IGNORECASE
            ):
                message = f"Periode {match[0]} berjalan mundur. Periksa urutan tahunnya."
                yield finding_at("date", "error", block, match, f"{match['to']}–{match['from']}", message, 60)
        for match in _DAYS_RANGE.finditer(block.text):
            if int(match["from"]) > int(match["to"]) and int(match["from"]) <= 31:
                message = f"Rentang tanggal {match[0]} berjalan mundur. Periksa urutannya, atau sebutkan bulan awalnya."
                yield finding_at(
                    "date", "error", block, match, f"{match['to']}–{match['from']} {match['month']}", message, 60
                )


@rule
def impossible_clocks(document: SourceDocument) -> Iterator[Finding]:
    """ "pukul 25.00", "pukul 10.75"."""
    for block in document.prose:
        for match in _CLOCK.finditer(block.text):
            hour, minute = int(match["hour"]), int(match["minute"])
            if hour > 24 or minute > 59 or (hour == 24 and minute > 0):
                message = f"{match[0]} bukan waktu yang sah. Periksa jam dan menitnya."
                yield finding_at("date", "error", block, match, "", message, 60)
        for match in re.finditer(
            r"\b(Triwulan (?:V|VI|VII|VIII|[5-9])|Semester (?:III|IV|V|[3-9])(?= tahun)|Caturwulan (?:IV|V|[4-9])|bulan ke-?\s?(?:1[3-9]|[2-9]\d))\b",
            block.text,
        ):
            message = f"“{match[1]}” tidak ada dalam satu tahun. Periksa nomornya."
            yield finding_at("date", "error", block, match, "", message, 60)
