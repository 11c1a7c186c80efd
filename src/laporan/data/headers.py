"""A file's header against its contract: what is missing, unknown or repeated, and what was most likely meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from laporan.core.errors import Fault
from laporan.data.contracts import Contract
from laporan.data.text_table import TextTable

SEPARATORS = {";": "titik koma (;)", "\t": "tab", "|": "garis tegak (|)"}  # of Excel in Indonesian, and other programs
NEAR = 0.75  # of `difflib`, from which on a title is taken for a slip of another
LONGEST_TOLD = 80  # letters of a header that has no known column
SHOWN = {"\u00a0": "spasi tak putus", "\u200b": "tanda tanpa lebar", "\ufeff": "tanda BOM"}


def header_faults(table: TextTable, contract: Contract) -> list[Fault]:
    """Columns that are missing, unknown or repeated; of a slip, the column that was meant.

    Parameters
    ----------
    table : TextTable
        The file, split into cells.
    contract : Contract
        Its columns.
    """
    wanted = [column.header for column in contract.columns]
    missing = [title for title in wanted if title not in table.header and title not in not_asked(table, contract)]
    unknown = [title for title in dict.fromkeys(table.header) if title not in wanted]
    repeated = [title for title in dict.fromkeys(table.header) if table.header.count(title) > 1]
    if not missing and not unknown and not repeated:
        return []
    whole = _separated(table, wanted) or _strange(table, wanted)
    if whole:
        return [whole]
    meant = _meant(unknown, missing)
    found = [
        (f"seharusnya “{name}”{_unseen(title)}", f"Ganti judul kolom itu menjadi “{name}”", title)
        for title, name in meant.items()
    ]
    found += [
        ("kolom tidak ada", "Tambahkan kolom itu, judulnya ditulis persis sama", title)
        for title in missing
        if title not in meant.values()
    ]
    known = f"Hapus kolom itu; yang dikenal: {', '.join(wanted)}"
    found += [("kolom tidak dikenal", known, title) for title in unknown if title not in meant]
    found += [("judul kolom berulang", "Hapus salah satunya", title) for title in repeated]
    return [Fault(table.file, rule, remedy, table.sheet, 1, title) for rule, remedy, title in found]


def not_asked(table: TextTable, contract: Contract) -> set[str]:
    """Columns that a file rightly lacks: those that may be absent, where it has none of them.

    Parameters
    ----------
    table : TextTable
        The file, split into cells.
    contract : Contract
        Its columns.
    """
    absent = {column.header for column in contract.columns if column.may_be_absent}
    return set() if absent & set(table.header) else absent


def _separated(table: TextTable, wanted: Sequence[str]) -> Fault | None:
    """A file whose cells are parted by something else than a comma."""
    line = ",".join(table.header)
    for sign, word in SEPARATORS.items():
        titles = {_folded(title) for title in line.split(sign)}
        if sign in line and 2 * len(titles & set(map(_folded, wanted))) >= len(wanted):
            remedy = "Simpan sebagai CSV dengan pemisah koma, atau masukkan dengan laporan import"
            return Fault(table.file, f"selnya dipisahkan {word}, seharusnya koma (,)", remedy, table.sheet, 1)
    return None


def _strange(table: TextTable, wanted: Sequence[str]) -> Fault | None:
    """A file none of whose titles is like any that is wanted: most likely it is another file."""
    if len(wanted) < 2 or _meant(table.header, wanted):
        return None
    written = ", ".join(f"“{title}”" for title in table.header)
    written = written if len(written) <= LONGEST_TOLD else f"{written[:LONGEST_TOLD]}…"
    rule = f"tidak satu pun judul kolomnya dikenal: tertulis {written}, seharusnya {', '.join(wanted)}"
    remedy = "Periksa apakah berkas ini yang dimaksud; yang berjudul lain dimasukkan dengan laporan import"
    return Fault(table.file, rule, remedy, table.sheet, 1)


def _meant(unknown: Sequence[str], missing: Sequence[str]) -> dict[str, str]:
    """Of each title that is no column's, the missing column that it is a slip of; each column once."""
    meant: dict[str, str] = {}
    for title in unknown:
        left = {_folded(name): name for name in missing if name not in meant.values()}
        near = get_close_matches(_folded(title), left, n=1, cutoff=NEAR)
        if near:
            meant[title] = left[near[0]]
    return meant


def _folded(title: str) -> str:
    """A title without what is easily written otherwise: capitals, spaces, strokes, signs that are not seen."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _unseen(title: str) -> str:
    told = [word for sign, word in SHOWN.items() if sign in title]
    return f" (di dalamnya ada {', '.join(told)})" if told else ""
