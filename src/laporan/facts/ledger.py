"""The ledger of a built report, `fakta.json`: every number that its reader sees."""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laporan.core import paths
from laporan.core.errors import ReportError

Fact = dict[str, Any]
WRITTEN = {"id", "text", "exact", "unit", "of", "datasets"}  # of each fact
LARGEST = 200_000_000  # bytes of a page or a ledger in an archive
LEDGER, PAGE = "fakta.json", "laporan.html"


def has_origin(fact: Fact) -> bool:
    """Whether a number says what it comes from: rows of raw files, or values of parameter files."""
    return bool(fact["datasets"] or fact["params"])


@dataclass(frozen=True)
class Side:
    """A built report that was opened, to be read or compared.

    Parameters
    ----------
    name : str
        How messages name it: '2017 pusat'.
    year, unit : int, str
        Of the report.
    facts : dict of str to dict
        Its ledger, by the facts' ids.
    page : str
        Its page as HTML; '' where there is only a ledger.
    """

    name: str
    year: int
    unit: str
    facts: dict[str, Fact]
    page: str


def open_side(name: str) -> Side:
    """Open a built report.

    Parameters
    ----------
    name : str
        '2017', '2018/<unit>', or the path of a built folder, of a `fakta.json`, or of an archive for third parties.

    Raises
    ------
    ReportError
        For a report that was not built, or a ledger that can't be read.
    """
    given = Path(name)
    if given.suffix == ".zip" and given.is_file():
        return _open_archive(given)
    if given.suffix == ".json" and given.is_file():
        ledger = given
    elif (given / LEDGER).is_file():
        ledger = given / LEDGER
    else:
        year, _, unit = name.replace("\\", "/").partition("/")  # as somebody types it on Windows
        ledger = (
            paths.outputs() / year / (unit or paths.main_unit()) / LEDGER if paths.is_year(year) else given / LEDGER
        )
        if not ledger.is_file():
            raise ReportError(
                f"“{name}” bukan laporan yang sudah dibangun: {paths.relative(ledger)} tidak ada. Bangun dahulu"
            )
    found = read_facts(ledger, name)
    page = ledger.with_name(PAGE)
    return Side(f"{found[0]} {found[1]}", *found, page.read_text(encoding="utf-8") if page.is_file() else "")


def _open_archive(archive: Path) -> Side:
    """The report in an archive; nothing is unpacked, and nothing that grows without end is read."""
    try:
        with zipfile.ZipFile(archive) as members:
            texts = {name: _member(members, name) for name in (LEDGER, PAGE)}
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error) as error:
        raise ReportError(f"{archive.name}: bukan arsip laporan dengan {LEDGER} dan {PAGE} di dalamnya") from error
    found = facts_in(texts[LEDGER], f"{archive.name}/{LEDGER}")
    return Side(f"{found[0]} {found[1]}", *found, texts[PAGE])


def _member(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(name)
    return content.decode()


def read_facts(ledger: Path, name: str) -> tuple[int, str, dict[str, Fact]]:
    """Year, unit and facts of a `fakta.json`, the facts by their ids in reading order.

    Parameters
    ----------
    ledger : Path
        The file.
    name : str
        How the message calls it.

    Raises
    ------
    ReportError
        For a file that is no ledger, or only a part of one.
    """
    try:
        text = ledger.read_text(encoding="utf-8")
    except ValueError as error:
        raise ReportError(f"{name}: bukan buku fakta yang utuh ({error}). Bangun lagi laporannya") from error
    return facts_in(text, name)


def facts_in(text: str, name: str) -> tuple[int, str, dict[str, Fact]]:
    """The same of the content of such a file.

    Parameters
    ----------
    text : str
        Its content.
    name : str
        How the message calls it.

    Raises
    ------
    ReportError
        For what is no ledger, or only a part of one.
    """
    try:
        content = json.loads(text)
        facts = {fact["id"]: fact for fact in content["facts"]}
        lacking = sorted({key for fact in facts.values() for key in WRITTEN - set(fact)})
        year, unit = int(content["year"]), str(content["unit"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReportError(f"{name}: bukan buku fakta yang utuh ({error}). Bangun lagi laporannya") from error
    if lacking:
        raise ReportError(f"{name}: fakta tanpa {', '.join(lacking)}. Bangun lagi laporannya")
    return year, unit, facts
