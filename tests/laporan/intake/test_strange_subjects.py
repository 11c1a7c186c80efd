"""Sources of further subjects in other shapes: complaints, followers, users, procedures, promotions of staff."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from laporan.core.errors import AnalysisError

from .test_language import assert_comes_in, bring, sheets

MAKE = Callable[[Path], object]


def text(content: str, encoding: str = "utf-8") -> MAKE:
    return lambda path: path.write_bytes(content.encode(encoding))


def promotions(path: Path) -> None:
    """Months side by side, each with two measures; the kinds below each other under a merged office."""
    sheets(path, Data=[
        ["Kantor", "Jenis KP", "Januari", "", "Februari", ""],
        ["", "", "Diproses", "Otomatis", "Diproses", "Otomatis"],
        ["Kantor Regional I", "Reguler", 10, 4, 12, 5],
        ["", "BUP", 3, 0, 2, 2],
        ["Jumlah", "", 13, 4, 14, 7],
    ])  # fmt: skip


HEAD = "id;sumber;jenis;isi;unit;masuk;tutup;status;alasan\n"
COMPLAINTS = (
    HEAD
    + '1;LAPOR;Aspirasi;"Kata ""mereka"" 😀;\nbaris dua";Biro Humas;02/01/2019 08.15 WIB;05/01/2019 10.00 WIB;DITUTUP;-\n'
    "2;WBS;WBS;=1+1;Inspektorat;31/12/2019 23.59 WIT;;PROSES;menunggu data\n"
    "3;LAPOR;Spam;x;Biro Humas;02/01/2019 08.15 WIB;;SPAM;-\n"
    "4;LAPOR;Pengaduan;x;Biro Humas;02/01/2020 00.30 WITA;;PROSES;-\n"
)

CASES: dict[str, tuple[str, MAKE, str, str, list[list[str]], int]] = {
    "months-with-two-measures": (
        "kp.xlsx", promotions,
        """
        source: {header: [1, 2]}
        fill_down: Kantor
        leave_out: [{reason: jumlah, where: {column: Kantor, any_of: Jumlah}}]
        unpivot: {columns: Januari › Diproses..Februari › Otomatis, name: bulan, value: {Diproses: diproses, Otomatis: otomatis}}
        columns:
          bulan: {column: bulan, date: mmmm, part: month}
          kantor: {column: Kantor, words: {Kantor Regional I: kanreg-01}}
          nama_kantor: Kantor
          layanan: {column: Jenis KP, words: {Reguler: Kenaikan pangkat, BUP: Pensiun}}
          jenis: {column: Jenis KP, words: {Reguler: Reguler jabatan pelaksana, BUP: Batas usia pensiun}}
          diproses: diproses
          otomatis: otomatis
        """,
        "kpo_ppo",
        [["1", "kanreg-01", "Kantor Regional I", "Kenaikan pangkat", "Reguler jabatan pelaksana", "10", "4"],
         ["2", "kanreg-01", "Kantor Regional I", "Kenaikan pangkat", "Reguler jabatan pelaksana", "12", "5"],
         ["1", "kanreg-01", "Kantor Regional I", "Pensiun", "Batas usia pensiun", "3", "0"],
         ["2", "kanreg-01", "Kantor Regional I", "Pensiun", "Batas usia pensiun", "2", "2"]], 3,
    ),
    "measures-in-one-head": (
        "m.csv", text("Kanal,Jan Suka,Jan Pengikut,Feb Suka,Feb Pengikut\nFacebook,1,10,2,20\n"),
        """
        unpivot: {columns: [Jan*, Feb*], name: bulan, value: {"* Suka": suka, "* Pengikut": pengikut}, skip_empty: true}
        columns: {bulan: {column: bulan, date: mmm, part: month}, kanal: Kanal, pengikut_akhir_bulan: pengikut, suka: suka, orang_terlibat_per_hari: {constant: 5}}
        """.replace("{constant: 5}", '{constant: "5"}'),
        "media_sosial", [["1", "Facebook", "10", "1", "", "5"], ["2", "Facebook", "20", "2", "", "5"]], 1,
    ),
    "complaints-of-two-channels": (
        "log.csv", text(COMPLAINTS),
        """
        empty: "-"
        leave_out:
          - {reason: bukan pengaduan, where: {column: status, any_of: SPAM}}
          - {reason: "masuk sesudah {year}", where: {column: masuk, after: "{year}-12-31", written: dd/mm/yyyy HH.MM Z}}
        columns:
          nomor: {column: id, pad: 11}
          kanal: {column: sumber, words: {LAPOR: LAPORBKN!, WBS: WBS}}
          kelas:
            column: jenis
            words: {Aspirasi: Permintaan informasi dan aspirasi, Pengaduan: Tidak berkadar pengawasan, WBS: Berkadar pengawasan}
          topik: {constant: Lainnya}
          unit_penangan: unit
          tanggal_masuk: {column: masuk, date: dd/mm/yyyy HH.MM Z}
          tanggal_selesai: {column: tutup, date: dd/mm/yyyy HH.MM Z}
          status: {column: status, words: {DITUTUP: Selesai, PROSES: Dalam proses}}
          alasan_tertunda: alasan
        """,
        "pengaduan",
        [["00000000001", "LAPORBKN!", "Permintaan informasi dan aspirasi", "Lainnya", "Biro Humas", "2019-01-02", "2019-01-05", "Selesai", ""],
         ["00000000002", "WBS", "Berkadar pengawasan", "Lainnya", "Inspektorat", "2019-12-31", "", "Dalam proses", "menunggu data"]], 4,
    ),
    "users-counted": (
        "pengguna.csv",
        text("PNS ID|NIP BARU|NAMA|STATUS|INSTANSI INDUK\nA1|197101051995031000|Fiktif Rekaan|aktif|Pemerintah Kab. Contoh\n"
             "A2|198002022005012000|Contoh Rekaan|AKTIF|Kementerian Contoh\nA2|198002022005012000|Contoh Rekaan|aktif|Kementerian Contoh\nA3|197101051995031000|X|nonaktif|Kementerian Contoh\n"),
        """
        personal: [PNS ID, "NIP*", NAMA]
        one_per: {columns: PNS ID, keep: first}
        columns:
          status: {column: STATUS, words: {aktif: Aktif, nonaktif: Nonaktif}}
          instansi: {column: INSTANSI INDUK, words: {"Pemerintah *": Instansi daerah, "Kementerian *": Instansi pusat}}
          pengguna: {aggregate: count}
        group_by: [status, instansi]
        """,
        "ncsis_pengguna", [["Aktif", "Instansi daerah", "1"], ["Aktif", "Instansi pusat", "1"], ["Nonaktif", "Instansi pusat", "1"]], 4,
    ),
    "analytics-of-today": (
        "x.csv",
        text('Date,Impressions,Likes,New follows\n"Tue, Jan 1, 2019","1,204",5,1\n"Wed, Jan 2, 2019",90,-,2\n"Fri, Feb 1, 2019",7,1,0\n'),
        """
        empty: "-"
        columns:
          bulan: {column: Date, date: "ddd, mmm d, yyyy", part: month}
          kanal: {constant: Twitter}
          pengikut_akhir_bulan: {column: New follows, aggregate: largest}
          suka: {column: Likes, number: "1,234", words: {"": 0}, aggregate: sum}
          impresi: {column: Impressions, number: "1,234", aggregate: sum}
        group_by: bulan
        """,
        "media_sosial", [["1", "Twitter", "2", "5", "1294", ""], ["2", "Twitter", "0", "1", "7", ""]], 3,
    ),
    "procedures": (
        "sop.csv",
        text("No.;Nomor SOP;Judul SOP;Tanggal Pengesahan;Ket.\nBagian Keprotokolan;;;;\n1;SOP-01;Kunjungan “tamu”;29 September 2017;\n2;SOP-02;Acara;;revisi\n"
             "Bagian Publikasi dan Dokumentasi;;;;\n3;SOP-03;Foto;1 Nop 2018;\n"),
        """
        leave_out: [{reason: judul bagian, where: {column: No., number: false}}]
        columns:
          nomor: Nomor SOP
          bagian: {constant: Bagian Keprotokolan}
          judul: Judul SOP
          status: {column: Ket., words: {revisi: Dalam revisi, "": Ditetapkan}}
          tanggal_penetapan: {column: Tanggal Pengesahan, date: d mmmm yyyy}
        """,
        "sop",
        [["SOP-01", "Bagian Keprotokolan", "Kunjungan “tamu”", "Ditetapkan", "2017-09-29"], ["SOP-02", "Bagian Keprotokolan", "Acara", "Dalam revisi", ""],
         ["SOP-03", "Bagian Keprotokolan", "Foto", "Ditetapkan", "2018-11-01"]], 5,
    ),
    "touches-by-hour": (
        "sentuh.csv", text("ID_DIVISI\tTANGGAL_SURVEY\tTANGGAPAN\n" + "".join(f"{d}\t2019-01-0{n} 08:00:00\t{t}\n" for n, (d, t) in enumerate(
            [("LOKET-A", "SANGAT PUAS"), ("LOKET-A", "sangat  puas"), ("LOKET-B", "TIDAK PUAS"), ("LOKET-A", "SANGAT TIDAK PUAS")], 1)), "utf-16"),
        """
        columns:
          loket: {column: ID_DIVISI, take: "LOKET-([A-Z])"}
          penilaian: {column: TANGGAPAN, words: {SANGAT PUAS: Sangat puas, PUAS: Puas, TIDAK PUAS: Tidak puas, SANGAT TIDAK PUAS: Tidak puas}}
          responden: {aggregate: count}
        group_by: [loket, penilaian]
        fill_groups: true
        """,
        "pkt",
        [["A", "Sangat puas", "2"], ["A", "Puas", "0"], ["A", "Tidak puas", "1"], ["B", "Sangat puas", "0"], ["B", "Puas", "0"], ["B", "Tidak puas", "1"]], 4,
    ),
    "money-with-a-dash": (
        "a.csv", text("Kanal;Biaya\nSurat;Rp 1.250.000,-\nPos;Rp750,-\nLain;(Rp 5,-)\n"),
        """
        leave_out: [{reason: pengembalian, where: {column: Kanal, any_of: Lain}}]
        columns: {kanal: Kanal, permohonan: {column: Biaya, number: "Rp 1.234,-"}}
        """,
        "helpdesk_kanal", [["Surat", "1250000"], ["Pos", "750"]], 3,
    ),
    "numbers-with-words": (
        "a.csv", text("Kanal;Jumlah\nSurat;± 1.200 orang\nPos;75 orang\n"),
        'columns: {kanal: Kanal, permohonan: {column: Jumlah, take: "(?:± )?([0-9.]+) orang", number: "1.234"}}',
        "helpdesk_kanal", [["Surat", "1200"], ["Pos", "75"]], 2,
    ),
    "case-of-free-words": (
        "a.csv", text("Kanal,Jumlah\nSurat Elektronik,1\nsurat elektronik,2\nSurat  Elektronik ,4\n"),
        "columns: {kanal: {column: Kanal, words: {surat elektronik: Surel}}, permohonan: {column: Jumlah, aggregate: sum}}\ngroup_by: kanal",
        "helpdesk_kanal", [["Surel", "7"]], 3,
    ),
    "months-of-two-forms": (
        "b.csv", text("Bulan,Kanal,Pengikut,Suka,Terlibat\n01/2019,FB,1,2,3\nFeb 2019,FB,1,2,3\n3,FB,1,2,3\n"),
        """
        columns:
          bulan: {column: Bulan, date: [mm/yyyy, mmm yyyy, m], part: month}
          kanal: {column: Kanal, words: {FB: Facebook}}
          pengikut_akhir_bulan: Pengikut
          suka: Suka
          orang_terlibat_per_hari: Terlibat
        """,
        "media_sosial", [[str(n), "Facebook", "1", "2", "", "3"] for n in (1, 2, 3)], 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "make", "plan", "to", "expected", "read"), CASES.values(), ids=CASES)
def test_source_comes_in(
    year_2019: Path, tmp_path: Path, name: str, make: MAKE, plan: str, to: str, expected: list[list[str]], read: int
) -> None:
    make(tmp_path / name)
    assert_comes_in(tmp_path, name, plan.replace("\n        ", "\n"), to, expected, read)


@pytest.mark.hostile("input")
@pytest.mark.parametrize(
    ("head", "told"),
    [
        pytest.param("Jan Suka,Jan Lain", "“Jan Lain” tidak disebut di value", id="unknown-measure"),
        pytest.param("Jan Suka,Jan  Suka", "ada dua kali", id="twice"),
        pytest.param("Jan Suka,Feb Pengikut", "“Jan” tidak punya kolom untuk pengikut", id="one-lacks"),
    ],
)
def test_measures_that_do_not_fit_are_refused(year_2019: Path, tmp_path: Path, head: str, told: str) -> None:
    plan = """
unpivot: {columns: [Jan*, Feb*], name: bulan, value: {"* Suka": suka, "* Pengikut": pengikut}}
columns: {kanal: bulan, permohonan: suka}
"""
    source = f"{head}\n1,2\n" if "Feb" in head else f"{head},Feb Suka,Feb Pengikut\n1,2,3,4\n"
    with pytest.raises(AnalysisError, match=told):
        bring(tmp_path, source, plan, "helpdesk_kanal")
