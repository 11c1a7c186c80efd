"""A map is proposed: matched by name, alias and content; what is not certain is left open, and persons are hidden."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from laporan.core.errors import AnalysisError, ParameterError
from laporan.intake.importing import ImportRequest, contract_of, import_source
from laporan.intake.map_file import OPEN
from laporan.intake.personal import tells_of_persons
from laporan.intake.proposal import Proposal, propose
from laporan.intake.proposal_text import HIDDEN, preview, write_proposal

from ..projects import run_laporan
from .sources import FOLDER, expected
from .test_language import sheets


@pytest.fixture(autouse=True)
def no_proposals(project: Path) -> Iterator[None]:
    yield
    for path in (project / "params" / "import").glob("usulan-*.yml"):
        path.unlink()


def proposed(folder: Path, text: str, dataset: str) -> Proposal:
    path = folder / "sumber.csv"
    path.write_text(text, encoding="utf-8")
    return propose([str(path)], contract_of(dataset, 2019), 2019, "pusat")


def column(proposal: Proposal, header: str) -> tuple[str, dict[str, object]]:
    (found,) = (one for one in proposal.columns if one.header == header)
    return found.title, found.rule


def test_columns_are_matched_by_name_alias_and_content(project: Path, tmp_path: Path) -> None:
    proposal = proposed(tmp_path, "Tracking ID;Tanggal Masuk;Saluran;Status\n4692301;13/01/2019;WBS;x\n", "pengaduan")
    assert column(proposal, "tanggal_masuk") == ("Tanggal Masuk", {"date": "dd/mm/yyyy"})
    assert column(proposal, "nomor") == ("Tracking ID", {"pad": 11})
    assert column(proposal, "kanal") == ("Saluran", {})
    assert [one.why for one in proposal.columns if one.header in ("nomor", "kanal")] == ["nama lain", "isi"]


@pytest.mark.parametrize(
    ("days", "form"),
    [
        pytest.param(["03/04/2019", "05/06/2019"], OPEN, id="both-orders"),
        pytest.param(["03/04/2019", "13/06/2019"], "dd/mm/yyyy", id="day-first"),
        pytest.param(["03/04/2019", "06/13/2019"], "mm/dd/yyyy", id="month-first"),
        pytest.param(["13/04/2019", "06/13/2019"], OPEN, id="mixed"),
        pytest.param(["3 April 2019", "-"], "d mmmm yyyy", id="words-and-nothing"),
    ],
)
def test_a_form_of_dates_is_not_guessed(project: Path, tmp_path: Path, days: list[str], form: str) -> None:
    text = "".join(f"00{number},{day}\n" for number, day in enumerate(days))
    assert column(proposed(tmp_path, f"nomor,tanggal\n{text}", "media_siaran_pers"), "tanggal")[1] == {"date": form}


@pytest.mark.parametrize(
    ("numbers", "form"),
    [
        pytest.param(["1.234", "18.024"], OPEN, id="thousands-or-decimals"),
        pytest.param(["1.234", "850", "18.024.100"], "1.234", id="thousands"),
        pytest.param(["90,4%"], "90,4%", id="percent"),
    ],
)
def test_a_form_of_numbers_is_not_guessed(project: Path, tmp_path: Path, numbers: list[str], form: str) -> None:
    text = "".join(f"K{place};{written}\n" for place, written in enumerate(numbers))
    found = column(proposed(tmp_path, f"kanal;permohonan\n{text}", "helpdesk_kanal"), "permohonan")[1]
    assert found == {"number": form}


def test_words_that_nobody_told_are_left_open_and_the_map_is_refused(project: Path, tmp_path: Path) -> None:
    proposal = proposed(tmp_path, "loket,penilaian,responden\nA,SANGAT PUAS,1\nB,Lumayan,2\n", "pkt")
    assert column(proposal, "penilaian")[1] == {"words": {"SANGAT PUAS": "Sangat puas", "Lumayan": OPEN}}
    path = write_proposal(proposal, "sumber.csv")
    request = ImportRequest([str(tmp_path / "sumber.csv")], "pkt", path, 2019, "pusat", replace=True)
    with pytest.raises(ParameterError, match=r"columns.penilaian.words.Lumayan: masih \?\?\?"):
        import_source(request)
    path.write_text(
        path.read_text(encoding="utf-8").replace(f'about: "{OPEN}"', "about: Uji").replace(OPEN, "Puas"),
        encoding="utf-8",
    )
    assert import_source(request).canonical == 2
    with pytest.raises(ParameterError, match="sudah ada"):
        write_proposal(proposal, "sumber.csv")


def test_heads_below_a_title_and_on_another_sheet_are_found(project: Path, tmp_path: Path) -> None:
    path = sheets(
        tmp_path / "rekap.xlsx",
        Sampul=[["Rekap"]],
        Data=[["Rekap helpdesk"], [], ["Kanal", "Permohonan"], ["Surat", 3]],
    )
    proposal = propose([str(path)], contract_of("helpdesk_kanal", 2019), 2019, "pusat")
    assert proposal.shape == {"sheet": "Data", "header": 3}
    assert column(proposal, "permohonan") == ("Permohonan", {})


@pytest.mark.hostile("person")
@pytest.mark.parametrize(
    ("title", "personal"),
    [
        ("NIK", True), ("NIP BARU", True), ("Nama Lengkap", True), ("nama_pelapor", True), ("firstName", True), ("No. HP", True),
        ("Alamat Email", True), ("TANGGAL LAHIR", True), ("Gelar Depan", True), ("Nomor HP/WhatsApp", True), ("author", True),
        ("INSTANSI KERJA NAMA", False), ("Nama SOP", False), ("Kanal", False), ("Teknik", False), ("Jenis Kelamin", False),
    ],
    ids=str,
)  # fmt: skip
def test_heads_tell_of_persons(title: str, personal: bool) -> None:
    assert tells_of_persons(title, []) == personal


@pytest.mark.hostile("person")
def test_content_tells_of_persons_and_the_preview_hides_it(project: Path, tmp_path: Path) -> None:
    number = "0812" + "00000001"
    proposal = proposed(
        tmp_path, f"kanal,permohonan,Kontak,Ket\nSurat,1,{number},{'panjang ' * 20}\n", "helpdesk_kanal"
    )
    assert proposal.personal == ["Kontak"]
    assert preview(proposal)[1] == [["Surat", "1", HIDDEN, HIDDEN]]


@pytest.mark.hostile("person")
def test_what_people_write_is_not_previewed(project: Path, tmp_path: Path) -> None:
    rows = "Surat,1,Saya Fiktif Rekaan ingin tahu\nPos,2,Petugas bernama Contoh Rekaan\nSurel,3,\n"
    proposal = proposed(tmp_path, f"kanal,permohonan,isi\n{rows}", "helpdesk_kanal")
    assert "Rekaan" not in str(preview(proposal))
    assert preview(proposal)[1][0][:2] == ["Surat", "1"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("a.sqlite", b"SQLite format 3\0" + bytes(100), "a.sqlite", id="sqlite"),
        pytest.param("a.json", b'{"status": "error"}', "daftar rekaman tidak ditemukan", id="json-without-records"),
        pytest.param("a.csv", b"", "berkas kosong", id="empty"),
    ],
)
def test_what_no_map_is_proposed_for_is_told(
    project: Path, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(AnalysisError, match=told):
        propose([str(path)], contract_of("helpdesk_kanal", 2019), 2019, "pusat")


def test_records_of_json_are_found(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"data": [{"kanal": "Surat", "permohonan": 1}]}', encoding="utf-8")
    proposal = propose([str(path)], contract_of("helpdesk_kanal", 2019), 2019, "pusat")
    assert proposal.shape == {"records": "data"}
    assert column(proposal, "kanal") == ("kanal", {})


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the raw exports are not here: RAW_EXPORTS names them")
@pytest.mark.hostile("person")
def test_the_command_shows_nobody(project: Path) -> None:
    told = expected("ncsis-sqlite")
    (fault,) = (one for one in told["faults"] if "siasn" in one["file"])
    file = FOLDER / "ncsis-sqlite" / fault["file"]
    run = run_laporan(project, "import", str(file), "--to", "ncsis_pengguna", "--year", "2019", "--propose")
    assert run.returncode == 0, run.stderr
    proposal = propose([str(file)], contract_of("ncsis_pengguna", 2019), 2019, "pusat")
    assert proposal.personal == fault["personal"]
    said = run.stdout + (project / "params/import/usulan-ncsis_pengguna.yml").read_text(encoding="utf-8")
    secrets = [text for one in told["imports"] for text in one["personal"]["must_appear_nowhere"]]
    assert [text for text in secrets if str(text) in said] == []


NIK = "3171010101" + "900000"
TABLES = f"""
CREATE TABLE pegawai (nik TEXT, nama TEXT);
CREATE TABLE tiket (id INTEGER, kanal TEXT, "Banyak Permohonan" INTEGER, nik TEXT, catatan TEXT);
INSERT INTO tiket VALUES (1, 'Surat', 3, '{NIK}', 'x'), (2, 'Pos', 4, '{NIK}', NULL);
"""  # noqa: S608 - of ours


@pytest.mark.hostile("person")
def test_of_a_database_a_query_of_the_matching_table_is_proposed(project: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as base, base:
        base.executescript(TABLES.replace('"Banyak Permohonan"', "permohonan"))
    proposal = propose([str(tmp_path / "a.db")], contract_of("helpdesk_kanal", 2019), 2019, "pusat")
    assert proposal.shape == {"kind": "sql", "query": "SELECT kanal, permohonan FROM tiket"}
    assert proposal.personal == ["nik"]
    path = write_proposal(proposal, "a.db")
    assert NIK not in path.read_text(encoding="utf-8") + str(preview(proposal))
    path.write_text(path.read_text(encoding="utf-8").replace(OPEN, "Uji"), encoding="utf-8")
    request = ImportRequest([str(tmp_path / "a.db")], "", path, 2019, "pusat", replace=True)
    assert import_source(request).canonical == 2


def test_names_that_are_not_plain_are_quoted(project: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as base, base:
        base.executescript('CREATE TABLE "Rekap ""2019""" ("Kanal" TEXT, "PERMOHONAN" INTEGER);')
    proposal = propose([str(tmp_path / "a.db")], contract_of("helpdesk_kanal", 2019), 2019, "pusat")
    assert proposal.shape["query"] == 'SELECT "Kanal", "PERMOHONAN" FROM "Rekap ""2019"""'


