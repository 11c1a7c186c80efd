"""One reader: whatever splits a file into cells, its values and its faults are the same."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from laporan.core.csv_limit import cells_up_to
from laporan.core.errors import DataError, Fault
from laporan.data import read, split_csv, split_plain, text_table
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract, RowCheck
from laporan.data.headers import header_faults
from laporan.data.text_table import FIRST_ROW, LONGEST_CELL, FileLayout, TextTable

LOG = Contract(
    "log",
    "Log uji",
    (
        Column("code", "kode", unique=True, pattern="[0-9]{2}"),
        Column("channel", "kanal", choices=("LAPOR", "WBS")),
        Column("note", "catatan", optional=True),
        Column("received", "masuk", "date"),
        Column("count", "jumlah", "integer", optional=True, minimum=0, maximum=100),
        Column("score", "nilai", "decimal", optional=True),
    ),
    key=("channel", "count"),
    checks=(RowCheck("count", lambda rows: ~(rows["count"] > rows["received"].dt.day), "melebihi hari", "Periksa"),),
)
HEADER = [column.header for column in LOG.columns]
FILE = "log.csv"
PARTED = FileLayout(";")  # so that a decimal needs no quotation marks

# What stands in a cell: mostly what is right, so that whole files often are, and now and then anything.
ANYTHING = st.text(st.characters(codec="utf-8", exclude_characters='";\r\n\0'), max_size=4)
CELLS = [
    st.sampled_from(["01", "02", "03", "04", " 05", "6"]) | st.integers(10, 99).map(str),
    st.sampled_from(["LAPOR", "WBS", "WBS "]),
    st.sampled_from(["", "a", "é – b"]),
    st.sampled_from(["2017-01-31", "2017-02-28"]),
    st.sampled_from(["", "3", "7", "007", "31", "101"]),
    st.sampled_from(["", "3", "2,50", "-1,5"]),
]
ROWS = st.tuples(*(st.one_of(usual, usual, usual, usual, usual, ANYTHING) for usual in CELLS)) | st.just(("",) * 6)
FILES = st.lists(ROWS.map(list), min_size=1, max_size=6)

Outcome = tuple[Fault, ...] | tuple[list[str], list[Fault], pd.DataFrame, list[Fault]]


def outcome(table: TextTable) -> Outcome:
    """All that a split table says, or the faults of its shape."""
    shape = header_faults(table, LOG) or table.ragged
    return tuple(shape) if shape else (table.header, table.ragged, *check(table, LOG))


def by_csv(path: Path) -> Outcome:
    try:
        return outcome(split_csv.split(path, LOG, FILE, PARTED))
    except DataError as error:
        return error.faults


def assert_same(one: Outcome, other: Outcome) -> None:
    for here, there in zip(one, other, strict=True):
        if isinstance(here, pd.DataFrame):
            pd.testing.assert_frame_equal(here, there, check_exact=True)
        else:
            assert here == there


def written(rows: list[list[str]], quoting: int) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    writer.writerows([HEADER, *rows])
    return text.getvalue().encode()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reader") / FILE


@given(rows=FILES, end=st.sampled_from(["\n", "\r\n"]), bom=st.booleans())
def test_arrow_and_csv_split_alike(path: Path, rows: list[list[str]], end: str, bom: bool) -> None:
    path.write_bytes(b"\xef\xbb\xbf" * bom + "".join(";".join(row) + end for row in [HEADER, *rows]).encode())
    plain = split_plain.split(path, LOG, FILE, PARTED)
    assert plain is not None
    assert_same(outcome(plain), by_csv(path))


@given(rows=FILES)
def test_quotation_marks_change_nothing(path: Path, rows: list[list[str]]) -> None:
    path.write_bytes("".join(";".join(row) + "\n" for row in [HEADER, *rows]).encode())
    bare = outcome(read.split(path, LOG, FILE, PARTED))
    path.write_bytes(written(rows, csv.QUOTE_ALL))
    assert split_plain.split(path, LOG, FILE, PARTED) is None
    assert_same(outcome(read.split(path, LOG, FILE, PARTED)), bare)


# Lines that a splitter could take for something else; what is wrong with a line is rare, so that Arrow often reads on.
SPACES = ["", " ", "\x1f", "\x85", "\u2028", "\ufeff", "é"]
LINES = [*(f"01;WBS;{odd};2017-01-31;3;" for odd in SPACES), *(f";;{odd};;;" for odd in SPACES)]
ODD = ["", "1;2", '01;WBS;"a";2017-01-31;3;', "01;WBS;\0;2017-01-31;3;"]
ENDS = [*["\n"] * 12, *["\r\n"] * 3, "\r", ""]


@given(
    lines=st.lists(st.tuples(st.sampled_from([*LINES * 3, *ODD]), st.sampled_from(ENDS)), max_size=4),
    header=st.sampled_from([*[HEADER] * 5, [*HEADER, "kode"], [""], [" "]]),
)
def test_whatever_arrow_accepts_csv_accepts(path: Path, lines: list[tuple[str, str]], header: list[str]) -> None:
    path.write_bytes((";".join(header) + "\n" + "".join(map("".join, lines))).encode())
    plain = split_plain.split(path, LOG, FILE, PARTED)
    event(f"plain: {plain is not None}")
    if plain is not None:
        assert_same(outcome(plain), by_csv(path))


@given(rows=st.lists(st.sampled_from([b"01;WBS;;2017-01-31;1;\n", b"\n", b";;;;;\n", b" ; ;;;;\n", b"1;2\n"])))
def test_rows_are_counted_as_a_spreadsheet_counts(path: Path, rows: list[bytes]) -> None:
    path.write_bytes(b"".join([";".join(HEADER).encode() + b"\n", *rows]))
    table = read.split(path, LOG, FILE, PARTED)
    assert list(table.rows) == [row for row, line in enumerate(rows, FIRST_ROW) if line.startswith(b"01")]
    assert [fault.row for fault in table.ragged] == [
        row for row, line in enumerate(rows, FIRST_ROW) if line == b"1;2\n"
    ]


def test_a_long_file_is_split_in_batches(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(
        written([[f"{row}", "WBS", 'a "b"', "2017-01-31", "", ""] for row in range(10, 90)], csv.QUOTE_ALL)
    )
    whole = outcome(read.split(path, LOG, FILE, PARTED))
    monkeypatch.setattr(text_table, "BATCH", 7)
    assert_same(outcome(read.split(path, LOG, FILE, PARTED)), whole)


def test_a_workbook_says_what_its_csv_says(tmp_path: Path) -> None:
    rows = [["01", "WBS", "", "2017-01-31", "3", "2,5"], [""] * 6, ["1", "SMS", "x", "kemarin", "", "-"]]
    book = openpyxl.Workbook()
    for line in [HEADER, *rows]:
        book.active.append(line)  # type: ignore[union-attr]
    book.save(tmp_path / "log.xlsx")
    (tmp_path / FILE).write_bytes(written(rows, csv.QUOTE_MINIMAL))
    found = [outcome(read.split(tmp_path / name, LOG, FILE, PARTED)) for name in ("log.xlsx", FILE)]
    assert_same(*found)


def faults_in(path: Path, *rows: str) -> list[tuple[int | None, str | None, str | None]]:
    path.write_text("\n".join([",".join(HEADER), *rows]), encoding="utf-8")
    return [(fault.row, fault.column, fault.value) for fault in check(read.read_table(path, LOG), LOG)[1]]


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        pytest.param(
            ["1,WBS,,2017-01-31,x,", "02,SMS,,,3,"],
            [(2, "kode", "1"), (3, "kanal", "SMS"), (3, "masuk", ""), (2, "jumlah", "x")],
            id="cells of all kinds, column by column",
        ),
        pytest.param(
            ["01,WBS,,2017-01-03,7,", "01,WBS,,2017-01-31,7,", "03,SMS,,2017-01-31,7,"],
            [(4, "kanal", "SMS"), (2, "jumlah", "7"), (3, "kode", "01"), (3, "kanal + jumlah", "WBS + 7")],
            id="rows and keys beside cells that could be read",
        ),
        pytest.param(["01,WBS,,,3,", "01,WBS,,2017-01-31,3,"], [(2, "masuk", "")], id="no keys where a cell is unread"),
        pytest.param(["01,WBS,,2017-01-03,,", "02,WBS,,2017-01-31,,"], [], id="a missing value breaks no rule"),
        pytest.param(
            ["01,WBS,,2017-01-31," + "9" * 19 + ","], [(2, "jumlah", "9" * 19)], id="more digits than 64 bits"
        ),
        pytest.param(["01,WBS,,2017-01-31,\uff13,"], [(2, "jumlah", "\uff13")], id="a digit of another script"),
        pytest.param(["01,WBS,,2017-01-31,-01,"], [(2, "jumlah", "-01")], id="a value as the file writes it"),
        pytest.param(
            [f"{row},WBS,,2017-01-31,3," for row in (11, 12, 13)],
            [(3, "kanal + jumlah", "WBS + 3"), (4, "kanal + jumlah", "WBS + 3")],
            id="every repetition of a key",
        ),
    ],
)
def test_faults_come_at_once(tmp_path: Path, rows: list[str], faults: list[tuple[int, str, str]]) -> None:
    assert faults_in(tmp_path / FILE, *rows) == faults
    assert faults_in(tmp_path / FILE, *[row + "\r" for row in rows[:-1]], rows[-1]) == faults
    quoted = [",".join(f'"{cell}"' for cell in row.split(",")) for row in rows]
    assert faults_in(tmp_path / FILE, *quoted) == faults


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param(['"01', "02"], "salah letak setelah baris 1 (", id="below the header"),
        pytest.param(["01,WBS,,2017-01-31,3,", '02,"W"BS,,,,'], "salah letak setelah baris 2 (", id="within a cell"),
    ],
)
def test_a_stray_quotation_mark_is_placed(tmp_path: Path, rows: list[str], words: str) -> None:
    with pytest.raises(DataError) as refused:
        faults_in(tmp_path / FILE, *rows)
    assert words in str(refused.value)


@pytest.mark.parametrize("limit", [LONGEST_CELL, 10 * LONGEST_CELL], ids=["csv's own limit", "raised by a package"])
@pytest.mark.parametrize("quote", ["", '"'], ids=["bare", "quoted"])
def test_a_cell_longer_than_csv_reads_is_refused_whatever_else_was_imported(
    tmp_path: Path, limit: int, quote: str
) -> None:
    """frictionless and scipy.io.arff raise the process's limit."""
    note = f"{quote}{'x' * (LONGEST_CELL + 1)}{quote}"
    with cells_up_to(limit):
        with pytest.raises(DataError, match=r"lebih panjang dari 131072 huruf"):
            faults_in(tmp_path / FILE, f"01,WBS,{note},2017-01-31,3,")
        assert csv.field_size_limit() == limit


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("quote", ["", '"'], ids=["bare", "quoted"])
def test_a_lenient_layout_takes_what_parts_the_first_line(tmp_path: Path, delimiter: str, quote: str) -> None:
    lines = [["a", "b"], [f"{quote}1{quote}", "2.5"], ["3", "4"]]
    (tmp_path / "survei.txt").write_text("\n".join(map(delimiter.join, lines)), encoding="utf-8")
    table = read.split(tmp_path / "survei.txt", Contract("", "", ()), "survei.txt", FileLayout(",;\t|", lenient=True))
    assert table.header == ["a", "b"]
    assert [list(cells.spread(cells.texts.array)) for cells in table.columns.values()] == [["1", "3"], ["2.5", "4"]]


@pytest.mark.parametrize(
    ("text", "rows", "ragged"),
    [
        pytest.param("\n \na,b\n1,2\n", [4], [], id="blank lines above the header"),
        pytest.param("a,b\n1,2,, \n", [2], [], id="blank cells beyond it"),
        pytest.param("a,b\n1,2,3\n1\n", [], [2, 3], id="but not filled ones, nor short rows"),
    ],
)
def test_what_a_lenient_layout_lets_pass_is_a_fault_elsewhere(
    tmp_path: Path, text: str, rows: list[int], ragged: list[int]
) -> None:
    contract = Contract("", "", (Column("a", "a"), Column("b", "b")))
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    table = read.split(tmp_path / FILE, contract, FILE, FileLayout(lenient=True))
    assert (list(table.rows), [fault.row for fault in table.ragged]) == (rows, ragged)
    with pytest.raises(DataError):
        read.read_table(tmp_path / FILE, contract)
