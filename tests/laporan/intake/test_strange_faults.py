"""What no map can say, and what is broken, is refused in a sentence that says what to do; nobody is told on the way."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from laporan.core.errors import AnalysisError

from .test_language import CHANNELS, bring, rows, sheets

MAKE = Callable[[Path], object]
OWN_PLAN = "columns: {kanal: Kanal, permohonan: Jumlah}"
NAME, NIK = "Fiktif Rekaan", "3171010101900000"


def text(content: str, encoding: str = "utf-8") -> MAKE:
    return lambda path: path.write_bytes(content.encode(encoding))


def half(make: MAKE) -> MAKE:
    """The first half of a file."""

    def write(path: Path) -> None:
        make(path)
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])

    return write


def parquet(path: Path) -> None:
    pq.write_table(pa.table({"Kanal": ["Surat"], "Jumlah": [1]}), path)


def lists_of_parquet(path: Path) -> None:
    pq.write_table(pa.table({"Kanal": [["Surat", "Pos"]], "Jumlah": [1]}), path)


def office(path: Path) -> None:
    sheets(path, A=[["Kanal", "Jumlah"], ["Surat", 1]])


def document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("jan.csv", "Kanal,Jumlah\nSurat,1\n")


def base(script: str) -> MAKE:
    def write(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.executescript(script)

    return write


def cut_off(path: Path) -> None:
    """The first page of a database of several."""
    base("CREATE TABLE t (kanal TEXT, n INTEGER); INSERT INTO t VALUES (hex(zeroblob(9000)), 1);")(path)
    path.write_bytes(path.read_bytes()[:4096])


SQL = 'source: {{kind: sql, query: "{}"}}\ncolumns: {{kanal: kanal, permohonan: n}}'
TABLE = "CREATE TABLE t (kanal TEXT, n INTEGER); INSERT INTO t VALUES ('Surat', 1);"
OF_PERSONS = f"CREATE TABLE t (nik TEXT, kanal TEXT, n TEXT); INSERT INTO t VALUES ('{NIK}', 'Surat', 'x');"  # noqa: S608
FOREVER = "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT 'a' AS kanal, max(n) AS n FROM x"

# The source's name, what writes it, the map, and what must be told.
CASES: dict[str, tuple[str, MAKE, str, list[str]]] = {
    "several-answers-in-a-cell": (
        "a.csv", text('Kanal,Jumlah\n"Surat; Pos",1\n"Pos, Surel",1\n'),
        "columns: {kanal: {column: Kanal, words: {Surat: Surat, Pos: Pos}}, permohonan: Jumlah}",
        ["Surat; Pos", "kata tidak ada di peta"],
    ),
    "rounded-thousands-in-words": (
        "a.csv", text("Kanal;Jumlah\nFacebook;12,3 rb\n"), 'columns: {kanal: Kanal, permohonan: {column: Jumlah, number: "1.234,5"}}',
        ["12,3 rb", "bukan bilangan berbentuk 1.234,5"],
    ),
    "spreadsheet-xml-of-2003": (
        "a.xls", text('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
        OWN_PLAN, ["XML", "XLSX"],
    ),
    "single-file-web-page": ("a.xls", text("MIME-Version: 1.0\nContent-Type: multipart/related\n\n--x\n<table>"), OWN_PLAN, ["isinya teks, bukan xls"]),
    "word-document": ("a.docx", document, OWN_PLAN, ["dokumen Word", "buku catatan sendiri"]),
    "rich-text": ("a.rtf", text("{\\rtf1\\ansi Kanal}"), OWN_PLAN, ["RTF", "buku catatan sendiri"]),
    "zip-of-tables": ("a.zip", zipped, OWN_PLAN, ["ZIP", "Keluarkan dulu"]),
    "gzip": ("a.csv.gz", lambda path: path.write_bytes(gzip.compress(b"Kanal,Jumlah\nSurat,1\n")), OWN_PLAN, ["gzip", "Keluarkan dulu"]),
    "half-a-workbook": ("a.xlsx", half(office), OWN_PLAN, ["rusak atau terpotong"]),
    "half-a-parquet": ("a.parquet", half(parquet), OWN_PLAN, ["rusak atau terpotong"]),
    "half-a-json": ("a.json", half(text('{"data": [{"Kanal": "Surat", "Jumlah": 1}, {"Kanal": "Pos", "Jumlah": 1}]}')), "source: {records: data}\n" + OWN_PLAN, ["JSON tidak utuh"]),
    "half-a-table": ("a.csv", text('Kanal,Jumlah,Ket\nSurat,1,x\nPos,4'), OWN_PLAN, ["baris 3", "2 sel, padahal judulnya 3"]),
    "rows-of-another-length": ("a.csv", text("Kanal,Jumlah,Ket\nSurat,1\nPos,2\n"), OWN_PLAN, ["2 baris: 2, 3", "missing_cells: empty"]),
    "heads-of-this-year": ("a.csv", text("Kanal,Jml Permohonan\nSurat,1\n"), "columns: {kanal: Kanal, permohonan: Jumlah Permohonan}", ["Jumlah Permohonan", "yang terdekat “Jml Permohonan”"]),
    "both-orders-of-dates": (
        "a.csv", text("No,Tgl\n1,13/01/2019\n2,01/14/2019\n3,02/02/2019\n"),
        "leave_out: [{reason: lama, where: {column: Tgl, before: '2019-01-01', written: dd/mm/yyyy}}]\ncolumns: {kanal: No, permohonan: No}",
        ["terbaca sebagai mm/dd/yyyy", "baris 3"],
    ),
    "form-with-letters-of-excel": (
        "a.csv", text("No,Tgl\n1,13/01/2019 10:00\n"), "columns: {kanal: {column: Tgl, date: dd/mm/yyyy hh:mm, part: month}, permohonan: No}",
        ["dd/mm/yyyy hh:mm", "HH", "MM"],
    ),
    "form-with-capital-letters": (
        "a.csv", text("No,Tgl\n1,13/01/2019\n"), "columns: {kanal: {column: Tgl, date: DD/MM/YYYY, part: month}, permohonan: No}",
        ["DD/MM/YYYY", "dd/mm/yyyy"],
    ),
    "form-with-java-months": (
        "a.csv", text("No,Tgl\n1,13/01/2019\n"), "columns: {kanal: {column: Tgl, date: dd/MM/yyyy, part: month}, permohonan: No}",
        ["dd/MM/yyyy", "mm bulan"],
    ),
    "form-in-indonesian": (
        "a.csv", text("No,Tgl\n1,13/01/2019\n"), "columns: {kanal: {column: Tgl, date: tt/bb/tttt, part: month}, permohonan: No}",
        ["tt/bb/tttt", "dd/mm/yyyy"],
    ),
    "write": ("a.db", base(TABLE), SQL.format("DELETE FROM t"), ["hanya membaca"]),
    "write-in-a-with": ("a.db", base(TABLE), SQL.format("WITH x AS (SELECT 1) DELETE FROM t"), ["menulis"]),
    "two-statements": ("a.db", base(TABLE), SQL.format("SELECT * FROM t; DROP TABLE t"), ["hanya membaca"]),
    "pragma": ("a.db", base(TABLE), SQL.format("PRAGMA writable_schema = 1"), ["hanya membaca"]),
    "pragma-as-a-table": ("a.db", base(TABLE), SQL.format("SELECT name AS kanal, 1 AS n FROM pragma_table_info('t')"), ["ditolak"]),
    "forever": ("a.db", base(TABLE), "source: {kind: sql, timeout: 1, query: \"" + FOREVER + "\"}\ncolumns: {kanal: kanal, permohonan: n}", ["lebih lama dari 1 detik", "timeout"]),
    "no-such-table": ("a.db", base(TABLE), SQL.format("SELECT kanal, n FROM tiket"), ["no such table", "query"]),
    "unknown-parameter": ("a.db", base(TABLE), SQL.format("SELECT kanal, n FROM t WHERE n > :batas"), [":year", ":unit"]),
    "value-in-a-message": ("a.db", base(TABLE), SQL.format("SELECT kanal, abs(-9223372036854775808) AS n FROM t"), ["kueri gagal"]),
    "bytes-in-a-cell": ("a.db", base("CREATE TABLE t (kanal, n); INSERT INTO t VALUES (x'ff00', 1);"), SQL.format("SELECT kanal, n FROM t"), ["bita"]),
    "database-cut-off": ("a.db", cut_off, SQL.format("SELECT kanal, n FROM t"), ["rusak", "sekali lagi"]),
    "list-in-a-cell": ("a.json", text('[{"Kanal": ["Surat", "Pos"], "Jumlah": 1}]'), OWN_PLAN, ["daftar atau objek", "fields"]),
    "list-in-parquet": ("a.parquet", lists_of_parquet, OWN_PLAN, ["daftar atau objek"]),
    "half-a-database": ("a.db", half(base(TABLE)), SQL.format("SELECT kanal, n FROM t"), ["a.db"]),
}  # fmt: skip


@pytest.mark.hostile("input")
@pytest.mark.parametrize(("name", "make", "plan", "told"), CASES.values(), ids=CASES)
def test_source_is_refused(year_2019: Path, tmp_path: Path, name: str, make: MAKE, plan: str, told: list[str]) -> None:
    make(tmp_path / name)
    said = refused(tmp_path, tmp_path / name, plan)
    assert [words for words in told if words not in said] == [], said
    assert not year_2019.exists()


def refused(folder: Path, source: Path, plan: str, to: str = "helpdesk_kanal") -> str:
    """What an import says that must not succeed."""
    try:
        result = bring(folder, [source], plan, to)
    except AnalysisError as error:
        return str(error)
    assert result.path is None
    assert result.read == result.used + sum(map(len, result.left_out.values()))
    return "\n".join(map(str, [*result.faults, *result.warnings]))


# The source's name, what writes it, and the map: each is refused, or wrong, and names nobody.
PERSONS: dict[str, tuple[str, MAKE, str]] = {
    "no-heads": ("a.csv", text(f"{NAME},Surat,17\nContoh Rekaan,Pos,4\n"), OWN_PLAN),
    "heads-in-a-row-of-data": ("a.csv", text(f"Nama,Kanal,Jumlah\n{NAME},Surat,17\n"), "source: {header: 2}\ncolumns: {kanal: Saluran, permohonan: N}"),
    "one-record": ("a.json", text(f'{{"nama": "{NAME}", "Kanal": "Surat"}}'), OWN_PLAN),
    "records-by-person": ("a.json", text(f'{{"{NIK}": {{"Kanal": "Surat"}}}}'), OWN_PLAN),
    "condition-on-a-personal-column": (
        "a.csv", text(f"Kanal,Jumlah,Nama\nSurat,1,{NAME}\n"),
        "personal: Nama\nleave_out: [{reason: x, where: {column: Nama, before: '2019-01-01', written: dd/mm/yyyy}}]\n" + OWN_PLAN,
    ),
    "number-of-a-personal-column": (
        "a.csv", text(f"Kanal,Jumlah,Nama\nSurat,1,{NAME}\n"), "personal: Nama\nleave_out: [{reason: x, where: {column: Nama, below: 1}}]\n" + OWN_PLAN,
    ),
    "each-of-a-personal-column": ("a.csv", text(f"Kanal,Jumlah,Nama\nSurat,1,{NAME}\n"), "personal: Nama\ncolumns: {kanal..permohonan: {each: 'Nama*'}}"),
    "added-of-a-personal-column": ("a.csv", text(f"Kanal,Jumlah,Nama\nSurat,1,{NAME}\n"), "personal: Nama\ncolumns: {kanal: Kanal, permohonan: {added: [Jumlah, Nama]}}"),
    "key-of-a-query": (
        "a.db", base(OF_PERSONS),
        "source: {kind: sql, key: nik, query: SELECT * FROM t}\npersonal: nik\ncolumns: {kanal: kanal, permohonan: n}",
    ),
    "key-of-a-query-that-nobody-called-personal": (
        "a.db", base(OF_PERSONS),
        "source: {kind: sql, key: nik, query: SELECT * FROM t}\ncolumns: {kanal: kanal, permohonan: n}",
    ),
    "pivot-by-a-person": (
        "a.csv", text(f"Nama,soal,jawab\n{NAME},Kanal,Surat\n{NAME},Jumlah,x\n"), "personal: Nama\npivot: {by: Nama, name: soal, value: jawab}\n" + OWN_PLAN,
    ),
    "person-as-a-head": (
        "a.csv", text(f"id,soal,jawab\n1,{NIK},Surat\n1,Jumlah,x\n"), "pivot: {by: id, name: soal, value: jawab}\n" + OWN_PLAN,
    ),
    "lookup-of-a-person": (
        "a.xlsx", lambda path: sheets(path, A=[["Nama", "Jumlah"], [NAME, 1]], B=[["Nama", "Kanal"], ["X", "Surat"]]),
        """
        source: {sheet: A}
        personal: Nama
        lookups: {k: {source: {sheet: B}, key: {column: Nama}, value: {column: Kanal}}}
        columns: {kanal: {lookup: k, by: {column: Nama}}, permohonan: Jumlah}
        """.replace("\n        ", "\n"),
    ),
}  # fmt: skip


@pytest.mark.hostile("person")
@pytest.mark.parametrize(("name", "make", "plan"), PERSONS.values(), ids=PERSONS)
def test_a_refusal_names_nobody(year_2019: Path, tmp_path: Path, name: str, make: MAKE, plan: str) -> None:
    make(tmp_path / name)
    said = refused(tmp_path, tmp_path / name, plan)
    assert said
    assert [secret for secret in (NAME, NIK) if secret in said] == []


def test_questions_that_carry_numbers_are_not_taken_in_the_order_of_the_file(year_2019: Path, tmp_path: Path) -> None:
    asked = ["D2_1", "D1_1", "D3_1", "D4_1"]
    heads = ["id", "masa", *(f"{head[:-1]}{number}" for head in asked for number in range(1, 6))]
    write = text(f"{';'.join(heads)}\nR001;Di bawah 5 tahun;{';'.join('1234123412341234123412'[:20])}\n")
    write(tmp_path / "a.csv")
    plan = "columns: {responden: id, masa_kerja: masa, D1_1..D4_5: {each: D2_1..D4_5}}"
    said = refused(tmp_path, tmp_path / "a.csv", plan, "integritas")
    assert "D2_1" in said
    assert "urutan" in said


def test_a_database_that_is_in_use_is_refused(year_2019: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.executescript(f"PRAGMA journal_mode = WAL; {TABLE}")
    connection.execute("INSERT INTO t VALUES ('Pos', 2)")
    connection.commit()
    try:
        said = refused(tmp_path, tmp_path / "a.db", SQL.format("SELECT kanal, n FROM t"))
    finally:
        connection.close()
    assert "sedang dipakai" in said
    assert len(rows(bring(tmp_path, [tmp_path / "a.db"], SQL.format("SELECT kanal, n FROM t"), "helpdesk_kanal"))) == 2


def test_a_file_that_is_named_twice_is_refused(year_2019: Path, tmp_path: Path) -> None:
    text("Kanal,Jumlah\nSurat,1\n")(tmp_path / "a.csv")
    with pytest.raises(AnalysisError, match="dua kali"):
        bring(tmp_path, [tmp_path / "a.csv", tmp_path / "a.csv"], CHANNELS, "helpdesk_kanal")


def test_text_named_as_a_workbook_comes_in_where_the_map_says_so(year_2019: Path, tmp_path: Path) -> None:
    text("Kanal\tJumlah\nSurat\t1\n")(tmp_path / "a.xls")
    assert "kind: csv" in refused(tmp_path, tmp_path / "a.xls", CHANNELS)
    plan = f"source: {{kind: csv}}\n{CHANNELS}"
    assert rows(bring(tmp_path, [tmp_path / "a.xls"], plan, "helpdesk_kanal")) == [["Surat", "1"]]


# Two files of one survey; whose row counts by which rule.
FIRST = "Email,Waktu,Kanal,Jumlah\na@b.example,2019-03-01 10:00,Surat,1\nc@d.example,2019-03-01 09:00,Pos,2\n"
SECOND = "Email,Waktu,Kanal,Jumlah\nA@B.example,2019-03-01 9:30,Lain,3\n,2019-03-01 09:30,Surel,4\n"
TIME = "ordered_by: {column: Waktu, date: 'yyyy-mm-dd H:MM'}"


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        pytest.param("keep: last", ["Pos", "Lain", "Surel"], id="last-of-the-files"),
        pytest.param("keep: first", ["Surat", "Pos", "Surel"], id="first-of-the-files"),
        pytest.param(f"keep: last, {TIME}", ["Surat", "Pos", "Surel"], id="last-by-time"),
        pytest.param(f"keep: first, {TIME}", ["Pos", "Lain", "Surel"], id="first-by-time"),
    ],
)
def test_a_person_counts_once_over_all_files(year_2019: Path, tmp_path: Path, rule: str, kept: list[str]) -> None:
    text(FIRST)(tmp_path / "a.csv")
    text(SECOND)(tmp_path / "b.csv")
    plan = f"personal: Email\none_per: {{columns: Email, {rule}}}\n{CHANNELS}"
    result = bring(tmp_path, [tmp_path / "a.csv", tmp_path / "b.csv"], plan, "helpdesk_kanal")
    assert [row[0] for row in rows(result)] == kept
    assert (result.read, result.used) == (4, 3)


@pytest.mark.parametrize(
    ("waktu", "rule", "told"),
    [
        pytest.param("2019-03-01 10:00", "", "a.csv: 2 dan b.csv: 2", id="nobody-says-which"),
        pytest.param("2019-03-01 10:00", f", keep: last, {TIME}", "pada saat yang sama", id="same-moment"),
        pytest.param("kemarin", f", keep: last, {TIME}", "bukan tanggal berbentuk", id="no-moment"),
        pytest.param("", f", keep: last, {TIME}", "menentukan urutan", id="empty"),
        pytest.param("2019-03-01 10:00", ", ordered_by: {column: Waktu}", "perlu keep", id="order-without-keep"),
    ],
)
@pytest.mark.hostile("input")
def test_what_does_not_say_which_row_counts(year_2019: Path, tmp_path: Path, waktu: str, rule: str, told: str) -> None:
    text(FIRST)(tmp_path / "a.csv")
    text(SECOND.replace("2019-03-01 9:30", waktu))(tmp_path / "b.csv")
    plan = f"faulty_rows: leave-out\npersonal: Email\none_per: {{columns: Email{rule}}}\n{CHANNELS}"
    try:
        result = bring(tmp_path, [tmp_path / "a.csv", tmp_path / "b.csv"], plan, "helpdesk_kanal")
        said = "\n".join(map(str, result.faults))
        assert result.path is None
    except AnalysisError as error:
        said = str(error)
    assert told in said
    assert "example" not in said
