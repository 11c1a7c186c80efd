"""Columns that a contract calls personal are checked and dropped: nothing that is made of a file has their cells."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from laporan.core.errors import DataError, Fault
from laporan.data import cache
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract, RowCheck
from laporan.data.disclosure import answers
from laporan.data.plausibility import gaps
from laporan.data.read import read_rows, read_table, read_text
from laporan.data.soft_checks import unnoted

pytestmark = pytest.mark.hostile("person")

NAME, NIK = "Siti Aminah", "3404025011880001"
REGISTER = Contract(
    "register",
    "Register",
    (
        Column("number", "nomor", "integer", minimum=1),
        Column("person", "nama", personal=True),
        Column("nik", "nik", pattern="[0-9]{16}", unique=True, personal=True),
        Column("born", "lahir", "date", personal=True),
        Column("wage", "gaji", "decimal", optional=True, personal=True),
        Column("service", "layanan", choices=("KTP", "KK")),
    ),
)
GOOD = f'1,{NAME},{NIK},1988-11-10,"1,50",KTP', "2,Budi,3404020101900002,1990-01-01,,KK"
PERSONAL = {"person", "nik", "born", "wage"}


def written(folder: Path, *rows: str) -> Path:
    path = folder / "register.csv"
    path.write_text("\n".join(["nomor,nama,nik,lahir,gaji,layanan", *rows, ""]), encoding="utf-8")
    return path


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (("nomor", "nama", "nik", "lahir", "gaji", "layanan"), (1, NAME, NIK, "1988-11-10", "1,5", "KTP")):
        book.worksheets[0].append(row)
    book.save(folder / "register.xlsx")
    return folder / "register.xlsx"


def faults(path: Path, contract: Contract = REGISTER) -> list[Fault]:
    try:
        return check(read_table(path, contract), contract)[1]
    except DataError as error:
        return list(error.faults)


@pytest.mark.parametrize("make", [lambda folder: written(folder, *GOOD), workbook], ids=["csv", "xlsx"])
def test_a_personal_column_is_in_no_frame(tmp_path: Path, make: object) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    frame, found = check(read_table(path, REGISTER), REGISTER)
    assert found == []
    assert list(frame.columns) == ["number", "service"]
    assert list(read_text(path, REGISTER).columns) == ["nomor", "layanan"]
    assert list(read_rows(path, REGISTER, [2]).columns) == ["nomor", "layanan"]


def test_not_even_a_frame_with_faults_has_it(tmp_path: Path) -> None:
    frame, found = check(read_table(written(tmp_path, f"x,{NAME},1,x,x,Paspor"), REGISTER), REGISTER)
    assert found
    assert not PERSONAL.intersection(frame.columns)


def test_what_is_kept_for_the_next_build_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    (tmp_path / "laporan.toml").write_text('content = "."\n', encoding="utf-8")
    frame, _ = check(read_table(written(tmp_path, *GOOD), REGISTER), REGISTER)
    cache.keep("kunci", frame, REGISTER)
    assert list(cache.recall("kunci").columns) == ["number", "service"]  # type: ignore[union-attr]


FAULTY = {
    "a form that is not the declared one": (f"1,{NAME},{NIK}9,1988-11-10,,KTP",),
    "an empty cell": (f"1,,{NIK},1988-11-10,,KTP",),
    "a date that there is not": (f"1,{NAME},{NIK},1988-31-10,,KTP",),
    "a person twice": (GOOD[0], f"2,{NAME},{NIK},1988-11-10,,KK"),
    "a line break": (f'1,"{NAME}\nlain",{NIK},1988-11-10,,KTP',),
    "a cell too many": (f"1,{NAME},{NIK},1988-11-10,,KTP,{NAME}",),
    "cells that moved to the left": (f"{NAME},{NIK},1988-11-10,,KTP,",),
    "cells that moved to the right": (f",1,{NAME},{NIK},1988-11-10,",),
    "a quotation mark that swallows the row": (f'1,"{NAME},{NIK},1988-11-10,,KTP', f'2,Budi",{NIK},1988-11-10,,KK'),
    "a quotation mark that nobody closes": (f'1,"{NAME},{NIK},1988-11-10,,KTP',),
}


@pytest.mark.parametrize("rows", FAULTY.values(), ids=FAULTY)
def test_a_fault_is_told_without_the_person(tmp_path: Path, rows: tuple[str, ...]) -> None:
    found = faults(written(tmp_path, *rows))
    assert found
    said = " ".join(map(str, found)) + json.dumps([vars(fault) for fault in found])
    for word in (*NAME.split(), NIK, "1988", "Budi"):
        assert word not in said


def test_a_rule_across_columns_may_ask_it_and_says_nothing_of_it(tmp_path: Path) -> None:
    rule = RowCheck("nik", lambda rows: rows["person"] != NAME, "bukan penduduk", "Periksa")
    (fault,) = faults(written(tmp_path, *GOOD), replace(REGISTER, checks=(rule,)))
    assert (fault.row, fault.column, fault.value) == (2, "nik", None)


def test_an_unlikely_value_of_its_file_is_not_repeated() -> None:
    contract = replace(REGISTER, soft_checks=(gaps("number"),))
    frame = pd.DataFrame({"number": [1, 3], "service": ["KTP", "KK"]}, index=[2, 3])
    (fault,) = unnoted(frame, contract, [], "register.csv")
    assert (fault.row, fault.value) == (3, None)


def test_answers_of_persons_are_counted_without_it() -> None:
    contract = Contract(
        "k", "K", (Column("sex", "jk", choices=("L", "P"), personal=True), Column("g", "g", choices=("A", "B"))),
        counted_in=("orang",),
    )  # fmt: skip
    found = answers(pd.DataFrame({"g": ["A"] * 9 + ["B"] * 9}, dtype=str), contract)
    assert {count.column for count in found.counts} == {"g"}


@pytest.mark.parametrize(
    "declare",
    [
        lambda: Column("a", "a", personal=True, public=True),
        lambda: replace(REGISTER, soft_checks=(gaps("nik"),)),
    ],
    ids=["personal and public", "a soft check of what it never sees"],
)
def test_a_contract_that_contradicts_itself_is_refused(declare: object) -> None:
    with pytest.raises(ValueError, match="personal"):
        declare()  # type: ignore[operator]


def test_a_number_of_a_person_in_any_column_is_not_repeated(tmp_path: Path) -> None:
    plain = Contract("p", "P", (Column("a", "a", choices=("x",)), Column("b", "b", "integer")))
    path = tmp_path / "p.csv"
    path.write_text(f"a,b\n{NIK},0812-3456-7890\nz,y\n", encoding="utf-8")
    assert [fault.value for fault in faults(path, plain)] == [None, "z", None, "y"]
