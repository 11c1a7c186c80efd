"""Rows that leave in no form while the others do: not as cells, not by their numbers, not by the gaps that they leave."""

from __future__ import annotations

import base64
import csv
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.core import paths
from laporan.core.errors import DisclosureError
from laporan.data.contracts import Column, Contract, RowsAtHome
from laporan.data.disclosure import rows_left_out
from laporan.data.load import load, rows_at_home
from laporan.data.package import find_resource
from laporan.document.small_groups import refuse_small_groups
from laporan.facts.fact_book import WHOLE_ROW_LISTS, describe_rows, unpack_rows
from laporan.facts.lineage import Source, source_of
from laporan.facts.row_set import RowSet
from laporan.notebook.at_home import shown_of
from laporan.provenance.trace import trace_dataset

pytestmark = pytest.mark.hostile("person")

HOME = RowSet.of([3, 4, 9])
FILE = Source(
    "2017/pusat/pengaduan", "p.csv", "ab", "primary", "Log", 20, secret="ab" * 64, kept=RowSet.of(range(2, 22)),
    at_home=HOME,
)  # fmt: skip
COLUMNS = (Column("channel", "kanal", choices=("WBS", "LAPOR")), Column("topic", "topik"))
WBS = RowsAtHome("channel", ("WBS",), "laporan", "pelapor tidak boleh dapat dicari")


@pytest.mark.parametrize(
    ("rows", "told", "listed"),
    [([2, 5, 6, 10], "none", "2-4,7"), ([2, 3, 5], "some", None), ([3, 9], "all", None), ([], "none", "")],
    ids=["others", "some of them", "only them", "no row"],
)
@pytest.mark.parametrize("asked", ["", "1"], ids=["build", "trace"])
def test_which_of_them_a_number_rests_on_is_not_told_and_others_are_numbered_without_them(
    rows: list[int], told: str, listed: str | None, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WHOLE_ROW_LISTS, asked)
    said = describe_rows(FILE, RowSet.of(rows))
    assert (said["rows_at_home"], said["rows"], said["rows_packed"]) == (told, listed, None)
    assert said["rows_used"] == len(rows)


def test_nobody_finds_them_by_trying_their_digest() -> None:
    other = Source(FILE.name, FILE.path, FILE.sha256, "primary", "Log", 20, secret="cd" * 64, at_home=HOME)
    digests = {describe_rows(file, RowSet.of(rows))["rows_digest"] for file in (FILE, other) for rows in ([3], [3, 4])}
    assert len(digests) == 4


@given(st.sets(st.integers(2, 60)), st.sets(st.integers(2, 60)))
def test_numbers_without_some_rows_have_no_gap_and_lead_back(rows: set[int], gone: set[int]) -> None:
    home = RowSet.of(gone)
    numbers = list(RowSet.of(rows).without(home))
    assert [home.number_before(number) for number in numbers] == sorted(rows - gone)
    assert list(RowSet.of(range(2, 61)).without(home)) == list(range(2, 61 - len(gone)))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Contract("x", "X", COLUMNS, rows_at_home=RowsAtHome("kanal", ("WBS",), "laporan", "x")),
        lambda: Contract("x", "X", COLUMNS, rows_at_home=RowsAtHome("topic", ("WBS",), "laporan", "x")),
        lambda: Contract("x", "X", COLUMNS, rows_at_home=RowsAtHome("channel", ("Wbs",), "laporan", "x")),
        lambda: Contract("x", "X", COLUMNS, rows_at_home=RowsAtHome("channel", (), "laporan", "x")),
        lambda: Contract("x", "X", COLUMNS, rows_at_home=WBS, counted_in=("orang",)),
    ],
    ids=["no column", "no choices", "misspelt", "no word", "persons"],
)
def test_a_rule_that_would_keep_nothing_at_home_is_refused(make: Callable[[], Contract]) -> None:
    with pytest.raises(ValueError, match="rows at home"):
        make()


