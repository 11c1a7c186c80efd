"""Dates as people write them: 'dd/mm/yyyy HH:MM', 'd mmmm yyyy'. Nothing is guessed: a date is read by a form."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MONTHS = (
    "januari january jan", "februari february pebruari feb peb", "maret march mar mrt", "april apr", "mei may",
    "juni june jun", "juli july jul", "agustus august agst agt agu ags aug", "september sept sep",
    "oktober october okt oct", "november nopember nov nop", "desember december des dec",
)  # fmt: skip
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
WEEKDAY = r"[^\W\d_]+(?:['’‘`][^\W\d_]+)?\.?"  # Jum'at has an apostrophe, whichever
TOKENS = {
    "yyyy": r"(?P<year>[0-9]{4})",
    "yy": r"(?P<short_year>[0-9]{2})",
    "mmmm": r"(?P<month_name>[^\W\d_]+)\.?",
    "mmm": r"(?P<month_name>[^\W\d_]+)\.?",
    "mm": r"(?P<month>[0-9]{1,2})",
    "m": r"(?P<month>[0-9]{1,2})",
    "dddd": WEEKDAY,
    "ddd": WEEKDAY,
    "dd": r"(?P<day>[0-9]{1,2})",
    "d": r"(?P<day>[0-9]{1,2})",
    "HH": r"(?P<hour>[0-9]{1,2})",
    "H": r"(?P<hour>[0-9]{1,2})",
    "MM": r"(?P<minute>[0-9]{2})",
    "SS": r"(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?",
    "AM": r"(?P<half>[AaPp])\.?[Mm]\.?",
    "Z": r"(?P<zone>(?i:Z|UTC|GMT|WIB|WITA|WIT)|(?i:UTC|GMT)?[+\-][0-9]{1,2}(?::?[0-9]{2})?)",
}
PIECE = re.compile("|".join(TOKENS) + r"|'[^']*'|\s+|[\[\]]|.", re.DOTALL)
LOCAL = {"WIB": 7, "WITA": 8, "WIT": 9, "Z": 0, "UTC": 0, "GMT": 0}
EXCEL, UNIX = "excel", "unix"  # days since the end of 1899; seconds, or thousandths, since the beginning of 1970
SPREADSHEET_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
DAY = 86_400  # seconds
MILLISECONDS = 10**11  # more seconds than these are thousandths
ISO = ("yyyy-mm-dd", "yyyy-mm-dd HH:MM[:SS][Z]", "yyyy-mm-ddTHH:MM[:SS][Z]")
HALF_DAY = 12
LETTERS = (
    "tulis misalnya dd/mm/yyyy, d mmmm yyyy HH:MM (yyyy tahun, mm bulan, mmmm namanya, dd hari, HH jam, MM menit, "
    "SS detik dengan pecahannya, AM, Z zona, kata lain dalam petik)"
)


def check_format(form: str) -> str:
    """The form itself.

    Parameters
    ----------
    form : str
        'excel' or 'unix' for a number; or of the tokens yyyy yy mmmm mm m dd d HH MM SS AM Z. What may be missing
        stands in square brackets, other words in '…'.

    Raises
    ------
    ValueError
        For one that says no part of a date, or one twice.
    """
    if form in (EXCEL, UNIX):
        return form
    if unknown := [found[0] for found in PIECE.finditer(form) if found[0].isalpha() and found[0] not in (*TOKENS, "T")]:
        raise ValueError(f"bentuk tanggal “{form}”: huruf “{''.join(unknown)}” tidak dikenal; {LETTERS}")
    try:
        names = _compiled(form).groupindex
    except re.error as error:
        raise ValueError(
            f"bentuk tanggal “{form}” menyebut satu bagian dua kali, atau kurungnya tidak berpasangan; {LETTERS}"
        ) from error
    if "minute" in names and "hour" not in names:
        raise ValueError(f"bentuk tanggal “{form}” menyebut menit tanpa jam; {LETTERS}")
    if not names.keys() & {"year", "short_year", "month", "month_name", "day"}:
        raise ValueError(
            f"bentuk tanggal “{form}” tidak dikenal; tulis misalnya dd/mm/yyyy, d mmmm yyyy, yyyy-mm-dd HH:MM"
        )
    return form


@lru_cache(maxsize=256)
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile("".join(_piece(found[0]) for found in PIECE.finditer(form)))


def _piece(text: str) -> str:
    if text in TOKENS:
        return TOKENS[text]
    if text in "[]":
        return "(?:" if text == "[" else ")?"
    return r"\s+" if text.isspace() else re.escape(text.strip("'") or text)


@dataclass(frozen=True)
class Moment:
    """What a text says of a date; parts that it does not say are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    time: dt.time | None = None

    def stored_in(self, zone: str, shown_in: str) -> dt.date:
        """The date in the zone `shown_in` of a moment that was written in `zone`; as it is, where either is unknown."""
        day = dt.date(self.year or 0, self.month or 0, self.day or 0)
        if self.time is None or (self.time.tzinfo is None and not zone):
            return day
        moment = dt.datetime.combine(day, self.time)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone_of(zone))).astimezone(zone_of(shown_in)).date()

    def at(self, zone: str, shown_in: str) -> dt.datetime:
        """The moment itself, midnight where it tells no time, in its own zone, `zone` or else `shown_in`."""
        day = dt.date(self.year or 1, self.month or 1, self.day or 1)
        moment = dt.datetime.combine(day, self.time or dt.time())
        return moment if moment.tzinfo else moment.replace(tzinfo=zone_of(zone or shown_in))


