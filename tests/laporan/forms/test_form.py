"""What a form asks of an office, and how it helps to fill it in: read back from the workbook."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from laporan.cli.app import app
from laporan.core.errors import ParameterError
from laporan.data.catalogue import contract_for, contracts
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract
from laporan.data.read import read_table
from laporan.forms.ask import form_orders, write_forms
from laporan.forms.cover import FormOrder, read_cover
from laporan.forms.form_workbook import write_form
from laporan.forms.guidance import example_text, is_unfilled, note_of
from laporan.forms.layout import CHOICES, COVER, EXAMPLE_ROW, FIRST_ROW, HEADS_ROW, FormCode, columns_digest

from ..projects import ROOT

UNTIL = dt.date(2019, 1, 31)


@pytest.fixture(scope="module")
def filled_in(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The form of kanreg-10, with two datasets."""
    folder = tmp_path_factory.mktemp("formulir-kosong")
    (path,) = write_forms(form_orders(2018, ["kanreg-10"], (), UNTIL, "Biro Humas, Jakarta"), folder)
    return load_workbook(path)


def test_a_form_has_a_sheet_for_each_dataset_that_the_chapters_load(filled_in: Workbook) -> None:
    assert filled_in.sheetnames == [COVER, "pengaduan", "pkt", CHOICES]
    assert filled_in[CHOICES].sheet_state == "hidden"


def test_the_cover_says_whose_it_is_until_when_and_to_whom(filled_in: Workbook) -> None:
    told = [cell.value for row in filled_in[COVER].iter_rows() for cell in row if cell.value is not None]
    assert {"Formulir data 2018", "Kantor Regional X BKN", "31 Januari 2019", "Biro Humas, Jakarta"} <= set(told)
    cover = read_cover(filled_in[COVER])
    assert cover.code == FormCode(2018, "kanreg-10")
    assert set(cover.digests) == {"pengaduan", "pkt"}


def test_what_nobody_said_is_called_that(project: Path, tmp_path: Path) -> None:
    (path,) = write_forms(form_orders(2018, ["kanreg-10"]), tmp_path)
    told = [cell.value for row in load_workbook(path)[COVER].iter_rows() for cell in row]
    assert sum("belum ditetapkan" in str(text) for text in told) == 2


def test_the_parameters_say_until_when_and_to_whom_and_the_command_says_it_otherwise(
    project: Path, tmp_path: Path
) -> None:
    file, office = project / "params" / "2018.yml", project / "params" / "2018" / "kanreg-10.yml"
    before = file.read_text(encoding="utf-8")
    office.parent.mkdir()
    try:
        file.write_text(f"{before}\nforms: {{until: 2019-02-28, send_to: Biro Humas}}\n", encoding="utf-8")
        office.write_text("forms: {send_to: Sekretariat Kanreg}\n", encoding="utf-8")
        main, other = form_orders(2018, ["pusat", "kanreg-10"])
        (asked,) = form_orders(2018, ["kanreg-10"], (), UNTIL, "Inspektorat")
        said = CliRunner().invoke(app, ["form", "2018", "--unit", "kanreg-10", "--to", str(tmp_path)])
    finally:
        file.write_text(before, encoding="utf-8")
        shutil.rmtree(office.parent)
    assert (main.until, main.send_to) == (dt.date(2019, 2, 28), "Biro Humas")
    assert (other.until, other.send_to) == (dt.date(2019, 2, 28), "Sekretariat Kanreg")
    assert (asked.until, asked.send_to) == (UNTIL, "Inspektorat")
    assert said.exit_code == 0
    assert "belum ditetapkan" not in said.output


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param("until: 2009-01-31", "tidak dikumpulkan sampai 2009-01-31", id="before-its-year"),
        pytest.param("until: 31/01/2019", "forms.until", id="no-date"),
        pytest.param("send_to: (nama biro)", "belum diisi", id="nobody"),
        pytest.param("sampai: 2019-01-31", "sampai", id="unknown-key"),
    ],
)
def test_what_the_parameters_say_of_forms_must_make_sense(project: Path, said: str, told: str) -> None:
    file = project / "params" / "2018.yml"
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(f"{before}\nforms: {{{said}}}\n", encoding="utf-8")
        with pytest.raises(ParameterError, match=told):
            form_orders(2018, ["kanreg-10"])
    finally:
        file.write_text(before, encoding="utf-8")


