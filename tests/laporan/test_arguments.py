"""Numbers and days on the command line: digits 0 to 9, within bounds, or a wrong use of the command."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from laporan.cli.app import app
from laporan.cli.arguments import FIRST_YEAR, LAST_YEAR, at_least_one, day, factor, workbook, year_number
from laporan.core.faults import Fault
from laporan.data.check import write_fault_workbook

from .projects import ROOT, run_laporan

pytestmark = pytest.mark.hostile("input")


@pytest.mark.parametrize(
    "written", ["٢٠١٧", "２０１７", "2_017", "+2017", " 2017", "2017.0", "0x7e1", "1944", "2101", "9" * 5000, "", "²"]
)
def test_no_other_writing_is_a_year(written: str) -> None:
    with pytest.raises(typer.BadParameter):
        year_number(written)


@pytest.mark.parametrize("written", ["nan", "inf", "1e400", "-1", "٢", "1_0", "0,5", "."])
def test_no_other_writing_is_a_factor(written: str) -> None:
    with pytest.raises(typer.BadParameter):
        factor(written)


@given(st.text(max_size=8) | st.integers(-9999, 99999).map(str))
def test_what_is_taken_is_what_is_written(written: str) -> None:
    for parser, least, most in ((year_number, FIRST_YEAR, LAST_YEAR), (at_least_one, 1, 10**9)):
        try:
            value = parser(written)
        except typer.BadParameter:
            assert not (written in map(str, range(least, 3000)) and int(written) <= most)
        else:
            assert least <= value <= most
            assert written.lstrip("0") == str(value)


@pytest.mark.parametrize(
    "words",
    [("check", "２０１７"), ("trace", "2017", "3.852", "--rows", "٣"), ("build", "2017", "-j", "²")],
    ids=" ".join,
)
def test_a_command_says_so_and_ends_with_2(words: tuple[str, ...]) -> None:
    run = run_laporan(ROOT, *words)
    assert run.returncode == 2
    assert "angka 0 sampai" in " ".join(run.stderr.replace("│", " ").split())


def test_a_unit_without_a_name_is_the_main_one() -> None:
    run = run_laporan(ROOT, "check", "2017", "--unit", "")
    assert run.returncode == 0
    assert "(pusat)" in run.stdout


@pytest.mark.parametrize("written", ["params/2017.yml", "kesalahan", "kesalahan.csv", ""])
def test_a_list_of_faults_takes_the_place_of_nothing_but_a_workbook(written: str) -> None:
    with pytest.raises(typer.BadParameter):
        workbook(written)
    assert str(workbook("a/kesalahan.XLSX")) == "a/kesalahan.XLSX"


def test_a_message_repeats_no_command_to_the_terminal() -> None:
    run = run_laporan(ROOT, "check", "2017", "--unit", "\x1b]0;x\x07\u202e")
    assert run.returncode == 1
    assert "\x1b" not in run.stderr
    assert "satuan kerja" in run.stderr


def test_a_list_of_faults_that_can_t_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"kesalahan\.xlsx"):
        write_fault_workbook([Fault("a.csv", "kosong", "Isi.")], tmp_path / "tidak-ada" / "kesalahan.xlsx")


@pytest.mark.parametrize("written", ["31-01-2019", "20190131", "2019-02-30", "2019-W05-4", "٢٠١٩-٠١-٣١", ""])
def test_a_day_has_one_form(written: str) -> None:
    with pytest.raises(typer.BadParameter, match="bukan tanggal"):
        day(written)


def test_a_day_is_read() -> None:
    assert day("2019-01-31") == dt.date(2019, 1, 31)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--map", "a.yml"], "sebut --year"),
        (["--year", "2019"], "sebut --year, dan --map"),
        (["--year", "٢٠١٩", "--map", "a.yml"], "bukan bilangan"),
        (["--year", "2019", "--map", "a.yml", "--date", "31-01-2019"], "bukan tanggal"),
        (["--year", "2019", "--map", "a.yml", "--append", "--replace"], "pilih salah satu"),
        (["--year", "2019", "--propose"], "sebut sumbernya"),
    ],
    ids=["year", "map", "digits", "day", "append-and-replace", "propose"],
)
def test_an_import_is_told_how_it_is_called(words: list[str], told: str) -> None:
    result = CliRunner().invoke(app, ["import", *words])
    assert result.exit_code == 2
    assert told in " ".join(result.output.replace("│", " ").split())