def zone_of(name: str) -> dt.tzinfo:
    """A zone by its name in the time zone database, or WIB, WITA, WIT.

    Raises
    ------
    ValueError
        For one that nobody knows.
    """
    if name in LOCAL:
        return dt.timezone(dt.timedelta(hours=LOCAL[name]))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"zona waktu “{name}” tidak dikenal; tulis misalnya UTC, WIB, Asia/Jakarta") from error


def parse(text: str, form: str) -> Moment | None:
    """What the text says by the form; None where it is written otherwise, or where there is no such day.

    Parameters
    ----------
    text : str
        A cell.
    form : str
        See `check_format`.

    Examples
    --------
    >>> parse("2 Januari 2019", "d mmmm yyyy")
    Moment(year=2019, month=1, day=2, time=None)
    """
    if form in (EXCEL, UNIX):
        return _counted(text.strip(), form)
    match = _compiled(form).fullmatch(text.strip())
    if not match:
        return None
    said = match.groupdict()
    month = MONTH_NUMBERS.get(said["month_name"].lower(), 0) if said.get("month_name") else _int(said.get("month"))
    year = _int(said.get("year")) or (2000 + int(said["short_year"]) if said.get("short_year") else None)
    day = _int(said.get("day"))
    try:
        dt.date(year or 2000, 1 if month is None else month, 1 if day is None else day)
        return Moment(year, month, day, _time(said))
    except ValueError:
        return None


def _counted(text: str, form: str) -> Moment | None:
    """A date that is a number, of days or of seconds."""
    match = re.fullmatch(r"([0-9]{1,13})(?:[.,]([0-9]+))?", text)
    if not match:
        return None
    number = int(match[1])
    try:
        if form == EXCEL:
            moment = SPREADSHEET_ZERO + dt.timedelta(days=number, seconds=round(float(f"0.{match[2] or 0}") * DAY))
            return Moment(moment.year, moment.month, moment.day, moment.time())
        moment = dt.datetime.fromtimestamp(number // 1000 if number >= MILLISECONDS else number, dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return Moment(moment.year, moment.month, moment.day, moment.timetz())


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _time(said: dict[str, str | None]) -> dt.time | None:
    if not said.get("hour"):
        return None
    hour = int(said["hour"] or 0)
    if half := said.get("half"):
        if not 1 <= hour <= HALF_DAY:
            raise ValueError("12 hours have no such hour")
        hour = hour % HALF_DAY + (HALF_DAY if half in "Pp" else 0)
    fraction = (said.get("fraction") or "0").ljust(6, "0")[:6]
    zone = _zone(said.get("zone") or "")
    return dt.time(hour, int(said.get("minute") or 0), int(said.get("second") or 0), int(fraction), tzinfo=zone)


def _zone(text: str) -> dt.tzinfo | None:
    text = text.upper()
    if not text:
        return None
    if text in LOCAL:
        return dt.timezone(dt.timedelta(hours=LOCAL[text]))
    digits = text.removeprefix("UTC").removeprefix("GMT")
    hours, minutes = re.fullmatch(r"[+\-]([0-9]{1,2}):?([0-9]{2})?", digits).groups("0")  # type: ignore[union-attr]
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(-offset if digits[0] == "-" else offset)


def other_order(form: str) -> str | None:
    """The form with day and month exchanged, where both are numbers; None otherwise.

    Examples
    --------
    >>> other_order("dd/mm/yyyy HH:MM")
    'mm/dd/yyyy HH:MM'
    """
    pieces = [found[0] for found in PIECE.finditer(form)]
    days = [place for place, piece in enumerate(pieces) if piece in ("d", "dd")]
    months = [place for place, piece in enumerate(pieces) if piece in ("m", "mm")]
    if not days or not months:
        return None
    pieces[days[0]], pieces[months[0]] = pieces[months[0]], pieces[days[0]]
    return "".join(pieces)


ORDERS = ("dd/mm/yyyy", "mm/dd/yyyy", "dd-mm-yyyy", "mm-dd-yyyy", "dd.mm.yyyy", "yyyy/mm/dd", "yyyy-mm-dd")
IN_WORDS = ("d mmmm yyyy", "mmmm d, yyyy")
TIMES = ("", " HH:MM", " HH:MM:SS", " HH.MM", "THH:MM:SS")
USUAL = tuple(f"{order}{time}" for order in (*ORDERS, *IN_WORDS) for time in TIMES)


def forms_of(text: str) -> list[str]:
    """The usual forms that a text can be read by: two of them mean that nobody can tell day from month."""
    return [form for form in USUAL if parse(text, form)]
