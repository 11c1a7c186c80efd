"""Whatever a file holds: the value that a simple parser of its own finds, or a fault with file and place.

Never another exception, and never another number without a word.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laporan.core import paths
from laporan.core.errors import AnalysisError, DataError
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract
from laporan.data.package_file import package_entries
from laporan.data.read import read_table

pytestmark = pytest.mark.hostile("input")

COUNT, SHARE, DAY = "jumlah", "bagian", "tanggal"
CONTRACT = Contract(
    "uji",
    "Uji",
    (
        Column("code", "kode", pattern=r"\w\d"),
        Column("count", COUNT, "integer", optional=True),
        Column("share", SHARE, "decimal", optional=True),
        Column("day", DAY, "date", optional=True),
    ),
)
TITLES = [column.header for column in CONTRACT.columns]

# What people and programs write for numbers and days, and what only looks like it.
SIGNS = "0123456789" * 3 + "-+,._ eE%'٣３२²½ⅤxNaninf/:\u00a0\u200b−"
NUMBERS = st.text(st.sampled_from(SIGNS), max_size=8) | st.integers(-(10**20), 10**20).map(str)
DAYS = st.dates(dt.date(1, 1, 1)).map(str) | st.text(st.sampled_from("0123456789-/ ٣３TZ:"), max_size=11)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, DAYS | NUMBERS), min_size=1, max_size=4)


def own_reading(title: str, text: str) -> Any:
    """The value of a cell by the rules on paper; KeyError where it is none."""
    text = text.strip()
    if not text:
        return None
    if text.startswith("-") and not re.search("[1-9]", text):
        raise KeyError(text)
    if title == COUNT and re.fullmatch("-?0*[0-9]{1,15}", text):
        return int(text)
    if title == SHARE and re.fullmatch("-?0*[0-9]{1,15}(,[0-9]+)?", text):
        return Decimal(text.replace(",", "."))
    if title == DAY and re.fullmatch("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise KeyError(text) from None
    raise KeyError(text)


def assert_read_right(path: Path, rows: list[tuple[str, ...]]) -> None:
    """The frame holds what our own reading says, or the faults name exactly the cells that it can't read."""
    wrong = set()
    for number, row in enumerate(rows, 2):
        for title, text in zip(TITLES[1:], row, strict=True):
            try:
                own_reading(title, text)
            except KeyError:
                wrong.add((number, title))
    frame, faults = check(read_table(path, CONTRACT), CONTRACT)
    assert {(fault.row, fault.column) for fault in faults} == wrong
    assert all(fault.file == path.name and fault.remedy for fault in faults)
    for place, column in enumerate(CONTRACT.columns[1:]):
        for value, row in zip(frame[column.name], rows, strict=True):
            if not wrong:
                expected = own_reading(column.header, row[place])
                assert (value.date() if isinstance(value, pd.Timestamp) else value) == expected or (
                    expected is None and pd.isna(value)
                )


