"""A line break in a cell is a fault: nearly always a stray quotation mark has swallowed rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from laporan.core.errors import DataError
from laporan.data.contracts import Column, Contract
from laporan.data.read import read_table, split
from laporan.data.text_table import FileLayout

pytestmark = pytest.mark.hostile("input")

COLUMNS = (Column("code", "kode"), Column("topic", "topik"), Column("story", "uraian", optional=True, lines=True))
LOG = Contract("log", "Log", COLUMNS)


def log(path: Path, rows: dict[int, str], count: int = 5000) -> Path:
    lines = [rows.get(n, f"{n:04},topik,") for n in range(2, count + 2)]
    path.write_text("\n".join(["kode,topik,uraian", *lines, ""]), encoding="utf-8")
    return path


def test_a_quote_that_swallows_a_thousand_rows_is_told_where_it_opens(tmp_path: Path) -> None:
    path = log(tmp_path / "log.csv", {3000: '3000,"topik,', 4000: '4000,topik",'})
    with pytest.raises(DataError) as told:
        read_table(path, LOG)
    assert "baris 3000, kolom topik" in str(told.value)
    assert "1001 baris dalam satu sel" in str(told.value)


def test_a_cell_may_hold_several_lines_where_its_contract_says_so(tmp_path: Path) -> None:
    path = log(tmp_path / "log.csv", {3: '0003,topik,"satu\ndua"'}, 4)
    assert "satu\ndua" in read_table(path, LOG).columns["uraian"].texts.tolist()


def test_the_same_holds_in_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (["kode", "topik", "uraian"], ["1", "a\nb", "c\nd"]):
        book.worksheets[0].append(line)
    book.save(tmp_path / "log.xlsx")
    with pytest.raises(DataError, match="baris 2, kolom topik"):
        read_table(tmp_path / "log.xlsx", LOG)


def test_the_answers_of_a_form_are_taken_as_they_come(tmp_path: Path) -> None:
    path = log(tmp_path / "log.csv", {3: '0003,"satu\ndua",'}, 4)
    assert len(split(path, LOG, "log.csv", FileLayout(",;", lenient=True)).rows) == 4