@pytest.mark.parametrize("text", ["(nama pejabat)", "…", "Biro …", " ... ", "___"])
def test_an_addressee_who_is_still_to_be_named_is_refused(project: Path, text: str) -> None:
    assert is_unfilled(text)
    with pytest.raises(ParameterError, match="belum diisi"):
        form_orders(2018, ["kanreg-10"], send_to=text)


def rules_of(sheet: Worksheet) -> dict[str, DataValidation]:
    """The validation of each column, by its heading."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (area,) = rule.sqref.ranges
        assert (area.min_row, area.max_row) == (FIRST_ROW, 1_048_576)
        found[sheet.cell(HEADS_ROW, area.min_col).value] = rule
    return found


def test_a_column_of_words_has_a_list_of_exactly_these(filled_in: Workbook) -> None:
    contract = contract_for("pengaduan", 2018)
    rules = rules_of(filled_in["pengaduan"])
    for column in contract.columns:
        rule = rules[column.header]
        assert (rule.type == "list") == bool(column.choices)
        if column.choices:
            area = rule.formula1.removeprefix("Pilihan!").replace("'Pilihan'!", "").replace("$", "")
            assert [cell.value for (cell,) in filled_in[CHOICES][area]] == list(column.choices)
            assert (rule.showErrorMessage, rule.errorStyle or "stop") == (True, "stop")


def test_dates_and_numbers_are_bounded_as_the_contract_has_them(filled_in: Workbook) -> None:
    closed = rules_of(filled_in["pengaduan"])["tanggal_selesai"]
    excel_day = lambda day: str((day - dt.date(1899, 12, 30)).days)  # noqa: E731 - as a spreadsheet counts days
    assert (closed.type, closed.operator or "between") == ("date", "between")
    assert [closed.formula1, closed.formula2] == [excel_day(dt.date(2018, 1, 1)), excel_day(dt.date(2018, 12, 31))]
    people = rules_of(filled_in["pkt"])["responden"]
    assert (people.type, people.operator, people.formula1) == ("whole", "greaterThanOrEqual", "0")


def test_text_keeps_its_zeros_and_dates_have_the_form_of_the_contract(filled_in: Workbook) -> None:
    widths = filled_in["pengaduan"].column_dimensions
    assert widths["B"].number_format == "@"
    assert widths["G"].number_format == "yyyy-mm-dd"


def test_heads_notes_and_example_are_locked_and_cells_below_are_not(filled_in: Workbook) -> None:
    for name in ("pengaduan", "pkt"):
        sheet = filled_in[name]
        assert sheet.protection.sheet
        assert all(cell.protection.locked for row in sheet.iter_rows(max_row=EXAMPLE_ROW) for cell in row)
        last = sheet.max_column
        assert [sheet.column_dimensions[letter].protection.locked for letter in "AB"] == [True, False]
        assert sheet.cell(HEADS_ROW, last).value == contract_for(name, 2018).columns[-1].header
    assert filled_in[COVER].protection.sheet


def test_each_column_says_what_to_write(filled_in: Workbook) -> None:
    rules = rules_of(filled_in["pengaduan"])
    for column in contract_for("pengaduan", 2018).columns:
        note = note_of(column)
        assert rules[column.header].prompt == note[:255]
        assert ("Wajib diisi" in note) != column.optional
        assert column.pattern is None or column.pattern not in note


def test_every_example_row_is_one_that_its_contract_accepts(project: Path, tmp_path: Path) -> None:
    place = tmp_path / "contoh.csv"
    for contract in contracts(2018):
        with place.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([column.header for column in contract.columns])
            writer.writerow([example_text(column, 2018) for column in contract.columns])
        assert check(read_table(place, contract), contract)[1] == [], contract.name


NAMED = Column("name", "nama", personal=True, optional=True)
COUNT = Column("count", "jumlah", "integer")


def test_personal_columns_are_not_asked(tmp_path: Path) -> None:
    contract = Contract("uji", "Data uji", (NAMED, COUNT))
    write_form(FormOrder(FormCode(2018, "pusat"), "Kantor Uji", [contract]), tmp_path / "f.xlsx")
    book = load_workbook(tmp_path / "f.xlsx")
    assert [cell.value for cell in book["uji"][HEADS_ROW]] == ["Kolom", "jumlah"]
    assert not any(cell.value == "nama" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_dataset_that_needs_personal_data_has_no_form(tmp_path: Path) -> None:
    contract = Contract("uji", "Data uji", (replace(NAMED, optional=False), COUNT))
    with pytest.raises(ParameterError, match="data pribadi"):
        write_form(FormOrder(FormCode(2018, "pusat"), "Kantor Uji", [contract]), tmp_path / "f.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "changed",
    [{"header": "banyaknya"}, {"minimum": 1}, {"optional": True}, {"kind": "decimal"}],
    ids=lambda changed: next(iter(changed)),
)
def test_other_columns_have_another_digest(changed: dict[str, object]) -> None:
    plain = Contract("uji", "Data uji", (COUNT,))
    assert columns_digest(plain) != columns_digest(Contract("uji", "Data uji", (replace(COUNT, **changed),)))


def test_the_same_order_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    orders = form_orders(2018, ["kanreg-10"], (), UNTIL, "Biro Humas")
    once, twice = (write_forms(orders, tmp_path / name)[0].read_bytes() for name in ("a", "b"))
    assert once == twice


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    told = str(result.exception) if isinstance(result.exception, ParameterError) else ""
    return result.exit_code, result.output + told


def test_all_offices_get_a_form_in_one_command(project: Path, tmp_path: Path) -> None:
    code, _told = run("form", "2018", "--units", "all", "--to", str(tmp_path))
    assert code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"formulir-2018-{unit}.xlsx" for unit in ("kanreg-10", "kanreg-11", "pusat")
    ]


def test_a_form_that_may_be_filled_in_is_not_replaced(project: Path, tmp_path: Path) -> None:
    there = tmp_path / "formulir-2018-kanreg-11.xlsx"
    there.write_bytes(b"sudah diisi")
    code, told = run("form", "2018", "--units", "kanreg-10,kanreg-11", "--to", str(tmp_path))
    assert code == 1
    assert "formulir-2018-kanreg-11.xlsx: sudah ada" in told
    assert [there.read_bytes(), len(list(tmp_path.iterdir()))] == [b"sudah diisi", 1]
    assert run("form", "2018", "--units", "kanreg-10,kanreg-11", "--to", str(tmp_path), "--force")[0] == 0
    assert there.read_bytes() != b"sudah diisi"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--unit", "kanreg-99"], 1, "kanreg-99"),
        (["--data", "tidak_ada"], 1, "tidak dikenal"),
        (["--until", "31-01-2019"], 2, "bukan tanggal"),
    ],
    ids=["unit", "dataset", "day"],
)
def test_what_can_not_be_asked_is_told(project: Path, tmp_path: Path, words: list[str], code: int, told: str) -> None:
    result = CliRunner().invoke(app, ["form", "2018", "--to", str(tmp_path), *words])
    assert result.exit_code == code
    assert told in result.output + str(result.exception)
    assert not list(tmp_path.iterdir())


def test_our_own_offices_are_asked_for_what_their_chapters_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(ROOT))
    (order,) = form_orders(2018, ["kanreg-10"])
    assert [contract.name for contract in order.contracts] == ["kpo_ppo", "pengaduan", "pkt", "skm"]
