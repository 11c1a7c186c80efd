"""Tables as other offices send them: each by a map that docs/impor.md alone was needed for, and the rows that must come out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from .test_language import assert_comes_in

PRESS = "topik: {constant: Karier dan kinerja}"


def merged(path: Path) -> None:
    """Two rows of heads, merged both ways, a spacer column and a title above; numbers as text, a total below."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Rekap")
        sheet.merge_range("A1:F1", "REKAPITULASI PENILAIAN LOKET TAHUN 2019")
        sheet.merge_range("A3:A4", "No")
        sheet.merge_range("B3:B4", "Loket")
        sheet.merge_range("D3:F3", "Penilaian\u00a0Pengunjung")
        sheet.write_row("D4", ["Sangat puas", "Puas", "Tidak\npuas"])
        sheet.write_row("A5", ["1", "A", "", "1.204", "30", "0"])
        sheet.write_row("A6", ["2", "B", "", "17", "\u00a05 ", "1"])
        sheet.merge_range("A7:B7", "JUMLAH")
        sheet.write_row("D7", ["1.221", "35", "1"])
        sheet.write("E10", "Jakarta, 3 Januari 2020")


def months(path: Path) -> None:
    """A sheet a month, another order of columns in one, a hidden sheet of last year, subtotals between."""
    with xlsxwriter.Workbook(path) as book:
        for name, head, table in (
            ("Januari", ["Kanal", "Jumlah"], [["Telepon", 10], ["Subtotal lisan", 10], ["Surel", 2], ["Total", 12]]),
            ("Februari", ["Jumlah", "Kanal"], [[5, "Telepon"], [5, "Subtotal lisan"], [1, "Surel"], [6, "Total"]]),
        ):
            sheet = book.add_worksheet(name)
            for number, row in enumerate([head, *table]):
                sheet.write_row(number, 0, row)
        last_year = book.add_worksheet("2018")
        last_year.write_row(0, 0, ["Kanal", "Jumlah"])
        last_year.write_row(1, 0, ["Telepon", 999])
        last_year.hide()