@pytest.mark.parametrize(("count", "told"), [(0, ""), (4, "kurang dari 5"), (1250, "1.250")])
def test_the_reader_is_told_how_many_and_why(count: int, told: str) -> None:
    sentence = rows_left_out(Contract("x", "X", COLUMNS, rows_at_home=WBS), count)
    assert sentence == (told and f"Baris yang tidak ikut keluar: {told} (kanal WBS; {WBS.why}); "
                        "yang lain dinomori tanpa baris itu.")  # fmt: skip


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    return load(2017, "pusat", "pengaduan")


FRAMES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "rows": lambda log: log.head(40),
    "rows without the channel": lambda log: log[["category", "received"]].head(40),
    "sorted rows": lambda log: log.sort_values("received").tail(40),
    "rows that forgot their numbers": lambda log: log.head(40).reset_index(drop=True),
    "under the file's name": lambda log: log.head(40).rename(columns={"channel": "kanal"}).reset_index(),
}


@pytest.mark.parametrize("take", FRAMES.values(), ids=FRAMES)
def test_an_author_shows_a_frame_without_them(log: pd.DataFrame, take: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    frame = take(log)
    shown, missing = shown_of(frame)
    home = log.loc[log["channel"] == "WBS", "received"]
    hidden = int(frame["received"].isin(home).sum())
    assert 0 < len(shown) < len(frame)
    assert len(frame) - len(shown) <= hidden
    assert "Baris yang tidak ikut keluar" in missing
    channel = shown.get("channel", shown.get("kanal"))
    assert channel is None or "WBS" not in set(channel)
    assert not [name for name in shown.columns if str(name).startswith("baris ")]
    if shown.index.name:
        assert not set(shown.index) & set(home.index)


REFUSED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "rows of which nobody knows the channel": lambda log: log[["category", "received"]].reset_index(drop=True),
    "a few of them, counted": lambda log: log[log.index < 8].groupby("channel", observed=True)[["received"]].count(),
    "a few in a column": lambda log: pd.crosstab(log["category"], log["channel"]).clip(upper=3),
    "a few beside the word": lambda log: (
        log[log.index < 8].groupby("channel", observed=True).size().reset_index(name="n")
    ),
}


