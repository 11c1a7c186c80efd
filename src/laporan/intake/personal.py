"""Which columns of a source tell of persons, by their heads and by what stands in them. It rather finds too many."""

from __future__ import annotations

import re
from collections.abc import Iterable

from laporan.data.identifiers import identifiers
from laporan.intake.cells import Cell, shown, squeezed

LONGEST_VALUE = 60
FREE_WORDS = 2.5  # a cell on average
MASKED = "(data pribadi, tidak ditampilkan)"

PERSON = (
    "pelapor|terlapor|responden|pegawai|peserta|petugas|pengguna|pemohon|lengkap|depan|belakang|ibu|pejabat|reporter"
)
WHOLE = re.compile(rf"(nama|name|nm)([ _.-]*({PERSON}))?s?|(first|last|full|user)[ _.-]*name", re.IGNORECASE)
PART = re.compile(
    r"\b(nik|nip|nrp|ktp|npwp|paspor|passport|hp|handphone|ponsel|telp|telepon|telephone|phone|wa|whatsapp|e-?mail|surel|"
    r"alamat|address|gelar|rekening|bpjs|uuid|author|ttl)\b|(tanggal|tgl|tempat)[ _.-]*lahir|birth|\bpns[ _.-]*id\b|"
    rf"\b(nama|name)[ _.-]*({PERSON})\b",
    re.IGNORECASE,
)


def tells_of_persons(title: str, cells: Iterable[Cell]) -> bool:
    """Whether a column looks as if it told who somebody is.

    Parameters
    ----------
    title : str
        Its head.
    cells : iterable of Cell
        Some of its cells.

    Examples
    --------
    >>> tells_of_persons("NIP BARU", []), tells_of_persons("INSTANSI KERJA NAMA", [])
    (True, False)
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", squeezed(title)).replace("_", " ")
    if WHOLE.fullmatch(words) or PART.search(words):
        return True
    return any(any(identifiers(shown(cell))) for cell in cells)


def tells_in_free_words(cells: Iterable[Cell]) -> bool:
    """Whether a column holds what people write as they like, in which a machine finds no names.

    Parameters
    ----------
    cells : iterable of Cell
        Some of its cells.

    Examples
    --------
    >>> tells_in_free_words(["Saya Fiktif ingin bertanya", "Petugas lama sekali"]), tells_in_free_words(["Puas"] * 9)
    (True, False)
    """
    texts = [text for cell in cells if isinstance(cell, str) and (text := shown(cell))]
    words = sum(len(text.split()) for text in texts)
    return bool(texts) and words >= FREE_WORDS * len(texts) and len(set(texts)) > len(texts) / 2


def masked(value: str) -> str:
    """A value as a message may repeat it: not where it may identify somebody."""
    if any(identifiers(value)):
        return MASKED
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
