"""Records as other systems give them (JSON, Parquet, SQLite) and surveys in other words, each by a short map."""

from __future__ import annotations

import datetime as dt
import decimal
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .test_language import assert_comes_in

MAKE = Callable[[Path], object]
PRESS = "topik: {constant: Karier dan kinerja}"


def pages(folder: Path) -> None:
    """Eleven pages of an API; the tenth sorts before the second by its name."""
    folder.mkdir()
    for number in range(1, 12):
        item = {
            "attributes": {"no": f"{number}", "published": {"at": f"2019-03-{number:02d}T18:30:00.000Z"}},
            "tags": ["a", "b"],
        }
        answer = {"meta": {"total": 11, "page": number}, "data": {"items": [item]}}
        (folder / f"page-{number}.json").write_text(json.dumps(answer), encoding="utf-8")


def text(content: str, encoding: str = "utf-8") -> MAKE:
    return lambda path: path.write_bytes(content.encode(encoding))


def warehouse(path: Path) -> None:
    zone = dt.UTC
    pq.write_table(pa.table({
        "kanal": pa.array(["Surat", "Pos", "Surat"]).dictionary_encode(),
        "jumlah": pa.array([decimal.Decimal("3.00"), decimal.Decimal("4.00"), decimal.Decimal("9.00")], pa.decimal128(9, 2)),
        "dibuat": pa.array([dt.datetime(2019, 12, 31, 16, tzinfo=zone), dt.datetime(2019, 3, 1, tzinfo=zone),
                            dt.datetime(2019, 12, 31, 18, tzinfo=zone)], pa.timestamp("us", tz="UTC")),
        "uji": pa.array([False, False, False]),
        "isi": pa.array([["a"], [], None]),
    }), path)  # fmt: skip


def of_dates(path: Path) -> None:
    pq.write_table(
        pa.table({"no": pa.array([1, 2], pa.int8()), "tgl": pa.array([dt.date(2019, 3, 4), dt.date(2019, 3, 5)])}), path
    )


def database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript("""
            CREATE TABLE tiket (id INTEGER PRIMARY KEY, kanal TEXT, nik TEXT, jam TEXT, dibuat INTEGER, uji BOOLEAN);
            INSERT INTO tiket VALUES (1, 'surat', '3171010101900000', '08:00', 1551398400, 0), (2, 'surat', '3171010101900000', '09:00', 1551398400, 0),
                (3, 'pos', '3171010101900000', ' :jam', 1551398400, 0), (4, 'pos', '3171010101900000', '10:00', 1551398400, 1);
            CREATE VIEW rekap AS SELECT kanal, uji, count(*) AS jumlah FROM tiket GROUP BY kanal, uji;
        """)


QUERY = """
        source:
          kind: sql
          query: |
            -- rekap per kanal; uji tidak ikut
            /* WITH tidak menulis; begitu juga "DELETE" di komentar */
            WITH bersih AS (
              SELECT kanal, jam FROM tiket WHERE uji = 0 AND kanal <> 'hapus; DROP TABLE tiket' AND jam <> ' :tidak'
            )
            SELECT kanal, count(*) AS jumlah, :year AS tahun, strftime('%H:%M', '2019-01-01 10:20') AS jam FROM bersih GROUP BY kanal;
        columns: {kanal: kanal, permohonan: jumlah}
        """