@pytest.mark.parametrize("take", REFUSED.values(), ids=REFUSED)
def test_what_might_show_them_is_refused(log: pd.DataFrame, take: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    with pytest.raises(DisclosureError):
        shown_of(take(log), frozenset({source_of(log)}))


def test_counts_of_many_are_shown(log: pd.DataFrame) -> None:
    counts = log.groupby("channel", observed=True)[["received"]].count()
    shown, missing = shown_of(counts, frozenset({source_of(log)}))
    assert (shown.equals(counts), missing) == (True, "")


@pytest.mark.parametrize(
    ("text", "unit", "of", "where", "refused"),
    [
        ("4", "laporan", None, "all", "4 laporan"),
        ("20/21", "%", {"value": 21, "unit": "laporan"}, "all", "sisanya 1 laporan"),
        ("5", "laporan", None, "all", ""),
        ("4", "hari kalender", None, "all", ""),
        ("4", "laporan", None, "none", ""),
    ],
    ids=["a count", "what a share leaves", "enough", "no count", "of others"],
)
def test_a_number_about_a_few_of_them_stops_the_report(
    text: str, unit: str, of: dict[str, Any] | None, where: str, refused: str
) -> None:
    used = {"name": "2017/pusat/pengaduan", "rows_used": 400, "rows_at_home": where}
    fact = {"id": "wbs.n", "text": text, "exact": text, "unit": unit, "of": of, "datasets": [used]}
    if not refused:
        refuse_small_groups({"wbs.n": fact})
        return
    with pytest.raises(DisclosureError, match=re.escape(refused)):
        refuse_small_groups({"wbs.n": fact})


def test_a_trace_shows_the_rows_of_others_under_the_numbers_that_left_and_none_of_them(log: pd.DataFrame) -> None:
    source = source_of(log)
    assert source is not None
    others = RowSet.of(log.index[log["channel"] != "WBS"])
    said = describe_rows(source, others)
    found = trace_dataset(said, said["rows"], 30)
    assert found.rows is not None
    assert list(found.rows.index) == list(range(2, 32))
    assert set(found.rows["kanal"]) == {"LAPORBKN!"}
    said = describe_rows(source, RowSet.of(log.index))
    found = trace_dataset(said, said["rows"], 30)
    assert found.rows is None
    assert "Baris yang tidak ikut keluar" in found.at_home


def test_a_row_left_out_is_numbered_as_the_others_and_one_of_them_not_at_all() -> None:
    assert [FILE.number_outside(row) for row in (2, 3, 5, 10)] == [2, None, 3, 7]


def packed_rows(page: str) -> list[dict[str, Any]]:
    """What the page carries of raw files."""
    packed = re.findall(r'<script type="text/plain" id="isi-d\d+">([^<]*)</script>', page)
    return [json.loads(zlib.decompress(base64.b64decode(one))) for one in packed]


def raw(year: int) -> list[dict[str, str]]:
    with (paths.raw_data(year) / "pengaduan.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def must_hold_no_row_at_home(report: Path) -> None:
    """Of the log of complaints a report's folder holds the rows of other channels, in their order, and no gap."""
    others = [row for row in raw(2017) if row["kanal"] != "WBS"]
    with (report / "data" / "mentah" / "pengaduan.csv").open(encoding="utf-8", newline="") as file:
        opened = list(csv.DictReader(file))
    assert opened == [{name: row[name] for name in opened[0]} for row in others]
    package = json.loads((report / "data" / "datapackage.json").read_text(encoding="utf-8"))
    (entry,) = (one for one in package["resources"] if one.get("dataset") == "pengaduan")
    assert f"Baris yang tidak ikut keluar: {len(raw(2017)) - len(others)} (kanal WBS" in entry["description"]
    page = (report / "laporan.html").read_text(encoding="utf-8")
    logs = [one for one in packed_rows(page) if "kanal" in one.get("head", "")]
    assert logs
    for one in logs:
        assert list(one["rows"]) == [str(row) for row in range(2, len(one["rows"]) + 2)]
        assert not [line for line in one["rows"].values() if ",WBS," in line]
    assert len(others) in [len(one["rows"]) for one in logs]
    text = (report / "fakta.json").read_text(encoding="utf-8")
    known = {year: sum(row["kanal"] != "WBS" for row in raw(year)) + 1 for year in (2016, 2017)}
    told = [used for fact in json.loads(text)["facts"] for used in fact["datasets"] if "/pengaduan" in used["name"]]
    assert {used["rows_at_home"] for used in told} == {"none", "some", "all"}
    for used in told:
        if used["rows_at_home"] != "none":
            assert (used["rows"], used["rows_packed"]) == (None, None)
        elif used["rows_used"]:
            last = _last(used)
            assert last is None or last <= known[int(used["name"][:4])]


def _last(used: dict[str, Any]) -> int | None:
    if used["rows_packed"]:
        return unpack_rows(used["rows_packed"]).ranges()[-1][1]
    return int(re.split("[-,]", used["rows"])[-1]) if used["rows"] else None


@pytest.mark.slow
def test_no_file_of_a_report_holds_a_row_that_stays_at_home(report_2017: Path) -> None:
    must_hold_no_row_at_home(report_2017)


def test_what_stays_is_what_the_contract_says() -> None:
    home = rows_at_home(find_resource(2017, "pusat", "pengaduan"))
    assert list(home) == [row for row, cells in enumerate(raw(2017), 2) if cells["kanal"] == "WBS"]
    assert not rows_at_home(find_resource(2017, "pusat", "pkt"))
