"""What offices send for a year, made up by the test: exports of each kind, in the shapes that public documents show.

People in them are called Rekaan and Contoh, phones begin with 0812000 and mail ends in `.example`.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import random
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from ruamel.yaml import YAML

from ..projects import ROOT

Rows = Sequence[Sequence[Any]]
PERSON = "Rekaan Contoh"
PHONE = "081200000001"
WEIGHTS = "Tidak penting", "Kurang penting", "Penting", "Sangat penting"
PARTS = ("Bag. Hub. Media dan Dumas", "Bag. Publikasi & Dokumentasi", "Bag. Protokol")
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
TOPICS = ("Informasi Kepegawaian Umum", "Kenaikan Pangkat/Golongan", "CPNS", "Pensiun PNS")
LAPOR_HEADS = (
    "No", "Tracking ID", "Tanggal Laporan Masuk", "Nama Pelapor", "NIK", "No. Telepon", "Email", "Judul Laporan",
    "Isi Laporan", "Klasifikasi", "Kategori", "Sumber Laporan", "Instansi Terdisposisi", "Unit Terdisposisi",
    "Status Laporan", "Tanggal Tindak Lanjut Terakhir", "Tanggal Ditutup", "Alasan Belum Selesai", "Rating",
)  # fmt: skip
DAY = re.compile(r"^(2018|2019)-(?=\d\d-\d\d$)")
AGES = ("13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+")


def words_of(map_name: str, column: str) -> list[str]:
    """The words that a shipped map knows in a column."""
    plan = YAML(typ="safe").load(ROOT / "params" / "import" / map_name)
    words = plan["columns"][column]["words"]
    return list(plan["words"][words] if isinstance(words, str) else words)


def google_forms(file: Path, seed: int, people: int) -> None:
    """A survey of 9 unsur, downloaded from Google Sheets; the last who answers did not want to."""
    pick = random.Random(seed)
    name = "skm-google-forms.yml"
    questions = [f"{number}. Bagaimana pendapat Saudara tentang unsur ini?" for number in range(1, 10)]
    weights = [f"Seberapa penting unsur berikut bagi Saudara? [Unsur {number}]" for number in range(1, 10)]
    head = [
        "Cap waktu", "Alamat Email", "Apakah Saudara bersedia mengisi survei ini?", "Nama Lengkap",
        "Nomor HP/WhatsApp", "Jenis Kelamin", "Usia (tahun)", "Pendidikan Terakhir", "Asal Responden", *questions,
        *weights, "Kritik dan saran",
    ]  # fmt: skip
    scales = [words_of(name, f"U{number}") for number in range(1, 10)]
    rows = [
        [
            f"02/09/2019 10:{number % 60:02d}:00", f"contoh.{number}@surel.example",
            "Ya, saya bersedia" if number < people else "Tidak", PERSON, PHONE,
            pick.choice(["Laki-laki", "Perempuan"]), pick.randint(19, 58), pick.choice(["S1/D4", "D1/D2/D3", "S2"]),
            pick.choice(["PNS Instansi Pusat", "PNS Instansi Daerah", "Masyarakat Umum"]),
            *(scale[pick.choice([1, 2, 2, 3, 3])] for scale in scales),
            *(pick.choice(WEIGHTS[1:]) for _scale in scales), "Tingkatkan, ya; terima kasih",
        ]
        for number in range(people + 1)
    ]  # fmt: skip
    write_csv(file, [head, *rows])


def eskm(file: Path, seed: int, people: int) -> None:
    """A workbook of e-SKM: two rows of heads, sums below; importance was not asked, and some origins are unknown."""
    pick = random.Random(seed)
    unsur = [f"U{number}" for number in range(1, 10)]
    head = [
        "No. Resp",
        "Tanggal",
        "Nama",
        "No. HP",
        "JK",
        "Umur",
        "Pend.",
        "Pekerjaan",
        "Asal",
        "NILAI UNSUR PELAYANAN",
    ]
    rows: list[list[Any]] = [
        ["PENGOLAHAN SURVEI KEPUASAN MASYARAKAT PER RESPONDEN DAN PER UNSUR PELAYANAN"], ["Unit Pelayanan : Kanreg X"],
        ["Periode : Tahun 2019"], [], head, [""] * 9 + unsur,
    ]  # fmt: skip
    rows += [
        [
            number, "02-07-2019", PERSON, PHONE, pick.choice("LP"), pick.randint(19, 58), pick.choice([3, 4, 5, 6]),
            "PNS", pick.choice(["Pusat", "Daerah", "Umum", "-"]), *(pick.choice([2, 3, 3, 4, 4]) for _one in unsur),
        ]
        for number in range(1, people + 1)
    ]  # fmt: skip
    rows.append(["Jumlah", "", "", "", "", "", "", "", "", *(sum(row[9 + at] for row in rows[6:]) for at in range(9))])
    write_workbook(file, {"Data Responden": rows})


def lapor(file: Path, year: int, seed: int, reports: int) -> None:
    """A download of SP4N-LAPOR!: one year's own reports, of which some are open and one is not ours."""
    pick = random.Random(seed)
    rows: list[list[Any]] = [["DAFTAR LAPORAN SP4N-LAPOR!"], ["Instansi: Badan Kepegawaian Negara"]]
    rows += [[f"Periode: 01/01/{year} s.d. 31/12/{year}"], [], list(LAPOR_HEADS)]
    for number in range(reports):
        came = dt.date(year, 1, 1) + dt.timedelta(days=number * 360 // reports)
        done = came + dt.timedelta(days=pick.randint(1, 40))
        closed = done.year == year and pick.random() < 0.85
        status = "Selesai" if closed else pick.choice(["Proses", "Belum Ditindaklanjuti", "Tunda"])
        rows.append(
            [
                number + 1, year * 1000 + number, f"{came:%d/%m/%Y} 08:{number % 60:02d}", PERSON, "3171012502650000",
                PHONE, "contoh@surel.example", "Pertanyaan", f"Mohon penjelasan. Saya {PERSON}, HP {PHONE}.",
                pick.choice(["Permintaan Informasi", "Aspirasi", "Pengaduan"]), pick.choice(TOPICS), "Website",
                "Badan Kepegawaian Negara", pick.choice(["Biro Hubungan Masyarakat", "Kantor Regional X Denpasar"]),
                "Bukan Wewenang" if number == 7 else status, "-", f"{done:%d/%m/%Y}" if closed and number != 7 else "-",
                "-" if closed else "Data pelapor belum lengkap", "",
            ]
        )  # fmt: skip
    rows.append(["Total", "", "", *[""] * 16])
    write_workbook(file, {"Daftar Laporan": rows, "Referensi": [list(LAPOR_HEADS)]})


def wbs(file: Path, years: Sequence[int], seed: int, reports: int) -> None:
    """The table of WBS with times in UTC, one of a test; reports of each year are closed or open at its end."""
    pick = random.Random(seed)
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("CREATE TABLE laporan (id, waktu_lapor, pelapor, jenis, unit, status, tgl_selesai, is_test)")
        for year in years:
            for number in range(reports):
                came = dt.datetime(year, 1, 1, 3, tzinfo=dt.UTC) + dt.timedelta(days=number * 350 // reports)
                done = (came + dt.timedelta(days=pick.randint(20, 90))).date()
                closed = done.year == year and pick.random() < 0.8
                unit = ["Inspektorat", "Deputi Bidang Pengawasan dan Pengendalian"][number % 2]
                row = [year * 100 + number, f"{came:%Y-%m-%d %H:%M:%S}", PERSON, "Netralitas", unit]
                row += ["Selesai" if closed else "Ditelaah", done.isoformat() if closed else None, int(number == 3)]
                base.execute("INSERT INTO laporan VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    base.close()


def touches(file: Path, seed: int, pressed: int) -> None:
    """What a counter's screen notes: one row a touch, in the CSV of an Indonesian Excel."""
    pick = random.Random(seed)
    head = ["Tanggal", "Jam", "Loket", "Petugas", "NIP Petugas", "Penilaian", "Keterangan"]
    rows = [
        [
            "02/01/2019", "09.20", f"Loket {pick.choice('ABCDEF')}", PERSON, "'199107192016101000",
            pick.choice(["SANGAT PUAS", "PUAS", "PUAS", "PUAS", "TIDAK PUAS"]), "TES ALAT" if number == 5 else "“baik”",
        ]
        for number in range(pressed)
    ]  # fmt: skip
    write_csv(file, [head, *rows], ";", "cp1252")


def facebook(file: Path, year: int) -> None:
    """Page data, a day a row, with descriptions below the heads; ages are known of some followers only."""
    groups = [f"Lifetime Likes by Gender and Age - {sex}.{age}" for sex in "FM" for age in AGES]
    head = ["Date", "Lifetime Total Likes", "Daily Page Engaged Users", "Daily total post like reactions of a page."]
    rows: list[list[Any]] = [
        [*head, *groups],
        ["", "Lifetime: The total number", "Daily: people", "Daily: total", *groups],
    ]
    for number, day in enumerate(days_of(year)):
        likes = 268_000 + 20 * number
        rows.append([day.isoformat(), likes, 5000 + number % 90, 300 + number % 40, *[likes // 20] * len(groups)])
    write_csv(file, rows, encoding="utf-8-sig")


def twitter(folder: Path, year: int) -> None:
    """A file a month, and the followers as somebody noted them by hand."""
    for month in range(1, 13):
        days = [day for day in days_of(year) if day.month == month]
        rows = [[day.isoformat(), 3, 100_000 + 50 * day.day, 120 + day.day] for day in days]
        head = ["Date", "Tweets published", "impressions", "likes"]
        write_csv(folder / f"daily_tweet_activity_metrics_BKN_{year}{month:02d}01_en.csv", [head, *rows])
    counted = [[name, f"{167 + 3 * number}.015"] for number, name in enumerate(MONTHS)]
    note = ["dicatat admin tiap tanggal 1", ""]
    write_csv(folder / "pengikut twitter akhir bulan.csv", [["Bulan", "Jumlah Pengikut"], *counted, note], ";")


def ncsis(file: Path, seed: int) -> None:
    """Users, agencies, provinces and grants in SQLite: the agencies of last year's provinces, fewer users."""
    pick = random.Random(seed)
    codes = YAML(typ="safe").load(ROOT / "params/import/ncsis-provinsi.yml")["columns"]["kode"]["words"]
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("CREATE TABLE ref_provinsi (kode_bps TEXT, nama_provinsi TEXT)")
        base.execute("CREATE TABLE ref_instansi (kode TEXT, jenis TEXT, kode_bps TEXT, jumlah_pns INTEGER)")
        base.execute("CREATE TABLE tb_user (id INTEGER, nama TEXT, nip TEXT, kode_instansi TEXT, sts TEXT)")
        base.execute("CREATE TABLE ref_modul (kode TEXT, nama TEXT, jenis TEXT)")
        base.execute("CREATE TABLE tb_hak_akses (id_user INTEGER, kode_modul TEXT)")
        agencies = [(f"D{code}{number}", "D", str(code), 4000) for code in codes for number in range(3)]
        agencies += [(f"P{number}", "P", None, 900) for number in range(6)]
        modules = [("KP", "Kenaikan Pangkat", "L"), ("PE", "Pensiun", "L"), ("HR", "HR", "D"), ("DK", "Dokumen", "D")]
        base.executemany("INSERT INTO ref_provinsi VALUES (?, ?)", [(str(code), f"PROV {code}") for code in codes])
        base.executemany("INSERT INTO ref_instansi VALUES (?, ?, ?, ?)", agencies)
        base.executemany("INSERT INTO ref_modul VALUES (?, ?, ?)", modules)
        for number in range(900):
            status = pick.choices(["1", "0", "T"], [90, 8, 2])[0]
            agency = agencies[number % len(agencies)][0]
            base.execute("INSERT INTO tb_user VALUES (?, ?, ?, ?, ?)", (number, PERSON, "1991", agency, status))
            granted = [(number, code) for code, _name, _kind in modules if status == "1" and pick.random() < 0.6]
            base.executemany("INSERT INTO tb_hak_akses VALUES (?, ?)", granted)
    base.close()


def integrity(file: Path, seed: int, people: int) -> None:
    """A table of the warehouse as Parquet: answers in words, some drafts."""
    pick = random.Random(seed)
    words = ["Tidak Setuju", "Setuju", "Setuju", "Sangat Setuju"]
    items = [f"q{dimension}0{item}" for dimension in range(1, 5) for item in range(1, 6)]
    rows = [
        {"uuid": str(number), "nip": "1991", "nama": PERSON, "lama_kerja_tahun": pick.randint(1, 30),
         "status": "draf" if number % 20 == 7 else "final", **{item: pick.choice(words) for item in items}}
        for number in range(people)
    ]  # fmt: skip
    pd.DataFrame(rows).to_parquet(file)


def training(file: Path, seed: int, people: int) -> None:
    """A list of who was trained, heads in two rows; one was absent."""
    pick = random.Random(seed)
    jobs = ["Pranata Humas Muda", "Analis Kepegawaian Muda", "Pengelola Mutasi", "Pranata Komputer"]
    rows: list[list[Any]] = [
        ["DAFTAR PESERTA PELATIHAN CUSTOMER SERVICE ENHANCEMENT"], ["Jakarta, 22 s.d. 24 Juli 2019"], [],
        ["NO", "NAMA", "NIP", "PANGKAT/GOL.", "JABATAN", "UNIT KERJA", "NO. HP", "NILAI", ""],
        ["", "", "", "", "", "", "", "PRE TEST", "POST TEST"],
    ]  # fmt: skip
    for number in range(1, people + 1):
        place = ["Biro Humas - Kantor Pusat", "Kanreg I Yogyakarta"][number % 2]
        before = pick.randint(50, 75)
        marks: list[Any] = ["tidak hadir", "tidak hadir"] if number == 3 else [before, before + pick.randint(2, 20)]
        rows.append([number, PERSON, "1991", "Penata (III/c)", jobs[number % 4], place, PHONE, *marks])
    rows.append(["", "Rata-rata", "", "", "", "", "", 60, 70])
    write_workbook(file, {"Peserta": rows})


def plan(file: Path) -> None:
    """The plan of action, months ticked, programmes merged: last year's."""
    months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Ags", "Sep", "Okt", "Nov", "Des"]
    rows: list[list[Any]] = [
        ["RENCANA AKSI KELOMPOK KERJA PELAYANAN PUBLIK"], [], [],
        ["No", "Program", "Kegiatan", "Rincian Kegiatan", "Waktu Pelaksanaan", *[""] * 11, "Penanggung Jawab"],
        ["", "", "", "", *months, ""],
    ]  # fmt: skip
    above: tuple[str, str] = ("", "")
    for row in last_year("rencana_aksi"):
        own = (row["program"], row["kegiatan"])
        shown = [new if new != old else "" for new, old in zip(own, above, strict=True)]
        ticked = set(row["bulan"].split("; "))
        ticks = ["√" if str(number) in ticked else "" for number in range(1, 13)]
        rows.append([row["kode"], *shown, row["rincian"], *ticks, "Karo Humas"])
        above = own
    rows.append(["Jumlah", *[""] * 16])
    write_workbook(file, {"RENAKSI 2019": rows})


def procedures(file: Path) -> None:
    """The list of SOP, days in words."""
    rows: list[list[Any]] = [
        ["DAFTAR STANDAR OPERASIONAL PROSEDUR"], ["BIRO HUBUNGAN MASYARAKAT TAHUN 2019"], [],
        ["No", "Nomor SOP", "Nama SOP", "Unit Pengolah", "Tanggal Pengesahan", "Ket."],
    ]  # fmt: skip
    for number in range(1, 10):
        revised = number % 4 == 0
        day = "-" if revised else f"{number} Maret 2019"
        part = PARTS[(number - 1) % 3]
        rows.append(
            [
                number,
                f"SOP.{number:03d}/HUMAS",
                f"Prosedur {number}",
                part,
                day,
                "Proses revisi" if revised else "Berlaku",
            ]
        )
    rows.append(["Jumlah", 9, "", "", "", ""])
    write_workbook(file, {"Daftar SOP": rows})


def parts_of_procedures() -> list[dict[str, str]]:
    """How many SOP each part of the bureau has, as the same list tells."""
    known = YAML(typ="safe").load(ROOT / "params/import/sop.yml")["columns"]["bagian"]["words"]
    return [{"bagian": known[part], "sop": "3"} for part in PARTS]


def channels() -> list[dict[str, str]]:
    """Requests by channel, of which few came as complaints."""
    return [{"kanal": name, "permohonan": str(count)} for name, count in (("Media sosial", 41_000), ("LAPORBKN!", 12))]


def helpdesk(file: Path) -> None:
    """A recap with titles above, dots between thousands, and a total below."""
    problems = ["NIK dan Nomor KK Tidak Ditemukan", "Data Tidak Sesuai", "Lupa Jawaban", "Koneksi"]
    cases = [18_024, 6_741, 3_131, 850]
    rows = [
        [at, name, f"{count:,}".replace(",", "."), "1%"]
        for at, (name, count) in enumerate(zip(problems, cases, strict=True), 1)
    ]
    total = ["", "TOTAL", f"{sum(cases):,}".replace(",", "."), "100%"]
    head = ["No.", "Jenis Permasalahan", "Jumlah Kasus", "Persentase"]
    write_csv(file, [["REKAPITULASI", "", "", ""], [""] * 4, head, *rows, total], ";")


def promotions(file: Path, seed: int) -> None:
    """Promotions and pensions that were processed, an office and a month a row, kinds side by side."""
    pick = random.Random(seed)
    head = ["Bulan", "Kode Kantor", "Nama Kantor", "Jenis Layanan", "Diproses", "Otomatis"]
    offices = {"0000": "Kantor Pusat BKN"}
    offices |= {f"{number:02d}00": f"Kantor Regional {number} BKN" for number in range(1, 15)}
    kinds = ["KP Reguler Pelaksana", "KP Lainnya", "Pensiun BUP", "Pensiun Lainnya"]
    rows = []
    for month in MONTHS:
        for code, name in offices.items():
            for kind in kinds:
                done = pick.randint(40, 90)
                rows.append([f"{month} 2019", code, name, kind, done, done // 2 if kind in kinds[::2] else 0])
    write_csv(file, [head, *rows], ";")


def releases(file: Path, year: int, seed: int) -> None:
    """Press releases as the site's content system lists them."""
    pick = random.Random(seed)
    topics = ["cpns", "karier", "pangkat-pensiun", "gaji-cuti", "disiplin", "sistem-informasi", "kelembagaan"]
    days = days_of(year)[::9]
    rows = [
        [f"Siaran Pers {number}, {day.year}", f"{day:%d/%m/%Y} 10:15", pick.choice(topics), "terbit", PERSON]
        for number, day in enumerate(days, 1)
    ]
    rows.append(["Konsep", f"31/12/{year} 09:00", "karier", "draf", PERSON])
    write_csv(file, [["Judul", "Tanggal Tayang", "Kategori", "Status", "Penulis"], *rows])


def last_year(dataset: str, year: int = 2018) -> Iterator[dict[str, str]]:
    """What an office that has no system sends: last year's list with this year's days."""
    with (ROOT / "data" / "raw" / str(year) / f"{dataset}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: DAY.sub(lambda day: f"{int(day[1]) + 1}-", cell) for name, cell in row.items()}


def days_of(year: int) -> list[dt.date]:
    first = dt.date(year, 1, 1)
    return [first + dt.timedelta(days=number) for number in range(366 if calendar.isleap(year) else 365)]


def write_csv(file: Path, rows: Rows, separator: str = ",", encoding: str = "utf-8") -> None:
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=separator).writerows(rows)


def write_workbook(file: Path, sheets: dict[str, Rows]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "visible" if name == next(iter(sheets)) else "hidden"
    book.save(file)
