"""Numbers that are no data: the list of forms that may be typed by hand.

The linter (`laporan lint`) and the coverage of the ledger share it: a number of the report is either a
fact, or has one of these forms. The list is short on purpose; each form says why it is no datum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = (
    "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Agu|Agt|Sep|Okt|Nov|Des"
)
LAWS = (
    r"UU|PP|Perppu|Perpres|Keppres|Inpres|Perka|Perban|Permen\w*|Kepmen\w*|KEP|SE|"
    r"(?:Undang-[Uu]ndang|[Pp]eraturan|[Kk]eputusan|[Ii]nstruksi|[Ss]urat [Ee]daran)(?:[ ]+[A-Z]\w+)*"
)
COUNTED = (
    r"responden|orang|pegawai|pengguna|pasien|kunjungan|instansi|unit|hari|jam|menit|kali|aduan|pengaduan|peserta|aplikasi|"
    r"persen|butir|buah|dokumen|berkas|satuan|baris|poin|pelamar|siaran|pengikut"
)
RANGE = r"\s*(?:[–-]|,|/|dan|atau|sampai|hingga|s\.d\.)\s*"


@dataclass(frozen=True)
class NumberForm:
    """A form in which a number stands in text without being a datum.

    Parameters
    ----------
    name : str
        In Indonesian.
    pattern : Pattern
        What it looks like, words around it included.
    why : str
        Why it is no datum.
    """

    name: str
    pattern: re.Pattern[str]
    why: str


def _form(name: str, pattern: str, why: str) -> NumberForm:
    return NumberForm(name, re.compile(pattern, re.MULTILINE), why)


FORMS = (
    _form(
        "peraturan",
        rf"\b(?:{LAWS})(?:\s+[A-Z]{2,8})?(?:\s+(?:Nomor|No\.))?\s+\d[\w./-]*(?:\s+[Tt]ahun\s+\d{{4}})?|\bNomor\s+\d[\w./-]*(?:\s+Tahun\s+\d{{4}})?|(?<![\w/.,])\d{{1,3}}/(?:19|20)\d\d\b",
        "nomor peraturan adalah namanya",
    ),
    _form("standar", r"\b(?:ISO|SNI|IEC|IWA)(?:/IEC)?\s?\d+(?:[-:]\d+)*", "nomor standar adalah namanya"),
    _form(
        "tanggal",
        rf"\b\d{{1,2}}(?:{RANGE}\d{{1,2}})*\s+(?:{MONTHS})\b(?:\s+\d{{4}}\b)?|\b(?:{MONTHS})\s+\d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b",
        "tanggal menyebut waktu, bukan hasil hitungan",
    ),
    _form("jam", rf"\bpukul\s+\d{{1,2}}[.:]\d\d(?:{RANGE}(?:pukul\s+)?\d{{1,2}}[.:]\d\d)?", "pukul menyebut waktu"),
    _form(
        "tahun",
        rf"(?<![\w.,+−-])(?:19[4-9]\d|20\d\d)(?![\w%]|[.,]\d|\s+(?:{COUNTED})\b)",
        "bilangan data ditulis 2.017, jadi 2017 tanpa titik adalah tahun",
    ),
    _form(
        "rujukan",
        rf"\b(?:[Bb]ab|BAB|[Ss]ubbab|[Bb]agian|[Ll]ampiran|[Gg]ambar|[Tt]abel|[Bb]agan|[Hh]alaman|hlm\.|[Pp]asal|[Aa]yat|[Kk]lausul|[Vv]ersi|[Tt]ahap|[Ss]tage|[Ss]emester|[Tt]riwulan|[Ll]antai)"
        rf"\s+\(?(?:\d+(?:\.\d+)*|[IVX]+)(?:{RANGE}\d+(?:\.\d+)*)*(?!\d*[%])\)?",
        "nomor bab, gambar, halaman, pasal, tahap adalah alamat",
    ),
    _form("subbab", r"(?<![\w.,])\d{1,2}(?:\.\d{1,2}){2,}\.?(?![\d%])", "ribuan bertiga angka, jadi 2.2.1 alamat"),
    _form(
        "penomoran",
        r"^\s*\d{1,2}[.)]\s+(?=\S)|(?:^|(?<=[:;,.]\s)|(?<=dan\s)|(?<=serta\s)|(?<=atau\s))\(\d{1,2}\)(?=\s+[^\W\d])",
        "urutan dalam perincian",
    ),
    _form("skala", r"\bskala\s+(?:\w+\s+)?\d+\s*(?:–|-|sampai|hingga)\s*\d+", "ujung skala jawaban adalah namanya"),
    _form(
        "kode",
        r"(?<![\w.,])(?!Rp\d)[A-Za-z]+-?\d\w*(?:\.\d+)*(?:[–-][A-Za-z]+\d+)?",
        "kode berhuruf (U1, SP4N) adalah nama",
    ),
    _form("laju per", r"\b[Pp]er\s+1(?:00|\.000|00\.000)\b", "dasar suatu laju adalah satuannya"),
    _form("tetapan rumus", r"[×÷/]\s?\d+\b(?![.,]\d|%)|\b\d+\s?×", "di samping tanda kali atau bagi: tetapan rumus"),
    _form("alamat", r"\bhttps?://\S+|\b[\w.-]+/[\w./-]+\.\w{2,5}\b", "alamat berkas atau situs"),
)  # fmt: skip

DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"(?:(?<!\w)|(?<=\bRp))[+−]?\d+(?:[.,]\d+)*(?:\s?%)?")


@dataclass(frozen=True)
class Token:
    """A number in a text.

    Parameters
    ----------
    text : str
        As written.
    start : int
        Where it begins in the text.
    """

    text: str
    start: int


def data_numbers(text: str) -> list[Token]:
    """Numbers of a text that have none of the exempt forms, in reading order.

    Examples
    --------
    >>> [token.text for token in data_numbers("Menurut UU 25/2009, 724 dari 1.057 responden (68%) pada 21 Mei 2018")]
    ['724', '1.057', '68%']
    """
    if not DIGIT.search(text):
        return []
    return [Token(match[0], match.start()) for match in NUMBER.finditer(without_forms(text))]


def without_forms(text: str) -> str:
    """The text with every exempt number replaced by spaces; positions in it stay the same."""
    for form in FORMS:
        text = form.pattern.sub(lambda match: re.sub(r"\S", " ", match[0]), text)
    return text
