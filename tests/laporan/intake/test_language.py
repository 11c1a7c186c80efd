"""The language of maps: each word of docs/impor.md does what the page says, on small sources of our own."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from pydantic import BaseModel

from laporan.core.errors import AnalysisError, ParameterError
from laporan.intake import column_rule, map_model
from laporan.intake.importing import Imported, ImportRequest, import_source
from laporan.intake.map_file import read_map

from ..projects import ROOT

CHANNELS = "columns: {kanal: Kanal, permohonan: Jumlah}"
PKT = "columns: {loket: Loket, penilaian: Nilai, responden: Jumlah}"


def bring(folder: Path, source: str | bytes | list[Path], plan: str, to: str, name: str = "sumber.csv") -> Imported:
    """The result of importing a source into 2019 by a map that is written here."""
    files = source
    if not isinstance(files, list):
        path = folder / name
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        files = [path]
    (folder / "peta.yml").write_text(plan, encoding="utf-8")
    return import_source(
        ImportRequest([str(path) for path in files], to, folder / "peta.yml", 2019, "pusat", replace=True)
    )


def assert_comes_in(folder: Path, name: str, plan: str, to: str, expected: list[list[str]], read: int) -> None:
    """A file of the folder gives these rows, and each row that was read is used or left out with its reason."""
    result = bring(folder, [folder / name], plan, to)
    assert rows(result) == expected
    assert result.read == result.used + sum(map(len, result.left_out.values())) == read


def rows(result: Imported) -> list[list[str]]:
    assert result.faults == []
    assert result.path
    with result.path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


# What the source holds, the map, the dataset, and what its rows are then.
CASES: dict[str, tuple[str | bytes, str, str, list[list[str]]]] = {
    "semicolon": ("Kanal;Jumlah\nSurat;3\n", CHANNELS, "helpdesk_kanal", [["Surat", "3"]]),
    "bom": ("\ufeffKanal,Jumlah\nSurat,3\n", CHANNELS, "helpdesk_kanal", [["Surat", "3"]]),
    "cp1252": ("Kanal;Jumlah\nPos – kilat;3\n".encode("cp1252"), CHANNELS, "helpdesk_kanal", [["Pos – kilat", "3"]]),
    "utf-16": ("Kanal\tJumlah\r\nSurat\t3\r\n".encode("utf-16"), CHANNELS, "helpdesk_kanal", [["Surat", "3"]]),
    "utf-16-without-bom": ("Kanal\tJumlah\nSurat\t3\n".encode("utf-16-le"), CHANNELS, "helpdesk_kanal", [["Surat", "3"]]),
    "tab-is-named": ("Kanal\tJumlah\nSurat\t3\n", "source: {separator: tab}\n" + CHANNELS, "helpdesk_kanal", [["Surat", "3"]]),
    "sep-line": ("sep=;\nKanal;Jumlah\nSurat;3\n", "source: {header: 2}\n" + CHANNELS, "helpdesk_kanal", [["Surat", "3"]]),
    "heads-in-any-case": ("KANAL ,jumlah\nSurat,3\n", CHANNELS, "helpdesk_kanal", [["Surat", "3"]]),
    "alias": ("Saluran,Jumlah\nSurat,3\n", "columns: {kanal: [Kanal, Saluran], permohonan: Jumlah}", "helpdesk_kanal", [["Surat", "3"]]),
    "no-head": ("Surat,3\nPos,4\n", 'source: {header: 0}\ncolumns: {kanal: A, permohonan: B}', "helpdesk_kanal", [["Surat", "3"], ["Pos", "4"]]),
    "same-heads": ("Nama,Nama\nSurat,3\n", 'columns: {kanal: "[A]", permohonan: "[B]"}', "helpdesk_kanal", [["Surat", "3"]]),
    "two-rows-of-heads": (
        "No,Nilai,\n,Nama,Angka\n1,Surat,3\n", "source: {header: [1, 2]}\ncolumns: {kanal: Nama, permohonan: Nilai › Angka}",
        "helpdesk_kanal", [["Surat", "3"]],
    ),
    "line-break-in-a-cell": ('Kanal,Jumlah\n"Surat\ntercatat",3\n', CHANNELS, "helpdesk_kanal", [["Surat tercatat", "3"]]),
    "thousands": ("Kanal;Jumlah\nSurat;1.234\n", 'columns: {kanal: Kanal, permohonan: {column: Jumlah, number: "1.234"}}', "helpdesk_kanal", [["Surat", "1234"]]),
    "currency": ("Kanal;Jumlah\nSurat;Rp 1.234,00\n", 'columns: {kanal: Kanal, permohonan: {column: Jumlah, number: "Rp 1.234,5"}}', "helpdesk_kanal", [["Surat", "1234"]]),
    "percent-and-rounding": (
        'Kanal;Jumlah\nSurat;"90,5%"\n', 'columns: {kanal: Kanal, permohonan: {column: Jumlah, number: "90,4%", round: 0}}',
        "helpdesk_kanal", [["Surat", "91"]],
    ),
    "times": ("Kanal,Jumlah\nSurat,3\n", "columns: {kanal: Kanal, permohonan: {column: Jumlah, times: 100}}", "helpdesk_kanal", [["Surat", "300"]]),
    "added": (
        "Kanal,Pria,Wanita\nSurat,3,4\n", "columns: {kanal: Kanal, permohonan: {added: [Pria, Wanita]}}", "helpdesk_kanal",
        [["Surat", "7"]],
    ),
    "join": ("A,B,Jumlah\nSurat,kilat,3\n", "columns: {kanal: {join: [A, B], joined_by: ' '}, permohonan: Jumlah}", "helpdesk_kanal", [["Surat kilat", "3"]]),
    "split": ("A,Jumlah\nPos; Surat,3\n", "columns: {kanal: {column: A, split: ';', item: -1}, permohonan: Jumlah}", "helpdesk_kanal", [["Surat", "3"]]),
    "take-and-words": (
        "Loket,Nilai,Jumlah\nLoket A,4 - bagus,3\n",
        'columns: {loket: {column: Loket, take: "Loket (.)"}, penilaian: {column: Nilai, take: "([0-9]).*", words: {4: Sangat puas}}, responden: Jumlah}',
        "pkt", [["A", "Sangat puas", "3"]],
    ),
    "words-of-any-case-and-wildcards": (
        "Loket,Nilai,Jumlah\nA,PUAS SEKALI,3\n", "columns: {loket: Loket, penilaian: {column: Nilai, words: {'puas *': Sangat puas}}, responden: Jumlah}",
        "pkt", [["A", "Sangat puas", "3"]],
    ),
    "otherwise-and-empty-word": (
        "K,J\n,1\nX,2\n", "columns: {kanal: {column: K, words: {'': Tanpa nama}, otherwise: Lain}, permohonan: J}",
        "helpdesk_kanal", [["Tanpa nama", "1"], ["Lain", "2"]],
    ),
    "constant-year": ("J\n3\n", 'columns: {kanal: {constant: "Surat {year}"}, permohonan: J}', "helpdesk_kanal", [["Surat 2019", "3"]]),
    "left-out-by-number": (
        "K,J\nSurat,3\nJumlah,3\ncatatan,\n", "leave_out: [{reason: total, where: {column: J, empty: true}}, {reason: total, where: {column: K, matches: 'Jum.*'}, and_below: true}]\ncolumns: {kanal: K, permohonan: J}",
        "helpdesk_kanal", [["Surat", "3"]],
    ),
    "left-out-below": ("K,J\nSurat,3\nPos,0\n", "leave_out: {reason: kosong, where: {column: J, below: 1}}\ncolumns: {kanal: K, permohonan: J}".replace("leave_out: {", "leave_out: [{").replace("1}}", "1}}]"), "helpdesk_kanal", [["Surat", "3"]]),
    "group-sum": ("K,J\nSurat,3\nPos,1\nSurat,4\n", "columns: {kanal: K, permohonan: {column: J, aggregate: sum}}\ngroup_by: kanal", "helpdesk_kanal", [["Pos", "1"], ["Surat", "7"]]),
    "group-mean-half-up": ("K,J\nS,1\nS,2\n", "columns: {kanal: K, permohonan: {column: J, aggregate: mean, round: 0}}\ngroup_by: kanal", "helpdesk_kanal", [["S", "2"]]),
    "group-largest": ("K,J\nS,1\nS,5\n", "columns: {kanal: K, permohonan: {column: J, aggregate: largest}}\ngroup_by: kanal", "helpdesk_kanal", [["S", "5"]]),
    "group-last": (
        "K,J,T\nS,9,2019-02-01\nS,1,2019-01-01\n", "columns: {kanal: K, permohonan: {column: J, aggregate: last, ordered_by: {column: T, date: yyyy-mm-dd}}}\ngroup_by: kanal",
        "helpdesk_kanal", [["S", "9"]],
    ),
    "unpivot": (
        "Loket,Sangat puas,Puas,Tidak puas\nA,1,2,3\n", "unpivot: {columns: Sangat puas..Tidak puas, name: nilai, value: n}\ncolumns: {loket: Loket, penilaian: nilai, responden: n}",
        "pkt", [["A", "Sangat puas", "1"], ["A", "Puas", "2"], ["A", "Tidak puas", "3"]],
    ),
    "unpivot-two-levels": (
        "Loket A,,Loket B,\nPuas,Tidak puas,Puas,Tidak puas\n1,2,3,4\n",
        'source: {header: [1, 2]}\nunpivot: {columns: "Loket *", name: [loket, nilai], value: n}\ncolumns: {loket: {column: loket, take: "Loket (.)"}, penilaian: nilai, responden: n}',
        "pkt", [["A", "Puas", "1"], ["A", "Tidak puas", "2"], ["B", "Puas", "3"], ["B", "Tidak puas", "4"]],
    ),
    "pivot": (
        "id,soal,jawab,ruang\n1,awal,60,Kantor Pusat\n1,akhir,70,Kantor Pusat\n2,awal,50,Kantor Pusat\n2,akhir,55,Kantor Pusat\n",
        "pivot: {by: id, name: soal, value: jawab}\ncolumns: {peserta: {column: id, pad: 2, prefix: P}, bidang: {constant: Kehumasan}, kantor: ruang, nilai_awal: awal, nilai_akhir: akhir}",
        "pelatihan", [["P01", "Kehumasan", "Kantor Pusat", "60", "70"], ["P02", "Kehumasan", "Kantor Pusat", "50", "55"]],
    ),
    "fill-down": ("L,N,J\nA,Puas,1\n,Tidak puas,2\n", "fill_down: L\ncolumns: {loket: L, penilaian: N, responden: J}", "pkt", [["A", "Puas", "1"], ["A", "Tidak puas", "2"]]),
    "one-person-last": ("S,J,E\nSurat,1,a\nPos,2,a\nLain,3,b\n", "one_per: {columns: E, keep: last}\npersonal: E\ncolumns: {kanal: S, permohonan: J}", "helpdesk_kanal", [["Pos", "2"], ["Lain", "3"]]),
    "one-person-first": ("S,J,E\nSurat,1,a\nPos,2,A\n", "one_per: {columns: E, keep: first}\ncolumns: {kanal: S, permohonan: J}", "helpdesk_kanal", [["Surat", "1"]]),
    "json-pages": (
        '{"pages": [{"data": [{"k": "Surat", "n": {"j": 1}}]}, {"data": [{"k": "Pos", "n": {"j": 2}}]}]}',
        'source: {records: "pages[].data[]"}\ncolumns: {kanal: k, permohonan: n.j}', "helpdesk_kanal", [["Surat", "1"], ["Pos", "2"]],
    ),
    "json-without-names": ('{"rows": [["Surat", 1]]}', 'source: {records: "rows[*].{k: [0], j: [1]}"}\ncolumns: {kanal: k, permohonan: j}', "helpdesk_kanal", [["Surat", "1"]]),
    "json-lines": ('{"k": "Surat", "j": 1}\n{"k": "Pos", "j": 2}\n', "source: {kind: json}\ncolumns: {kanal: k, permohonan: j}", "helpdesk_kanal", [["Surat", "1"], ["Pos", "2"]]),
    "html": (
        "<html><table><tr><th>Kanal<th>Jumlah<tr><td rowspan=2>Surat<br>tercatat<td>1<tr><td>2</table></html>",
        "fill_down: Kanal\ncolumns: {kanal: Kanal, permohonan: {column: Jumlah, aggregate: sum}}\ngroup_by: kanal", "helpdesk_kanal",
        [["Surat tercatat", "3"]],
    ),
}  # fmt: skip


UNUSED = {"two-rows-of-heads": ["No"]}  # every other map names all columns of its source, one way or another


@pytest.mark.parametrize("case", CASES)
def test_map_says(year_2019: Path, tmp_path: Path, case: str) -> None:
    source, plan, to, expected = CASES[case]
    name = "sumber.json" if isinstance(source, str) and source.startswith("{") else "sumber.csv"
    result = bring(tmp_path, source, plan, to, name)
    assert rows(result) == expected
    assert result.read == result.used + sum(map(len, result.left_out.values()))
    assert result.unused == UNUSED.get(case, [])


# How a date is written, in the map and in the cell, and which day it is in the report.
DATES: dict[str, tuple[str, str, str]] = {
    "day-first": ("dd/mm/yyyy", "03/02/2019", "2019-02-03"),
    "month-first": ("mm/dd/yyyy", "03/02/2019", "2019-03-02"),
    "short": ("d-m-yy", "3-2-19", "2019-02-03"),
    "in-words": ("d mmmm yyyy", "3 Pebruari 2019", "2019-02-03"),
    "english-with-weekday": ('"ddd, mmm d, yyyy"', "Sun, Feb 3, 2019", "2019-02-03"),
    "optional-seconds": ('"dd/mm/yyyy HH:MM[:SS]"', "03/02/2019 10:15", "2019-02-03"),
    "half-days": ('"yyyy/mm/dd H:MM:SS AM Z"', "2019/02/03 11:30:00 PM GMT+0", "2019-02-04"),
    "zone-utc": ('"yyyy-mm-ddTHH:MM:SSZ"', "2019-02-03T20:00:00Z", "2019-02-04"),
    "zone-wib": ('"yyyy-mm-ddTHH:MM:SSZ"', "2019-02-03T20:00:00+07:00", "2019-02-03"),
    "quoted-words": ("\"dd mmmm yyyy 'pukul' HH.MM\"", "03 Februari 2019 pukul 09.15", "2019-02-03"),
    "excel": ("excel", "43499", "2019-02-03"),
    "unix": ("unix", "1549224000", "2019-02-04"),
    "of-two-forms": ("[dd/mm/yyyy, d mmmm yyyy]", "3 Februari 2019", "2019-02-03"),
}


@pytest.mark.parametrize(("form", "written", "day"), DATES.values(), ids=DATES)
def test_dates_are_read_by_their_form(year_2019: Path, tmp_path: Path, form: str, written: str, day: str) -> None:
    plan = f"source: {{separator: ';'}}\ncolumns: {{nomor: N, tanggal: {{column: T, date: {form}}}, topik: {{constant: Karier dan kinerja}}}}"
    result = bring(tmp_path, f"N;T\n001;{written}\n", plan, "media_siaran_pers")
    assert rows(result) == [["001", day, "Karier dan kinerja"]]


def test_times_that_do_not_tell_their_zone(year_2019: Path, tmp_path: Path) -> None:
    plan = 'columns: {nomor: N, tanggal: {column: T, date: "yyyy-mm-dd HH:MM", stored_in: UTC}, topik: {constant: Karier dan kinerja}}'
    assert rows(bring(tmp_path, "N,T\n001,2019-02-03 20:00\n", plan, "media_siaran_pers"))[0][1] == "2019-02-04"


def test_birth_years_become_bands(year_2019: Path, tmp_path: Path) -> None:
    plan = 'columns: {kanal: {column: L, date: dd/mm/yyyy, part: year, bands: {Muda: "1990..", Tua: "..1989"}}, permohonan: J}'
    assert rows(bring(tmp_path, "L,J\n01/02/1991,1\n01/02/1980,2\n", plan, "helpdesk_kanal")) == [
        ["Muda", "1"],
        ["Tua", "2"],
    ]


def test_a_tracking_id_tells_no_year(year_2019: Path, tmp_path: Path) -> None:
    plan = (
        "columns: {nomor: {column: N, pad: 11}, kanal: {constant: LAPORBKN!}, kelas: {constant: Berkadar pengawasan}, "
        "topik: {constant: Pensiun}, unit_penangan: {constant: Inspektorat}, tanggal_masuk: T, status: {constant: Dalam proses}}"
    )
    assert rows(bring(tmp_path, "N,T\n4692301,2019-02-03\n", plan, "pengaduan"))[0][0] == "00004692301"


def sheets(path: Path, **tables: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(table):
                sheet.write_row(number, 0, row)
    return path


def test_sheets_are_added_up(year_2019: Path, tmp_path: Path) -> None:
    head = ["Kanal", "Jumlah"]
    path = sheets(tmp_path / "rekap.xlsx", Jan=[head, ["Surat", 1], ["Pos", 2]], Feb=[head, ["Surat", 3]])
    plan = (
        'source: {sheet: "*"}\ncolumns: {kanal: Kanal, permohonan: {column: Jumlah, aggregate: sum}}\ngroup_by: kanal'
    )
    assert rows(bring(tmp_path, [path], plan, "helpdesk_kanal")) == [["Pos", "2"], ["Surat", "4"]]


def test_a_sheet_s_name_is_a_column(year_2019: Path, tmp_path: Path) -> None:
    path = sheets(tmp_path / "rekap.xlsx", Surat=[["Jumlah"], [1]], Pos=[["Jumlah"], [3]])
    plan = 'source: {sheet: "*"}\ncolumns: {kanal: (lembar), permohonan: Jumlah}'
    assert rows(bring(tmp_path, [path], plan, "helpdesk_kanal")) == [["Surat", "1"], ["Pos", "3"]]


def test_another_sheet_is_looked_up(year_2019: Path, tmp_path: Path) -> None:
    path = sheets(tmp_path / "rekap.xlsx", Data=[["Kode", "Jumlah"], [1, 5]], Kode=[["Kode", "Nama"], [1, "Surat"]])
    plan = (
        "source: {sheet: Data}\nlookups: {nama: {source: {sheet: Kode}, key: {column: Kode}, value: {column: Nama}}}\n"
        "columns: {kanal: {lookup: nama, by: {column: Kode}}, permohonan: Jumlah}"
    )
    assert rows(bring(tmp_path, [path], plan, "helpdesk_kanal")) == [["Surat", "5"]]


def test_pages_in_a_folder_follow_each_other(year_2019: Path, tmp_path: Path) -> None:
    pages = tmp_path / "halaman"
    pages.mkdir()
    for number, name in enumerate(("Surat", "Pos"), 1):
        answer = {"total": 2, "data": [{"k": name, "j": number}]}
        (pages / f"hal-{number}.json").write_text(json.dumps(answer), encoding="utf-8")
    plan = "source: {file: hal-*.json, records: data, total: total}\ncolumns: {kanal: k, permohonan: j}"
    result = bring(tmp_path, [pages], plan, "helpdesk_kanal")
    assert rows(result) == [["Surat", "1"], ["Pos", "2"]]
    assert [text for text in result.warnings if "rekaman" in text] == []


def test_parquet_is_read(year_2019: Path, tmp_path: Path) -> None:
    path = tmp_path / "kanal.parquet"
    pq.write_table(pa.table({"k": ["Surat", None], "j": [1.0, 2.0]}), path)
    plan = "leave_out: [{reason: kosong, where: {column: k, empty: true}}]\ncolumns: {kanal: k, permohonan: j}"
    assert rows(bring(tmp_path, [path], plan, "helpdesk_kanal")) == [["Surat", "1"]]


FAULTS: dict[str, tuple[str | bytes, str, str]] = {
    "unknown-key": ("K,J\nS,1\n", "colums: {kanal: K}", "kunci “colums” tidak dikenal; yang terdekat “columns”"),
    "unknown-key-of-a-column": ("K,J\nS,1\n", "columns: {kanal: {kolom: K}, permohonan: J}", "kunci “kolom” tidak dikenal; yang terdekat “column”"),
    "two-origins": ("K,J\nS,1\n", "columns: {kanal: {column: K, constant: S}, permohonan: J}", "tepat satu asal"),
    "unknown-column-of-the-data": ("K,J\nS,1\n", "columns: {kanall: K, permohonan: J}", "kanall bukan kolom data"),
    "column-that-is-left-out": ("K,J\nS,1\n", "columns: {kanal: K}", "permohonan wajib"),
    "missing-head": ("K,Jml\nS,1\n", "columns: {kanal: K, permohonan: Jumlah}", "yang terdekat “Jml”"),
    "moved-head": ("Rekap,\n,\nK,J\nS,1\n", "columns: {kanal: K, permohonan: J}", "judul kolom tampaknya di baris 3"),
    "two-heads": ("K,K,J\nS,S,1\n", "columns: {kanal: K, permohonan: J}", "lebih dari satu kolom cocok: A “K”, B “K”"),
    "personal-is-used": ("K,J\nS,1\n", "personal: K\ncolumns: {kanal: K, permohonan: J}", "disebut di personal"),
    "unmapped-word": ("K,J\nS,1\nS,2\nT,3\n", "columns: {kanal: {column: K, words: {T: Teks}}, permohonan: J}", "“S” kata tidak ada di peta (2 baris: 2, 3)"),
    "date-without-form": ("K,J\n03/04/2019,1\n", "columns: {kanal: {column: K, part: month}, permohonan: J}", "dd/mm/yyyy atau mm/dd/yyyy"),
    "date-form-that-says-nothing": ("K,J\nS,1\n", "columns: {kanal: {column: K, date: tanggal}, permohonan: J}", "tidak dikenal; tulis misalnya dd/mm/yyyy"),
    "number-without-form": ("K,J\nS,\"1,5\"\n", "columns: {kanal: K, permohonan: J}", "“1,5” bilangan yang bentuknya tidak disebut"),
    "number-example": ("K,J\nS,1\n", "columns: {kanal: K, permohonan: {column: J, number: banyak}}", "bukan contoh bilangan"),
    "fraction": ("K,J\nS,\"1,5\"\n", "columns: {kanal: K, permohonan: {column: J, number: '1,5'}}", "bukan bilangan bulat"),
    "empty-in-a-sum": ("K,J\nS,\nS,1\n", "columns: {kanal: K, permohonan: {column: J, aggregate: sum}}\ngroup_by: kanal", "sel kosong tidak dapat dihitung"),
    "range-upside-down": ("K,J\n1,1\n", "columns: {kanal: {column: K, bands: {X: '9..1'}}, permohonan: J}", "bukan rentang"),
    "unknown-zone": ("K,J\n1,1\n", "zone: Asia/Jakata\ncolumns: {kanal: K, permohonan: J}", "zona waktu “Asia/Jakata” tidak dikenal"),
    "regular-expression": ("K,J\n1,1\n", "columns: {kanal: {column: K, take: '(('}, permohonan: J}", "bukan ungkapan reguler"),
    "unquoted-decimal": ("K,J\n1,1\n", "columns: {kanal: {column: K, words: {1.0: x}}, permohonan: J}", "di antara tanda kutip"),
    "word-table": ("K,J\n1,1\n", "columns: {kanal: {column: K, words: nilai}, permohonan: J}", "tabel “nilai” tidak ada"),
    "short-row": ("K,J,L\nS,1,x\nT,2\n", "columns: {kanal: K, permohonan: J}", "2 sel, padahal judulnya 3"),
    "open-quote": ('K,J\n"S,1\n', "columns: {kanal: K, permohonan: J}", "tanda kutip tidak tertutup"),
    "empty-file": ("", "columns: {kanal: K, permohonan: J}", "berkas kosong"),
    "only-a-head": ("K,J\n", "columns: {kanal: K, permohonan: J}", "tidak satu pun baris dipakai"),
    "pdf": (b"%PDF-1.7", "columns: {kanal: K, permohonan: J}", "buku catatan sendiri"),
    "xml": ('<?xml version="1.0"?><Workbook/>', "columns: {kanal: K, permohonan: J}", "buku catatan sendiri"),
    "zip": (b"PK\x03\x04" + bytes(50), "columns: {kanal: K, permohonan: J}", "rusak atau terpotong"),
    "old-workbook-that-is-none": (b"\xd0\xcf\x11\xe0" + bytes(600), "columns: {kanal: K, permohonan: J}", "rusak atau terpotong"),
    "zero-bytes": (b"K,J\n\0\0\0,1\n" + b"x" * 100, "columns: {kanal: K, permohonan: J}", "bita nol"),
    "json-path": ('{"data": 1}', "source: {kind: json, records: data}\ncolumns: {kanal: k, permohonan: j}", "“data” tidak ada atau bukan daftar"),
    "json-way": ('{"data": []}', "source: {kind: json, records: 'data['}\ncolumns: {kanal: k, permohonan: j}", "JMESPath"),
    "html-with-two-tables": ("<table><tr><td>K</table><table><tr><td>K</table>", "columns: {kanal: K, permohonan: J}", "HTML dengan 2 tabel"),
    "contract": ("K,J\nS,-1\n", "columns: {kanal: K, permohonan: J}", "paling kecil 0"),
    "twice": ("K,J\nS,1\nS,2\n", "columns: {kanal: K, permohonan: J}", "sama dengan baris 2"),
    "formula": ("K,J\n=1+1,1\n", "columns: {kanal: K, permohonan: J}", "dijalankan sebagai rumus"),
    "not-one-order": ("K,J,T\nS,1,2019-01-01\nS,2,2019-01-01\n", "columns: {kanal: K, permohonan: {column: J, aggregate: last, ordered_by: {column: T}}}\ngroup_by: kanal", "urutannya sama"),
    "differs-in-a-group": ("K,J\nS,1\nS,2\n", "columns: {kanal: K, permohonan: J}\ngroup_by: kanal", "sebut aggregate, atau masukkan ke group_by"),
    "serial-of-a-group": ("K,J\nS,1\n", "columns: {kanal: {serial: K1}, permohonan: {column: J, aggregate: sum}}\ngroup_by: kanal", "tidak dapat bersama group_by"),
    "empty-map": ("K,J\nS,1\n", "", "peta kosong"),
    "no-yaml": ("K,J\nS,1\n", "columns: {", "bukan YAML yang sah"),
    "key-twice": ("K,J\nS,1\n", "columns: {kanal: K, kanal: J}", "kunci tertulis dua kali"),
}  # fmt: skip


@pytest.mark.hostile("input")
@pytest.mark.parametrize(("source", "plan", "told"), FAULTS.values(), ids=FAULTS)
def test_fault_is_refused(year_2019: Path, tmp_path: Path, source: str | bytes, plan: str, told: str) -> None:
    name = "sumber.json" if isinstance(source, str) and source.startswith("{") else "sumber.csv"
    try:
        result = bring(tmp_path, source, plan, "helpdesk_kanal", name)
        said = "\n".join(map(str, result.faults))
        assert result.path is None
    except AnalysisError as error:
        said = str(error)
    assert told in said
    assert not year_2019.exists()


def test_faulty_rows_are_left_out_where_the_map_says_so(year_2019: Path, tmp_path: Path) -> None:
    source = "K,J\nSurat,1\nPos,banyak\nSurat,3\nLain,4\n"
    result = bring(tmp_path, source, "faulty_rows: leave-out\ncolumns: {kanal: K, permohonan: J}", "helpdesk_kanal")
    assert rows(result) == [["Surat", "1"], ["Lain", "4"]]
    assert {reason: [row.label for row in found] for reason, found in result.left_out.items()} == {
        "J: bukan bilangan": [3],
        "K: sama dengan baris 2": [4],
    }
    aside = (year_2019 / "helpdesk_kanal.disisihkan.csv").read_text(encoding="utf-8")
    assert "banyak" not in aside


@pytest.mark.hostile("person")
@pytest.mark.parametrize(
    "value",
    ["0812" + "00000001", "1971010" + "519950310" + "01", "nama@" + "surel.example"],
    ids=["phone", "nip", "mail"],
)
def test_a_message_repeats_no_identifier(year_2019: Path, tmp_path: Path, value: str) -> None:
    plan = "columns: {kanal: {column: K, words: {S: Surat}}, permohonan: J}"
    result = bring(tmp_path, f"K,J\n{value},1\n", plan, "helpdesk_kanal")
    assert value not in "\n".join(map(str, result.faults))
    assert "data pribadi" in str(result.faults[0])


def test_dates_that_decide_nothing_are_no_answer_to_a_condition(year_2019: Path, tmp_path: Path) -> None:
    plan = "leave_out: [{reason: lama, where: {column: T, before: 2019-02-01, written: dd/mm/yyyy}}]\ncolumns: {kanal: K, permohonan: J}"
    result = bring(tmp_path, "K,J,T\nS,1,01/13/2019\n", plan.replace("2019-02-01", '"2019-02-01"'), "helpdesk_kanal")
    assert "terbaca sebagai mm/dd/yyyy" in str(result.faults[0])


MAPS = sorted((ROOT / "params" / "import").glob("*.yml"))


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_every_map_of_ours_is_one(project: Path, path: Path) -> None:
    plan = read_map(project / "params" / "import" / path.name, 2019, "pusat").plan
    assert plan.to
    assert plan.about


def models() -> list[type[BaseModel]]:
    found = (value for value in {**vars(map_model), **vars(column_rule)}.values() if isinstance(value, type))
    return [value for value in found if issubclass(value, BaseModel) and value.__module__.startswith("laporan.intake.")]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_the_page_for_analysts_tells_every_key(model: type[BaseModel]) -> None:
    page = (ROOT / "docs" / "impor.md").read_text(encoding="utf-8")
    code = {word for part in re.findall(r"```.*?```|`[^`]+`|^    .+$", page, re.DOTALL | re.MULTILINE)
            for word in re.findall(r"\w+", part)}  # fmt: skip
    assert [key for key in model.model_fields if key not in code] == []


def test_a_bare_name_is_a_map_of_ours(project: Path) -> None:
    assert read_map(Path("pkt-layar-sentuh.yml"), 2019, "pusat").name == "params/import/pkt-layar-sentuh.yml"
    with pytest.raises(ParameterError, match="berkas tidak ada"):
        read_map(Path("tidak-ada.yml"), 2019, "pusat")


def test_fourteen_numbered_questions_of_a_form(project: Path, tmp_path: Path) -> None:
    asked = [f"{number}. Pertanyaan {number}" for number in range(14, 0, -1)]  # a form may ask in any order
    wanted = [f"Seberapa penting hal ini? [{number}]" for number in range(1, 15)]
    head = ["Jenis Kelamin", "Usia (tahun)", "Pendidikan Terakhir", "Asal Responden", *asked, *wanted]
    answers = ["Baik"] * 13 + ["Tidak baik"]
    line = ["Perempuan", "45", "S2", "Masyarakat Umum", *answers, *["Penting"] * 14]
    path = tmp_path / "jawaban.csv"
    path.write_text(f"{','.join(head)}\n{','.join(line)}\n", encoding="utf-8")
    request = ImportRequest([str(path)], "skm", Path("skm-google-forms-14.yml"), 2017, "pusat", replace=True)
    (row,) = rows(import_source(request))
    assert row[:5] == ["R001", "Perempuan", "40–49 tahun", "Pascasarjana (S2/S3)", "Masyarakat umum"]
    assert row[5:19] == ["1", *["3"] * 13]
    assert row[19:] == ["3"] * 14