def dated(path: Path) -> None:
    """Dates as cells, with times, and in words; numbers that Excel took for text."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nomor", "Terbit"])
        sheet.write(1, 0, "001")
        sheet.write_datetime(1, 1, dt.datetime(2019, 3, 14, 23, 59))  # noqa: DTZ001 - a cell has no zone
        sheet.write(2, 0, "002")
        sheet.write(2, 1, "Jum'at, 15 Maret 2019")


def of_1904(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"date_1904": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nomor", "Terbit"])
        sheet.write(1, 0, "001")
        sheet.write_datetime(1, 1, dt.date(2019, 3, 14))


def percents(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Peserta", "Awal", "Akhir", "Catatan"])
        sheet.write(1, 0, "P01")
        sheet.write(1, 1, 0.65, book.add_format({"num_format": "0%"}))
        sheet.write(1, 2, 0.9, book.add_format({"num_format": "0%"}))
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content.encode(encoding))


KEY = Callable[[Path], object]
# The file's name, what writes it, the map, the dataset, its rows, and how many were read.
CASES: dict[str, tuple[str, KEY, str, str, list[list[str]], int]] = {
    "merged-heads": (
        "rekap.xlsx", merged,
        """
        source: {header: [3, 4]}
        leave_out: [{reason: total dan tanda tangan, where: {column: No, number: false}}]
        unpivot: {columns: "Penilaian Pengunjung › *", name: [kelompok, nilai], value: n}
        columns: {loket: Loket, penilaian: nilai, responden: {column: n, number: "1.234"}}
        """,
        "pkt",
        [["A", "Sangat puas", "1204"], ["A", "Puas", "30"], ["A", "Tidak puas", "0"],
         ["B", "Sangat puas", "17"], ["B", "Puas", "5"], ["B", "Tidak puas", "1"]], 4,
    ),
    "sheets-in-other-orders": (
        "rekap.xlsx", months,
        """
        source: {sheet: "*"}
        leave_out: [{reason: jumlah, where: {column: Kanal, matches: "(?i)(sub)?total.*"}}]
        columns: {kanal: Kanal, permohonan: {column: Jumlah, aggregate: sum}}
        group_by: kanal
        """,
        "helpdesk_kanal", [["Surel", "3"], ["Telepon", "15"]], 8,
    ),
    "dates-as-cells-and-in-words": (
        "siaran.xlsx", dated,
        'columns: {nomor: Nomor, tanggal: {column: Terbit, date: "dddd, d mmmm yyyy"}, ' + PRESS + "}",
        "media_siaran_pers", [["001", "2019-03-14", "Karier dan kinerja"], ["002", "2019-03-15", "Karier dan kinerja"]], 2,
    ),
    "days-counted-from-1904": (
        "siaran.xlsx", of_1904, "columns: {nomor: Nomor, tanggal: Terbit, " + PRESS + "}",
        "media_siaran_pers", [["001", "2019-03-14", "Karier dan kinerja"]], 1,
    ),
    "percent-cells-and-an-error-beside": (
        "pelatihan.xlsx", percents,
        """
        columns:
          peserta: Peserta
          bidang: {constant: Kehumasan}
          kantor: {constant: Kantor Pusat}
          nilai_awal: {column: Awal, times: 100}
          nilai_akhir: {column: Akhir, times: 100}
        """,
        "pelatihan", [["P01", "Kehumasan", "Kantor Pusat", "65", "90"]], 1,
    ),
    "signature-below": (
        "rekap.csv",
        text("REKAP HELPDESK SSCN;;\nTAHUN 2019;;\n;;\nNo;Masalah;Jumlah\n1;Lupa sandi;1.234\n2;NIK tidak ditemukan;56\n;Jumlah;1.290\n"
             ";;\n;;Jakarta, 3 Januari 2020\n;;Kepala Bagian\n;;\n;;Fiktif Rekaan\n;;NIP. 197101051995031000\n"),
        """
        source: {header: 4}
        leave_out: [{reason: total dan tanda tangan, where: {column: Masalah, any_of: Jumlah}, and_below: true}]
        total: {where: {column: Masalah, any_of: Jumlah}, column: Jumlah, number: "1.234"}
        columns: {nomor: No, masalah: Masalah, jumlah: {column: Jumlah, number: "1.234"}}
        """,
        "helpdesk_masalah", [["1", "Lupa sandi", "1234"], ["2", "NIK tidak ditemukan", "56"]], 7,
    ),
    "months-as-columns": (
        "rekap.csv", text("Kanal;Jan;Feb;Mar\nTelepon;1.000;20;-\nSurel;3;-;5\n"),
        """
        columns:
          kanal: Kanal
          permohonan: {added: Jan..Mar, number: "1.234", words: {"-": 0}}
        """,
        "helpdesk_kanal", [["Telepon", "1020"], ["Surel", "8"]], 2,
    ),
    "months-as-columns-nothing-noted": (
        "rekap.csv", text("Kanal;Jan;Feb;Mar\nTelepon;1.000;20;\nSurel;3;;5\n"),
        """
        unpivot: {columns: Jan..Mar, name: bulan, value: n, skip_empty: true}
        columns: {kanal: Kanal, permohonan: {column: n, number: "1.234", aggregate: sum}}
        group_by: kanal
        """,
        "helpdesk_kanal", [["Surel", "8"], ["Telepon", "1020"]], 2,
    ),
    "unicode-text-with-tabs": (
        "ekspor.txt", text('Kanal\t\u00a0Jumlah Permohonan \r\n"Surat ""kilat""\tkhusus"\t3\r\nPesan 😀\t4\r\n', "utf-16"),
        "columns: {kanal: Kanal, permohonan: Jumlah Permohonan}", "helpdesk_kanal",
        [['Surat "kilat" khusus', "3"], ["Pesan 😀", "4"]], 2,
    ),
    "bom-and-sep-line": (
        "ekspor.csv", text("\ufeffsep=;\r\nKanal;Jumlah\r\nSurat;3\r\n"), "columns: {kanal: Kanal, permohonan: Jumlah}",
        "helpdesk_kanal", [["Surat", "3"]], 1,
    ),
    "blank-columns-and-rows": (
        "ekspor.csv", text(";Kanal;;Jumlah;;\n;;;;;\n;Surat;;3;;\n;;;;;\n;Pos;;4;;\n"), "columns: {kanal: Kanal, permohonan: Jumlah}",
        "helpdesk_kanal", [["Surat", "3"], ["Pos", "4"]], 2,
    ),
    "html-named-xls": (
        "unduhan.xls",
        text('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
             "<style>td{mso-number-format:'\\@'}</style></head><body><table border=1><thead><tr><th rowspan=2>No<th rowspan=2>Loket<th colspan=2>Penilaian</tr>"
             "<tr><th>Sangat&nbsp;puas<th>Puas</tr></thead><tbody><tr><td>1<td>A<td>&nbsp;1.204<td>30<tr><td>2<td>B<td>17<td>5</tbody>"
             "<tfoot><tr><td colspan=2>Jumlah \u2013 semua<td>1.221<td>35</tfoot></table></body></html>", "cp1252"),
        """
        source: {header: [1, 2]}
        leave_out: [{reason: jumlah, where: {column: No, number: false}}]
        unpivot: {columns: "Penilaian › *", name: [a, nilai], value: n}
        columns: {loket: Loket, penilaian: nilai, responden: {column: n, number: "1.234"}}
        """,
        "pkt", [["A", "Sangat puas", "1204"], ["A", "Puas", "30"], ["B", "Sangat puas", "17"], ["B", "Puas", "5"]], 3,
    ),
    "html-without-a-head-and-a-letterhead-table": (
        "unduhan.xls",
        text("<table><tr><td><img src=logo.png></td><td>BADAN KEPEGAWAIAN NEGARA</td></tr></table>\n"
             "<table border='1'><tr><td><b>Kanal</b></td><td><b>Jumlah</b></td></tr><tr><td>Surat &amp; pos</td><td>3</td></tr></table>"),
        "source: {table: 2}\ncolumns: {kanal: Kanal, permohonan: Jumlah}", "helpdesk_kanal", [["Surat & pos", "3"]], 1,
    ),
    "dates-in-many-words": (
        "siaran.csv",
        text("No;Tgl\n1;3 Maret 2019\n2;03/04/2019 14.05 WIB\n3;5-Mei-2019\n4;07 AGT 2019\n5;9 Nopember 2019\n6;1 Sept 2019\n7;8 Des. 2019\n"),
        """
        columns:
          nomor: {column: No, pad: 3}
          tanggal: {column: Tgl, date: [d mmmm yyyy, "dd/mm/yyyy HH.MM Z", d-mmmm-yyyy, d mmm. yyyy]}
          topik: {constant: Karier dan kinerja}
        """,
        "media_siaran_pers",
        [[f"00{n}", day, "Karier dan kinerja"] for n, day in enumerate(
            ["2019-03-03", "2019-04-03", "2019-05-05", "2019-08-07", "2019-11-09", "2019-09-01", "2019-12-08"], 1)], 7,
    ),
    "months-as-words": (
        "x.csv", text("Bulan,Kanal,Pengikut,Suka,Impresi\nMar-19,Twitter,10,2,5\nApr-19,Twitter,11,3,6\n"),
        "columns: {bulan: {column: Bulan, date: mmm-yy, part: month}, kanal: Kanal, pengikut_akhir_bulan: Pengikut, suka: Suka, impresi: Impresi}",
        "media_sosial", [["3", "Twitter", "10", "2", "5", ""], ["4", "Twitter", "11", "3", "6", ""]], 2,
    ),
    "serial-days": (
        "x.csv", text("No;Tgl\n1;43538\n2;43538,25\n"),
        "columns: {nomor: {column: No, pad: 3}, tanggal: {column: Tgl, date: excel}, " + PRESS + "}",
        "media_siaran_pers", [["001", "2019-03-14", "Karier dan kinerja"], ["002", "2019-03-14", "Karier dan kinerja"]], 2,
    ),
    "sheets-left-out-and-named": (
        "rekap.xlsx", months,
        """
        source: {sheet: "*"}
        leave_out:
          - {reason: baru Januari, where: {column: (lembar), any_of: Februari}}
          - {reason: jumlah, where: {column: Kanal, matches: "(?i)(sub)?total.*"}}
        columns: {kanal: {join: [(lembar), Kanal]}, permohonan: Jumlah}
        """,
        "helpdesk_kanal", [["Januari Telepon", "10"], ["Januari Surel", "2"]], 8,
    ),
    "cells-missing-at-the-end": (
        "a.csv", text("Kanal,Jumlah,Ket,Lagi\nSurat,1\nPos,2,,\nSurel,3,x\n"), "source: {missing_cells: empty}\ncolumns: {kanal: Kanal, permohonan: Jumlah}",
        "helpdesk_kanal", [["Surat", "1"], ["Pos", "2"], ["Surel", "3"]], 3,
    ),
    "signs-without-width": (
        "a.csv", text("Ka\u200bnal,Jum\u00adlah\u00a0\nSu\u200brat\u2060,1\n\u200b,\n"), "columns: {kanal: Kanal, permohonan: Jumlah}",
        "helpdesk_kanal", [["Surat", "1"]], 1,
    ),
    "code-in-a-cell-of-html": (
        "a.xls", text("<table><tr><th>Kanal<th>Jumlah<tr><td>Surat<script>x()</script><style>y</style> pos<td>3</table>"),
        "columns: {kanal: Kanal, permohonan: Jumlah}", "helpdesk_kanal", [["Surat pos", "3"]], 1,
    ),
    "a-total-among-rows-that-are-none": (
        "a.csv", text("Kanal,Jumlah,No\nSurat,1,satu\nJumlah,1,0\n"),
        """
        total: {where: {column: No, below: 1}, column: Jumlah}
        leave_out: [{reason: total, where: {column: Kanal, any_of: Jumlah}}]
        columns: {kanal: Kanal, permohonan: Jumlah}
        """,
        "helpdesk_kanal", [["Surat", "1"]], 2,
    ),
    "one-unit-of-all": (
        "semua.csv", text("Unit;Kanal;Jumlah\nKanreg X;Surat;3\nKanreg II;Surat;9\nkanreg x;Pos;1\n"),
        """
        leave_out: [{reason: satuan kerja lain, where: {column: Unit, none_of: Kanreg X}}]
        columns: {kanal: Kanal, permohonan: Jumlah}
        """,
        "helpdesk_kanal", [["Surat", "3"], ["Pos", "1"]], 3,
    ),
    "persons-dropped": (
        "daftar.csv",
        text("No;Nama;NIP;Pre Test;Post Test\n1;Fiktif Rekaan;'197101051995031000;60;80\n2;Contoh Rekaan;'198002022005012000;tidak hadir;tidak hadir\n"),
        """
        personal: [Nama, NIP]
        empty: tidak hadir
        columns:
          peserta: {column: No, pad: 2, prefix: P}
          bidang: {constant: Kehumasan}
          kantor: {constant: Kantor Pusat}
          nilai_awal: Pre Test
          nilai_akhir: Post Test
        """,
        "pelatihan", [["P01", "Kehumasan", "Kantor Pusat", "60", "80"], ["P02", "Kehumasan", "Kantor Pusat", "", ""]], 2,
    ),
    "ticks-under-merged-months": (
        "aksi.csv", text("Kode;Program;Kegiatan;Rincian;Bulan;;;\n;;;;Jan;Feb;Mar;Apr\n1.1.1;P;K;R1;√;;V;\n1.1.2;P;K;R2;;x;;\n"),
        """
        source: {header: [1, 2]}
        columns:
          kode: Kode
          program: Program
          kegiatan: Kegiatan
          rincian: Rincian
          bulan: {marked: {columns: "Bulan › *", ticks: [√, v, x]}}
        """,
        "rencana_aksi", [["1.1.1", "P", "K", "R1", "1; 3"], ["1.1.2", "P", "K", "R2", "2"]], 2,
    ),
    "age-and-sex-in-one-head": (
        "fb.csv",
        text("Date,Lifetime Likes by Gender and Age - F.13-17,Lifetime Likes by Gender and Age - M.65+\nd,x,y\n2019-12-30,1,2\n2019-12-31,3,4\n"),
        """
        leave_out:
          - {reason: keterangan kolom, rows: 2}
          - {reason: bukan hari terakhir, where: {column: Date, before: "{year}-12-31", written: yyyy-mm-dd}}
        unpivot: {columns: "Lifetime Likes by Gender and Age - *", name: kelompok, value: n}
        columns:
          umur: {column: kelompok, split: ".", item: -1, words: {13-17: 13–17, 65+: 65+}}
          jenis_kelamin: {column: kelompok, split: ".", item: 1, words: {F: Perempuan, M: Laki-laki}}
          pengikut: n
        """,
        "media_pengikut", [["13–17", "Perempuan", "3"], ["65+", "Laki-laki", "4"]], 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "make", "plan", "to", "expected", "read"), CASES.values(), ids=CASES)
def test_table_comes_in(
    year_2019: Path, tmp_path: Path, name: str, make: KEY, plan: str, to: str, expected: list[list[str]], read: int
) -> None:
    make(tmp_path / name)
    assert_comes_in(tmp_path, name, plan.replace("\n        ", "\n"), to, expected, read)
