"""What is read of a form that came back: the very rows that were written, or the faults with their cells."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from laporan.core.errors import Fault
from laporan.data.contracts import Column, Contract, as_written
from laporan.forms import returned
from laporan.forms.ask import form_orders
from laporan.forms.cover import CODE, TABLE_HEADS, FormOrder
from laporan.forms.form_workbook import write_form
from laporan.forms.layout import COVER, EXAMPLE_ROW, FIRST_ROW, NOTES_ROW, FormCode
from laporan.forms.returned import ReturnedForm, read_form

from .filling import COMPLAINTS, COUNTERS, fill, filled_form, say_letter

KINDS = Contract(
    "uji",
    "Semua jenis kolom",
    (
        Column("code", "kode", pattern="0[0-9]{5}", example="000001"),
        Column("words", "kata"),
        Column("choice", "pilihan", choices=("Ya, setuju", "Tidak", "=Lain")),
        Column("name", "nama", personal=True, optional=True),
        Column("count", "jumlah", "integer", minimum=-5),
        Column("maybe", "mungkin", "integer", optional=True),
        Column("share", "bagian", "decimal", minimum=0),
        Column("day", "hari", "date", minimum=dt.date(2018, 1, 1), maximum=dt.date(2018, 12, 31)),
        Column("other_day", "hari_lain", "date", date_format="%d/%m/%Y", optional=True),
        Column("story", "cerita", lines=True, optional=True),
    ),
)
LETTERS = st.text(
    st.characters(categories=("Lu", "Ll", "Zs"), max_codepoint=0x17F, exclude_characters="\xa0"), min_size=1
)
PLAIN = LETTERS.map(str.strip).filter(bool)


def cells_of(column: Column) -> st.SearchStrategy[str]:
    """Texts that the column of the contract accepts, as a canonical CSV has them."""
    days = st.dates(dt.date(2018, 1, 1), dt.date(2018, 12, 31)).map(lambda day: as_written(day, column))
    text = st.tuples(PLAIN, PLAIN).map("\n".join) if column.lines else PLAIN
    by_kind = {
        "integer": st.integers(-5, 10**15 - 1).map(str),
        "decimal": st.decimals(0, 10**6, places=2).map(lambda value: f"{value.normalize():f}".replace(".", ",")),
        "date": days,
        "text": st.sampled_from(column.choices) if column.choices else text,
    }
    strategy = st.from_regex(column.pattern, fullmatch=True) if column.pattern else by_kind[column.kind]
    return st.one_of(st.just(""), strategy) if column.optional else strategy


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form of all kinds of columns that nobody filled in."""
    path = tmp_path_factory.mktemp("kosong") / "f.xlsx"
    write_form(FormOrder(FormCode(2018, "pusat"), "Kantor Uji", [KINDS]), path)
    return path


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*map(cells_of, KINDS.kept)), min_size=1, max_size=6, unique=True))
def test_any_right_table_comes_back_as_it_was_written(blank: Path, rows: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(returned, "contracts", lambda _year: (KINDS,))
        patched.setattr(returned, "load_units", lambda: {"pusat": None})
        path = Path(shutil.copy(blank, folder))
        fill(path, KINDS, rows)
        form = read_form(path, "f.xlsx", 2018)
    assert all_faults(form) == []
    (sheet,) = form.sheets
    assert [tuple(cell for cell, column in zip(line, KINDS.columns, strict=True) if not column.personal)
            for line in sheet.lines] == rows  # fmt: skip
    assert all(line[3] == "" for line in sheet.lines)


@pytest.fixture(scope="module")
def sent(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form of kanreg-10 with three rows of counters."""
    return filled_form(tmp_path_factory.mktemp("kembali") / "kanreg.xlsx", "kanreg-10", pkt=COUNTERS)


@pytest.fixture
def form(sent: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return Path(shutil.copy(sent, tmp_path))


def read(path: Path) -> ReturnedForm:
    return read_form(path, path.name, 2018)


def edited(path: Path, sheet: str, cells: dict[str, object]) -> ReturnedForm:
    """What is read once some cells say something else."""
    book = load_workbook(path)
    for place, value in cells.items():
        book[sheet][place] = value
    book.save(path)
    return read(path)


def all_faults(form: ReturnedForm) -> list[Fault]:
    return [*form.faults, *(fault for sheet in form.sheets for fault in sheet.faults)]


def told(form: ReturnedForm) -> str:
    return "\n".join(map(str, all_faults(form)))


def test_the_example_is_never_data_and_an_empty_sheet_is_empty(form: Path) -> None:
    found = {sheet.contract.name: sheet for sheet in read(form).sheets}
    assert found["pkt"].lines == COUNTERS
    assert not found["pengaduan"].is_filled


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"D6": "banyak"}, "lembar pkt, baris 6, kolom responden: “banyak”"),
        ({"C5": "Lumayan"}, "lembar pkt, baris 5, kolom penilaian: “Lumayan”"),
        ({"D7": -1}, "lembar pkt, baris 7, kolom responden: “-1”"),
        ({"B5": None}, "lembar pkt, baris 5, kolom loket: “” sel kosong"),
        ({"C6": "Sangat puas"}, "baris 6"),
        ({f"B{EXAMPLE_ROW}": "C"}, "baris CONTOH diubah"),
        ({"A6": "x"}, "kolom A bukan tempat data"),
        ({"A5": "CONTOH"}, "baris CONTOH diubah"),
        ({"C3": "nilai"}, "penilaian"),
        ({"A3": None}, "judul kolom tidak ada"),
        ({"F9": "rekap"}, "tanpa judul"),
        ({"D6": "=1+1"}, "rumus tanpa nilai"),
    ],
    ids=["word", "choice", "bound", "empty", "twice", "example", "mark", "example-marked", "head", "no-heads", "aside",
         "formula"],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(form: Path, cells: dict[str, object], expected: str) -> None:
    found = edited(form, "pkt", cells)
    assert expected in told(found)
    assert all(fault.remedy for fault in all_faults(found))


def test_faults_of_every_sort_are_told_at_once(form: Path) -> None:
    cells = {"D5": "#N/A", "C6": "Lumayan", "D7": dt.datetime(2018, 2, 3, 14, 5), "F6": "lihat lampiran", "B9": "DD"}  # noqa: DTZ001
    book = load_workbook(form)
    for place, value in cells.items():
        book["pkt"][place] = value
    book["pkt"].merge_cells("B10:C10")
    book.save(form)
    said = told(read(form))
    for place in ("D5", "F6", "D7", "B10:C10"):
        assert f"sel {place}" in said
    for place in ("baris 6, kolom penilaian", "baris 9, kolom loket", "baris 9, kolom responden"):
        assert f"lembar pkt, {place}" in said
    assert "kolom responden: “#N/A”" not in said


def test_other_sheets_are_told_and_the_list_of_faults_is_not(form: Path) -> None:
    book = load_workbook(form)
    book.create_sheet("Rekap")["A1"] = 1
    book.create_sheet("Kesalahan")["A1"] = "Berkas"
    book.save(form)
    (fault,) = all_faults(read(form))
    assert (fault.sheet, fault.level) == ("Rekap", "warning")


def test_a_sheet_that_is_gone_is_told(form: Path) -> None:
    book = load_workbook(form)
    del book["pkt"]
    book.save(form)
    assert "lembar pkt: lembar ini hilang" in told(read(form))


def code_cell(path: Path) -> str:
    """Where the cover has its code."""
    sheet = load_workbook(path)[COVER]
    return next(row[2].coordinate for row in sheet.iter_rows() if row[1].value == CODE)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("F1/2017/kanreg-10", "formulir tahun 2017, yang dikumpulkan tahun 2018"),
        ("F2/2018/kanreg-10", "formulir versi 2"),
        ("F1/2018/kanreg-99", "satuan kerja kanreg-99 tidak ada"),
        ("", "bukan formulir"),
        ("F1/2018/../x", "bukan formulir"),
    ],
    ids=["year", "version", "unit", "none", "path"],
)
def test_a_form_of_something_else_is_refused_with_the_reason(form: Path, code: str, expected: str) -> None:
    found = edited(form, COVER, {code_cell(form): code})
    assert found.refused
    assert expected in told(found)
    assert not found.sheets


def test_a_form_of_columns_that_changed_since_is_refused(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = tuple(
        replace(one, columns=(*one.columns[:-1], replace(one.columns[-1], minimum=1))) if one.name == "pkt" else one
        for one in returned.contracts(2018)
    )
    monkeypatch.setattr(returned, "contracts", lambda _year: now)
    assert "lembar pkt: kolom data ini berubah sejak formulir dibuat" in told(read(form))


@pytest.mark.parametrize(
    ("letter", "day", "expected"),
    [
        ("7/HUM/2019", None, "Tanggal surat pengantar tidak"),
        (None, dt.date(2019, 1, 4), "Nomor surat pengantar tidak"),
        ("7/HUM/2019", "4 Januari", "bukan tanggal"),
    ],
    ids=["no-day", "no-letter", "words"],
)
def test_half_a_letter_is_told(form: Path, letter: str | None, day: dt.date | str | None, expected: str) -> None:
    say_letter(form, letter, day)
    assert expected in told(read(form))


def test_a_letter_is_read(form: Path) -> None:
    say_letter(form, "7/HUM/2019", dt.date(2019, 1, 4))
    handover = read(form).handover
    assert (handover.by, handover.letter, handover.date) == ("Kantor Regional X BKN", "7/HUM/2019", dt.date(2019, 1, 4))


@pytest.mark.hostile("input")
@pytest.mark.parametrize("content", [b"", b"bukan arsip", b"PK\x03\x04rusak", bytes.fromhex("d0cf11e0a1b11ae1")])
def test_what_is_no_workbook_is_a_fault(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "rusak.xlsx"
    place.write_bytes(content)
    found = read(place)
    assert found.refused
    assert "rusak.xlsx" in told(found)


def test_a_workbook_that_is_no_form_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "Rekap"
    book.save(tmp_path / "rekap.xlsx")
    assert "bukan formulir" in told(read(tmp_path / "rekap.xlsx"))


@pytest.mark.hostile("person")
def test_a_telephone_number_is_told_and_not_repeated(project: Path, tmp_path: Path) -> None:
    number = "-".join(("0812", "3456", "7890"))  # noqa: FLY002 - in pieces: this file leaves with a report
    row = (
        "01180000001",
        "WBS",
        "Berkadar pengawasan",
        f"hubungi {number}",
        "Biro Humas",
        "2018-02-03",
        "",
        "Dalam proses",
        "",
    )
    found = read(filled_form(tmp_path / "f.xlsx", "kanreg-10", pengaduan=[row]))
    assert f"baris {FIRST_ROW}, kolom topik: memuat" in told(found)
    assert number not in told(found)


SURVEYED = ("Perempuan", "40–49 tahun", "Diploma", "Instansi pusat", *"432143214")


@pytest.fixture
def survey(project: Path, tmp_path: Path) -> tuple[Path, Contract]:
    """A form that asks for the satisfaction survey, and its contract."""
    (order,) = form_orders(2018, ["kanreg-10"], ["skm"])
    write_form(order, tmp_path / "skm.xlsx")
    return tmp_path / "skm.xlsx", order.contracts[0]


def test_what_nobody_was_asked_stays_away(survey: tuple[Path, Contract]) -> None:
    path, contract = survey
    fill(path, contract, [("R001", *SURVEYED, *[""] * 9), ("R002", *SURVEYED, *[""] * 9)])
    found = read(path)
    assert told(found) == ""
    (sheet,) = found.sheets
    assert sheet.heads == tuple(column.header for column in contract.columns if not column.may_be_absent)
    assert sheet.lines == (("R001", *SURVEYED), ("R002", *SURVEYED))


def test_what_some_were_asked_is_wanted_of_all(survey: tuple[Path, Contract]) -> None:
    path, contract = survey
    fill(path, contract, [("R001", *SURVEYED, *"432143214"), ("R002", *SURVEYED, *[""] * 9)])
    assert {fault.column for fault in all_faults(read(path))} == {f"K{number}" for number in range(1, 10)}


def test_a_question_says_what_it_is_about(survey: tuple[Path, Contract]) -> None:
    notes = [cell.value for cell in load_workbook(survey[0])["skm"][NOTES_ROW]]
    assert sum("Persyaratan" in str(note) for note in notes) == 2
    assert sum("kecuali bila tidak ditanyakan" in str(note) for note in notes) == 9


def test_a_cover_without_its_list_of_sheets_is_refused(form: Path) -> None:
    sheet = load_workbook(form)[COVER]
    place = next(row[1].coordinate for row in sheet.iter_rows() if row[1].value == TABLE_HEADS[0])
    found = edited(form, COVER, {place: "x"})
    assert found.refused
    assert "daftar lembar" in told(found)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_form_that_libreoffice_saved_says_the_same(project: Path, tmp_path: Path) -> None:
    form = filled_form(tmp_path / "f.xlsx", "kanreg-10", pkt=COUNTERS, pengaduan=COMPLAINTS)
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "lain"), str(form)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    saved = read(tmp_path / "lain" / "f.xlsx")
    assert told(saved) == ""
    assert [sheet.lines for sheet in saved.sheets] == [sheet.lines for sheet in read(form).sheets]
