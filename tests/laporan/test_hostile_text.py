"""Free words of data that a spreadsheet would run or a terminal obey are faults, and messages don't pass them on."""

from __future__ import annotations

from pathlib import Path

import pytest

from laporan.core.errors import Fault
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract
from laporan.data.read import read_table

pytestmark = pytest.mark.hostile("escape")

LOG = Contract("log", "Log", (Column("code", "kode", pattern=r"\d+"), Column("topic", "topik", optional=True)))


def faults_of(folder: Path, text: str) -> list[Fault]:
    path = folder / "log.csv"
    path.write_text(f"kode,topik\n1,gaji\n2,{text}\n", encoding="utf-8")
    return check(read_table(path, LOG), LOG)[1]


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(1)",
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "=1+1",
        "＝1+1",
        "＠SUM(A1)",
        "＋cmd|' /C calc'!A0",
    ],
)
def test_a_formula_is_no_topic(tmp_path: Path, text: str) -> None:
    (fault,) = faults_of(tmp_path, text)
    assert (fault.row, fault.column) == (3, "topik")
    assert "rumus" in fault.rule


@pytest.mark.parametrize(
    "text", ["\x1b[31mmerah", "a\x07b", "\u202eterbalik", "a\x9bb", "a\u2028b", "a\ufffeb"], ids=ascii
)
def test_what_a_terminal_would_obey_is_a_fault_and_is_not_printed(tmp_path: Path, text: str) -> None:
    (fault,) = faults_of(tmp_path, text)
    assert "tanda kendali" in fault.rule
    assert not set(str(fault)) & {"\x1b", "\x07", "\u202e", "\x9b", "\u2028", "\ufffe"}


@pytest.mark.parametrize("text", ["-", "- tidak disebut", "KPO & PPO", "naik 5+ kali", "a=b", "Denpasar–Bali", "é"])
def test_words_are_words(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path, text) == []