@settings(max_examples=80, deadline=None)
@given(ROWS)
def test_a_csv_holds_what_is_written_in_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "uji.csv"
    lines = [",".join(TITLES), *(",".join(f'"{cell}"' for cell in ("a1", *row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert_read_right(path, rows)


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_a_workbook_holds_what_is_written_in_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "uji.xlsx"
    book = openpyxl.Workbook()
    for number, line in enumerate([TITLES, *(("a1", *row) for row in rows)], 1):
        for place, text in enumerate(line, 1):
            cell = book.worksheets[0].cell(number, place, text)
            cell.data_type = "s"  # a text that begins with an equals sign is no formula
    book.save(path)
    assert_read_right(path, rows)


FLOATS = st.floats(-1e300, 1e300).map(lambda value: float(f"{value:.15g}"))  # as Excel keeps
NUMERIC = st.integers(-(10**17), 10**17) | FLOATS | st.booleans()
TYPED = NUMERIC | st.dates(dt.date(1900, 3, 1)) | st.times() | st.datetimes(dt.datetime(1900, 3, 1))  # noqa: DTZ001


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["B", "C", "D"]), TYPED)
def test_a_cell_of_any_type_is_its_value_or_a_fault(
    tmp_path_factory: pytest.TempPathFactory, letter: str, value: Any
) -> None:
    path = tmp_path_factory.getbasetemp() / "uji.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(TITLES)
    sheet["A2"] = "a1"
    sheet[f"{letter}2"] = value
    book.save(path)
    try:
        frame, faults = check(read_table(path, CONTRACT), CONTRACT)
    except DataError as error:
        faults = list(error.faults)
    if faults:
        assert all(fault.file == "uji.xlsx" and fault.row == 2 for fault in faults)
        return
    read = frame[CONTRACT.columns["ABCD".index(letter)].name].iloc[0]
    if letter == "D":
        assert read == pd.Timestamp(value)
    else:
        assert not isinstance(value, bool | dt.date | dt.time)
        assert float(read) == float(value)


def damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """The bytes of a file with something cut out, put in or changed."""

    def change(place: int, width: int, instead: bytes) -> bytes:
        place %= len(content)
        return content[:place] + instead + content[place + width :]

    return st.builds(change, st.integers(0, 10**6), st.integers(0, 40), st.binary(max_size=6))


def workbook_bytes() -> bytes:
    """A small workbook whose parts are not packed, so that a changed byte reaches what is inside."""
    from io import BytesIO

    packed, open_parts = BytesIO(), BytesIO()
    book = openpyxl.Workbook()
    for line in (TITLES, ["a1", 5, 0.5, dt.datetime(2017, 1, 4)]):  # noqa: DTZ001
        book.worksheets[0].append(line)
    book.save(packed)
    with zipfile.ZipFile(packed) as archive, zipfile.ZipFile(open_parts, "w") as written:
        for name in archive.namelist():
            written.writestr(zipfile.ZipInfo(name), archive.read(name))
    return open_parts.getvalue()


CSV_BYTES = b'kode,jumlah,bagian,tanggal\r\na1,5,"0,5",2017-01-04\r\nb2,-7,"1,25",\r\n'
FILES: dict[str, Callable[[], bytes]] = {"uji.csv": lambda: CSV_BYTES, "uji.xlsx": workbook_bytes}


def refusal(act: Callable[[], Any]) -> str:
    """What our error says where there is one; '' where there is none, and any other exception is let through."""
    try:
        act()
    except AnalysisError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    path = tmp_path_factory.mktemp("rusak") / name

    @settings(max_examples=100, deadline=None)
    @given(damaged(FILES[name]()))
    def holds(content: bytes) -> None:
        path.write_bytes(content)
        told = refusal(lambda: check(read_table(path, CONTRACT), CONTRACT))
        assert all(line.startswith(name) for line in told.split("\n") if told)

    holds()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["dataset", "path", "unit", "title", "kind", "licenses", "sources", "hash", "handed_over", "import"]
)
ENTRIES = st.dictionaries(
    KEYS, JSON | st.sampled_from(["pkt", "pkt.csv", "primary", "pusat", "../x", [{"name": "CC0"}]])
)
PACKAGES = st.fixed_dictionaries({"resources": st.lists(ENTRIES | JSON, max_size=3)}) | JSON


@settings(max_examples=100, deadline=None)
@given(PACKAGES)
def test_a_package_of_any_shape_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, content: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "datapackage.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    read: list[str] = []
    told = refusal(lambda: read.extend(entry.path for entry in package_entries(path)))
    assert told.startswith("datapackage.json") if told else read == [one["path"] for one in content["resources"]]


@settings(max_examples=60, deadline=None)
@given(damaged(json.dumps({"resources": [{"dataset": "pkt", "path": "pkt.csv", "kind": "primary"}]}).encode()))
def test_a_damaged_package_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "datapackage.json"
    path.write_bytes(content)
    read: list[str] = []
    told = refusal(lambda: read.extend(entry.dataset for entry in package_entries(path)))
    assert told.startswith("datapackage.json") if told else len(read) <= 1


LAYOUT = b'content = "src/isi"\nparams = "params"\nmain_unit = "pusat"\ncell_seconds = 900\n'


@settings(max_examples=80, deadline=None)
@given(damaged(LAYOUT))
def test_a_damaged_project_file_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    top = tmp_path_factory.mktemp("proyek")
    (top / paths.PROJECT_FILE).write_bytes(content)
    told = refusal(lambda: paths._layout(top))
    assert not told or told.startswith(paths.PROJECT_FILE)