def test_a_database_without_a_table_is_told(project: Path, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "a.db").execute("PRAGMA user_version = 1").connection.close()
    with pytest.raises(AnalysisError, match="tidak ada tabel"):
        propose([str(tmp_path / "a.db")], contract_of("helpdesk_kanal", 2019), 2019, "pusat")


def test_of_a_folder_the_files_with_the_same_heads_are_proposed(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kiriman"
    folder.mkdir()
    for month in (1, 2, 10):
        (folder / f"rekap-{month}.csv").write_text(
            f"kanal;permohonan\nSurat {month};1.00{month % 10}\n", encoding="utf-8"
        )
    (folder / "kode.csv").write_text("kode,arti,lain,lagi\n1,x,y,z\n", encoding="utf-8")
    (folder / "surat.pdf").write_bytes(b"%PDF-1.7")
    proposal = propose([str(folder)], contract_of("helpdesk_kanal", 2019), 2019, "pusat")
    assert proposal.shape == {"file": "rekap-*.csv"}
    assert [row[0] for row in proposal.rows] == ["Surat 1", "Surat 2", "Surat 10"]
    assert "tidak dipakai: kode.csv, surat.pdf" in proposal.said
    path = write_proposal(proposal, "kiriman")
    text = path.read_text(encoding="utf-8").replace(f'about: "{OPEN}"', "about: Uji").replace(OPEN, "1.234")
    path.write_text(text, encoding="utf-8")
    assert import_source(ImportRequest([str(folder)], "", path, 2019, "pusat", replace=True)).canonical == 3


def test_of_several_files_no_folder_is_named(project: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text("kanal,permohonan\nSurat,1\n", encoding="utf-8")
    given = [str(tmp_path / f"{name}.csv") for name in ("a", "b")]
    assert propose(given, contract_of("helpdesk_kanal", 2019), 2019, "pusat").shape == {}


def test_a_folder_without_a_table_is_told(project: Path, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    with pytest.raises(AnalysisError, match="tidak satu pun berkas"):
        propose([str(tmp_path)], contract_of("helpdesk_kanal", 2019), 2019, "pusat")
