"""Files as offices send them: odd bytes, odd headers, rows that would be counted twice. All told, none misread."""

from __future__ import annotations

from pathlib import Path

import pytest

from laporan.core.errors import DataError, Fault
from laporan.data.catalogue import contract_for
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract
from laporan.data.read import read_table

pytestmark = pytest.mark.hostile("input")

TITLES = "loket,penilaian,responden"
ROWS = ("A,Puas,5", "A,Tidak puas,6")
FILE = "\n".join((TITLES, *ROWS, ""))


def faults_of(path: Path, content: bytes | str, dataset: str = "pkt") -> list[Fault]:
    """The faults of a file of ours with this content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    contract = contract_for(dataset, 2017)
    try:
        return check(read_table(path, contract), contract)[1]
    except DataError as error:
        return list(error.faults)


REFUSED: dict[str, tuple[bytes | str, str]] = {
    "nothing": (b"", "berkas kosong"),
    "byte order mark only": (b"\xef\xbb\xbf", "berkas kosong"),
    "blank lines only": ("\n\n\n", "berkas kosong"),
    "spaces only": ("  \n \n", "berkas kosong"),
    "header only": (TITLES, "hanya berisi baris judul"),
    "header and blank lines": (TITLES + "\n\n,,\n", "hanya berisi baris judul"),
    "zero byte": (FILE + "\0", "bita nol"),
    "cp1252": (FILE.replace("Puas", "Puas–").encode("cp1252"), "bukan UTF-8"),
    "latin-1": (FILE.replace("A,", "Á,").encode("latin-1"), "bukan UTF-8"),
    "utf-16": (FILE.encode("utf-16"), "bukan UTF-8"),
    "utf-16 without mark": (FILE.encode("utf-16-le"), "bita nol"),
    "utf-32": (FILE.encode("utf-32"), "bukan UTF-8"),
    "half a letter": (FILE.encode() + b"\xed\xa0\x80,Puas,1\n", "bukan UTF-8"),
    "overlong letter": (FILE.encode() + b"\xc0\xaf,Puas,1\n", "bukan UTF-8"),
    "gzip": (b"\x1f\x8b\x08\x00" + b"x" * 20, "bukan UTF-8"),
    "a workbook called csv": (b"PK\x03\x04" + b"\0" * 30, "bita nol"),
    "end of file sign": (FILE + "\x1a", "berisi 1 sel"),
    "delimiter behind each row": (f"{TITLES}\nA,Puas,5,\nB,Puas,6,\n", "berisi 4 sel"),
    "delimiter behind every line": (f"{TITLES},\nA,Puas,5,\n", "kolom"),
    "longer row": (FILE + "B,Puas,5,x\n", "berisi 4 sel"),
    "shorter row": (FILE + "B,Puas\n", "berisi 2 sel"),
    "thousands by comma": (FILE + "B,Puas,1,000\n", "berisi 4 sel"),
    "header twice": (f"{TITLES},loket\nA,Puas,5,A\n", "berulang"),
    "header again below": (f"{TITLES}\n{TITLES}\nA,Puas,5\n", "loket"),
    "title above": (f"Survei PKT\n{FILE}", "loket"),
    "blank line above": (f"\n{FILE}", "loket"),
    "a note above": (f"# dari loket\n{FILE}", "loket"),
    "sep line of excel": (f"sep=,\n{FILE}", "loket"),
    "semicolons": (FILE.replace(",", ";"), "titik koma"),
    "tabs": (FILE.replace(",", "\t"), "tab"),
    "capitals": (FILE.replace("loket", "Loket"), "loket"),
    "zero width in a title": (FILE.replace("loket", "lo\u200bket"), "loket"),
    "no-break space in a title": (FILE.replace("loket", "lo\u00a0ket"), "loket"),
    "two byte order marks": ("\ufeff\ufeff" + FILE, "loket"),
    "html": ("<html><table><tr><td>loket</td></tr></table></html>", "loket"),
    "json": ('{"loket": "A"}', "loket"),
    "open quotation mark": (FILE + '"B,Puas,5\n', "tanda kutip"),
    "letters behind a quotation mark": (FILE + '"B"x,Puas,5\n', "tanda kutip"),
    "endless cell": (FILE + "B" * 200_000 + ",Puas,5\n", "lebih panjang"),
    "total row": (FILE + "Jumlah,,11\n", "loket"),
    "row twice": (FILE + "A,Puas,5\n", "sama dengan baris 2"),
    "key twice": (FILE + "A,Puas,7\n", "sama dengan baris 2"),
}


@pytest.mark.parametrize(("content", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_of_ours_is_told_in_a_few_words(tmp_path: Path, content: bytes | str, told: str) -> None:
    faults = faults_of(tmp_path / "pkt.csv", content)
    assert 0 < len(faults) < 8
    assert told in "\n".join(map(str, faults))
    assert all(fault.file == "pkt.csv" and fault.remedy for fault in faults)


READ = {
    "no line end at the end": FILE.rstrip("\n"),
    "byte order mark": "\ufeff" + FILE,
    "carriage returns": FILE.replace("\n", "\r\n"),
    "carriage returns alone": FILE.replace("\n", "\r"),
    "all in quotation marks": "\n".join('"' + line.replace(",", '","') + '"' for line in FILE.split()[:1])
    + "\nA,Puas,5\n"
    "A,Tidak puas,6\n",
    "another order": "responden,loket,penilaian\n5,A,Puas\n6,A,Tidak puas\n",
    "blank lines between": f"{TITLES}\n\nA,Puas,5\n,,\nA,Tidak puas,6\n\n",
    "spaces around": f"{TITLES}\n A ,\u00a0Puas, 5\nA,Tidak puas,6\n",
}


@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_what_says_the_same_is_read_the_same(tmp_path: Path, content: str) -> None:
    contract = contract_for("pkt", 2017)
    (tmp_path / "pkt.csv").write_bytes(content.encode())
    frame, faults = check(read_table(tmp_path / "pkt.csv", contract), contract)
    assert faults == []
    assert frame[["counter", "rating", "respondents"]].astype(str).to_numpy().tolist() == [
        ["A", "Puas", "5"],
        ["A", "Tidak puas", "6"],
    ]


@pytest.mark.parametrize(
    "words",
    ["Jumlah", "TOTAL", "Total:", "Grand Total", "Sub-total", "Jumlah seluruhnya", "Total 2017", "** Jumlah **"],
)
def test_a_total_below_the_rows_is_not_added_once_more(tmp_path: Path, words: str) -> None:
    faults = faults_of(tmp_path / "kanal.csv", f"kanal,permohonan\nTwitter,5\n{words},5\n", "helpdesk_kanal")
    assert [(fault.row, fault.column, fault.value) for fault in faults] == [(3, "kanal", words)]
    assert "terhitung dua kali" in faults[0].rule


@pytest.mark.parametrize("words", ["Jumlah pegawai", "Totalitas", "Sejumlah kanal", "Call center", "Total Care"])
def test_words_that_only_begin_so_are_rows(tmp_path: Path, words: str) -> None:
    assert faults_of(tmp_path / "kanal.csv", f"kanal,permohonan\nTwitter,5\n{words},5\n", "helpdesk_kanal") == []


@pytest.mark.parametrize("again", ["twitter", "Twitter ", "Ｔwitter", "TWITTER"])
def test_a_row_twice_is_told_however_it_is_written(tmp_path: Path, again: str) -> None:
    faults = faults_of(tmp_path / "kanal.csv", f"kanal,permohonan\nTwitter,5\n{again},5\n", "helpdesk_kanal")
    assert [(fault.row, fault.rule) for fault in faults] == [(3, "sama dengan baris 2")]


def test_as_many_rows_as_there_are_may_be_the_same(tmp_path: Path) -> None:
    contract = Contract("uji", "Uji", (Column("code", "kode", unique=True), Column("n", "n", "integer")), key=("n",))
    (tmp_path / "uji.csv").write_text("kode,n\n" + "a,1\n" * 20_000, encoding="utf-8")
    faults = check(read_table(tmp_path / "uji.csv", contract), contract)[1]
    assert len(faults) == 2 * 19_999
    assert {fault.rule for fault in faults} == {"sama dengan baris 2"}