# The source's name, what writes it, the map, the dataset, its rows, and how many were read.
CASES: dict[str, tuple[str, MAKE, str, str, list[list[str]], int]] = {
    "pages-of-an-api": (
        "halaman", pages,
        """
        source: {file: "page-*.json", records: data.items, total: meta.total}
        columns:
          nomor: {column: attributes.no, pad: 3}
          tanggal: {column: attributes.published.at, date: "yyyy-mm-ddTHH:MM:SSZ"}
          topik: {constant: Karier dan kinerja}
        """,
        "media_siaran_pers", [[f"{n:03d}", f"2019-03-{n + 1:02d}", "Karier dan kinerja"] for n in range(1, 12)], 11,
    ),
    "records-by-their-key": (
        "a.json", text('\ufeff{"data": {"17": {"k": "Surat", "n": "1,234"}, "18": {"k": "Pos \\u2013 kilat", "n": 4}}}'),
        'source: {records: "data.*"}\ncolumns: {kanal: k, permohonan: {column: n, number: "1,234"}}', "helpdesk_kanal",
        [["Surat", "1234"], ["Pos – kilat", "4"]], 2,
    ),
    "counts-in-a-nested-list": (
        "a.json", text('[{"loket": "A", "skor": [{"nama": "Puas", "n": 3}, {"nama": "Sangat puas", "n": 5}]}, {"loket": "B", "skor": [{"nama": "Puas", "n": 1}, {"nama": "Sangat puas", "n": 0}]}]'),
        """
        source: {fields: {baik: "skor[?nama=='Sangat puas'] | [0].n", cukup: "skor[?nama=='Puas'] | [0].n"}}
        unpivot: {columns: [baik, cukup], name: nilai, value: n}
        columns: {loket: loket, penilaian: {column: nilai, words: {baik: Sangat puas, cukup: Puas}}, responden: n}
        """,
        "pkt", [["A", "Sangat puas", "5"], ["A", "Puas", "3"], ["B", "Sangat puas", "0"], ["B", "Puas", "1"]], 2,
    ),
    "lines-of-json-with-blank-ones": (
        "a.jsonl", text('{"k": "Surat", "n": 1, "x": null}\n\n{"k": "Pos", "n": 2}\n'), "columns: {kanal: k, permohonan: n}", "helpdesk_kanal",
        [["Surat", "1"], ["Pos", "2"]], 2,
    ),
    "milliseconds": (
        "a.json", text('[{"no": 1, "t": 1551398400}]'), "columns: {nomor: {column: no, pad: 3}, tanggal: {column: t, date: unix}, " + PRESS + "}",
        "media_siaran_pers", [["001", "2019-03-01", "Karier dan kinerja"]], 1,
    ),
    "warehouse": (
        "a.parquet", warehouse,
        """
        leave_out:
          - {reason: uji, where: {column: uji, any_of: "true"}}
          - {reason: sesudah {year}, where: {column: dibuat, after: "{year}-12-31"}}
        columns: {kanal: kanal, permohonan: jumlah}
        """.replace("sesudah {year}", "'sesudah {year}'"),
        "helpdesk_kanal", [["Surat", "3"], ["Pos", "4"]], 3,
    ),
    "json-under-the-name-of-a-text": (
        "a.txt", text('[{"k": "Surat", "n": 1}]'), "source: {kind: json}\ncolumns: {kanal: k, permohonan: n}", "helpdesk_kanal", [["Surat", "1"]], 1,
    ),
    "objects-of-parquet": (
        "a.parquet", lambda path: pq.write_table(pa.table({"k": [{"nama": {"id": "Surat"}, "lain": [1]}, None], "n": [3, 4]}), path),
        "leave_out: [{reason: kosong, where: {column: k.nama.id, empty: true}}]\ncolumns: {kanal: k.nama.id, permohonan: n}", "helpdesk_kanal",
        [["Surat", "3"]], 2,
    ),
    "days-of-parquet": (
        "a.parquet", of_dates, "columns: {nomor: {column: no, pad: 3}, tanggal: tgl, " + PRESS + "}", "media_siaran_pers",
        [["001", "2019-03-04", "Karier dan kinerja"], ["002", "2019-03-05", "Karier dan kinerja"]], 2,
    ),
    "query-with-comments": ("a.db", database, QUERY, "helpdesk_kanal", [["pos", "1"], ["surat", "2"]], 2),
    "view": (
        "a.sqlite", database,
        """
        source: {kind: sql, query: "SELECT * FROM rekap"}
        leave_out: [{reason: uji, where: {column: uji, any_of: "1"}}]
        columns: {kanal: kanal, permohonan: jumlah}
        """,
        "helpdesk_kanal", [["pos", "1"], ["surat", "2"]], 3,
    ),
    "likert-in-many-hands": (
        "survei.csv",
        text('Timestamp,Email Address,Sex,Age,Education,"1. Kesesuaian\npersyaratan",2. Mudah?,3. x,4. x,5. x,6. x,7. x,8. x,9. x\n'
             '"11/24/2019 10:15:02",a@a.example,F,25,SLTA,Sangat Puas,SP,puas ,PUAS,P,Kurang puas,KP,tidak  puas,TP\n'
             '"11/23/2019 9:00:00",a@a.example,F,25,SLTA,TP,TP,TP,TP,TP,TP,TP,TP,TP\n'
             '"11/25/2019 9:00:00",b@a.example,M,51,S-2,Sngt puas,P,P,P,P,P,P,P,P\n'),
        """
        personal: Email Address
        one_per: {columns: Email Address, keep: last, ordered_by: {column: Timestamp, date: "mm/dd/yyyy H:MM:SS"}}
        words:
          puas: {"Sangat puas": 4, Sngt puas: 4, SP: 4, Puas: 3, P: 3, Kurang puas: 2, KP: 2, Tidak puas: 1, TP: 1}
        columns:
          responden: {serial: R001}
          jenis_kelamin: {column: Sex, words: {F: Perempuan, M: Laki-laki}}
          kelompok_usia: {column: Age, bands: {Di bawah 30 tahun: "..29", 50 tahun ke atas: "50.."}}
          pendidikan: {column: Education, words: {SLTA: SMA atau sederajat, S-2: Pascasarjana (S2/S3)}}
          asal: {constant: Tidak diketahui}
          U1..U9: {each: "{n}. *", words: puas}
        """,
        "skm",
        [["R001", "Perempuan", "Di bawah 30 tahun", "SMA atau sederajat", "Tidak diketahui", *"443332211"],
         ["R002", "Laki-laki", "50 tahun ke atas", "Pascasarjana (S2/S3)", "Tidak diketahui", *"433333333"]], 3,
    ),
    "an-answer-a-row": (
        "jawaban.csv",
        text("id;soal;jawab;jk;umur;didik\n" + "".join(f"{who};U{n};{'abcd'[(n + who) % 4]};{'LP'[who % 2]};{30 + who * 9};S1\n" for who in (1, 2) for n in range(9, 0, -1))),
        """
        pivot: {by: [id, jk, umur, didik], name: soal, value: jawab}
        columns:
          responden: {column: id, pad: 3, prefix: R}
          jenis_kelamin: {column: jk, words: {L: Laki-laki, P: Perempuan}}
          kelompok_usia: {column: umur, bands: {30–39 tahun: "30..39", 40–49 tahun: "40..49"}}
          pendidikan: {column: didik, words: {S1: Sarjana (S1)}}
          asal: {constant: Masyarakat umum}
          U1..U9: {each: "U{n}", words: {a: 1, b: 2, c: 3, d: 4}}
        """,
        "skm",
        [["R001", "Perempuan", "30–39 tahun", "Sarjana (S1)", "Masyarakat umum", *"341234123"],
         ["R002", "Laki-laki", "40–49 tahun", "Sarjana (S1)", "Masyarakat umum", *"412341234"]], 18,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "make", "plan", "to", "expected", "read"), CASES.values(), ids=CASES)
def test_records_come_in(
    year_2019: Path, tmp_path: Path, name: str, make: MAKE, plan: str, to: str, expected: list[list[str]], read: int
) -> None:
    make(tmp_path / name)
    assert_comes_in(tmp_path, name, plan.replace("\n        ", "\n"), to, expected, read)
