"""What the page carries of the raw files: whole rows, or counts that point to nobody."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from laporan.data.contracts import Column, Contract
from laporan.facts.fact_book import pack_rows, unpack_rows
from laporan.facts.row_set import RowSet
from laporan.page.carried_rows import counted_answers, pack
from laporan.page.origin_sets import Origin, Rows
from laporan.page.origin_words import before_rounding, by_hand, what_it_is
from laporan.page.origins import find_origins, register

ANSWERS = Contract(
    "survei",
    "Survei",
    (Column("person", "responden", unique=True), Column("u1", "U1", "integer", minimum=1, maximum=4)),
)
SHA = "ab" * 32


def persons(used: list[int], left_out: tuple[int, ...] = ()) -> dict[str, str]:
    """What the page carries of thirty respondents, of whom one set was used."""
    frame = pd.DataFrame({"responden": [f"R{n}" for n in range(30)], "U1": ["3"] * 12 + ["4"] * 18}, dtype=str)
    frame.index = pd.RangeIndex(2, 32)
    origin = Origin(1, "2017/pusat/survei", "survei.csv", SHA, "Survei", "primer")
    reasons = [{"row": row, "why": "uji coba"} for row in left_out]
    origin.sets[("d", 0)] = Rows("r1-1", len(used), "", reasons)
    content: dict[str, dict[str, str]] = counted_answers(origin, frame, ANSWERS)
    return content["sets"]


@pytest.mark.parametrize(
    ("used", "left_out", "found"),
    [
        (range(2, 32), (), {"r1-1": "kolom,nilai,banyak\nU1,1,0\nU1,2,0\nU1,3,12\nU1,4,18"}),
        (range(3, 32), (2,), {"r1-1": "kolom,nilai,banyak\nU1,1,0\nU1,2,0\nU1,3,11\nU1,4,18"}),
        (range(2, 20), (), {}),
    ],
    ids=["all persons", "all but those who were left out", "a part of them"],
)
def test_answers_are_counted_for_all_persons_and_never_for_a_part(
    used: range, left_out: tuple[int, ...], found: dict[str, str]
) -> None:
    assert persons(list(used), left_out) == found


def unpacked(anchor: str) -> dict[str, Any]:
    """What the page carries of a file of the project, of which rows 2 and 3 were used."""
    origin = Origin(1, "2017/pusat/pkt", "data/raw/2017/pkt.csv", SHA, "PKT", "primer")
    origin.sets[("d", 0)] = Rows(anchor, 2, "2-3", [])
    pack(origin)
    content: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(origin.packed)))
    return content


def test_rows_that_are_kept_are_those_of_the_sets_that_are_asked(small_project: Path) -> None:
    first, other = unpacked("r1-1"), unpacked("r7-1")
    assert unpacked("r1-1") == first
    assert first == other | {"sets": {"r1-1": other["sets"]["r7-1"]}}
    (data,) = small_project.glob("data/raw/2017/pkt.csv")
    head, row, *rest = data.read_text(encoding="utf-8").splitlines()
    data.write_text("\n".join([head, *rest, row]), encoding="utf-8")
    assert unpacked("r1-1")["rows"] != first["rows"]


def fact(**more: Any) -> dict[str, Any]:
    used: dict[str, Any] = {
        "name": "2017/pusat/pkt",
        "path": "data/raw/2017/pkt.csv",
        "sha256": SHA,
        "title": "PKT",
        "kind": "published",
        "personal": False,
        "rows_at_home": "none",
    }
    used |= {"rows_used": 2, "rows": "2-3", "rows_packed": None, "rows_digest": "d1", "rows_left_out": []}
    told = {"id": "pkt.a", "text": "69%", "exact": "724/1057", "unit": "%", "of": {"value": 1057, "unit": "responden"}}
    return {
        **told,
        "expression": "loket.x",
        "notebook": "notebooks/pkt.ipynb",
        "cell": "c1",
        "datasets": [used],
        "params": [],
        **more,
    }


@pytest.mark.parametrize(
    ("exact", "unit", "of", "told"),
    [
        ("724/1057", "%", {"value": 1057, "unit": "responden"}, "724/1057 ≈ 0,684957, dari 1.057 responden"),
        ("18.23", "hari kalender", None, "18,23 hari kalender"),
        ("3852", "laporan", None, "3852 laporan"),
        ("-1/3", "", None, "-1/3 ≈ -0,333333"),
    ],
)
def test_the_value_before_rounding(exact: str, unit: str, of: dict[str, Any] | None, told: str) -> None:
    assert before_rounding(fact(exact=exact, unit=unit, of=of)) == told


def test_numbers_of_a_table_share_their_cell_their_code_and_their_rows() -> None:
    cells = [fact(id=f"pkt.t.{n}", expression=f"loket.table()['A', '{n}']") for n in (1, 2)]
    found = register([*cells, fact()])
    groups = found.chapters["pkt"]
    assert [(group.start, len(group.entries)) for group in groups] == [("loket.table()", 2), ("", 1)]
    assert [entry.rest for entry in groups[0].entries] == ["['A', '1']", "['A', '2']"]
    (origin,) = found.origins
    assert [rows.anchor for rows in origin.sets.values()] == ["r1-1"]


def test_each_entry_of_a_parameter_file_is_listed_once_under_its_file() -> None:
    def entry(key: str, path: str = "params/2017.yml") -> dict[str, Any]:
        return {"path": path, "key": key, "sha256": SHA, "value": "1", "default": False}

    both = fact(params=[entry("a"), entry("b", "params/methods.yml")])
    found = register([both, fact(datasets=[], params=[entry("a")]), fact(datasets=[], params=[entry("c")])])
    listed = {file.path: {entry.key: anchor for entry, anchor in file.anchors.items()} for file in found.entries}
    assert listed == {"params/2017.yml": {"a": "p1-1", "c": "p1-2"}, "params/methods.yml": {"b": "p2-1"}}
    (group,) = found.chapters["pkt"]
    assert [entry.rows for entry in group.entries] == [("r1-1", "p1-1", "p2-1"), ("p1-1",), ("p1-2",)]


def test_the_page_carries_each_file_once_with_its_rows_by_number() -> None:
    (origin,) = register([fact()]).origins
    content = json.loads(zlib.decompress(base64.b64decode(origin.packed)))
    assert content["head"].startswith("baris,")
    assert content["rows"]["2"].startswith("2,")
    assert content["sets"] == {"r1-1": "2-3"}


def test_a_file_that_went_away_leaves_its_entry() -> None:
    gone = fact()
    gone["datasets"][0]["name"] = "2017/pusat/tidak_ada"
    (origin,) = register([gone]).origins
    assert (origin.packed, len(origin.sets)) == ("", 1)


def test_rows_too_many_to_list_are_packed_and_come_back() -> None:
    rows = RowSet.of(range(2, 9000, 2))
    packed = fact()
    packed["datasets"][0] |= {"rows": None, "rows_packed": pack_rows(rows)}
    (origin,) = find_origins([packed]).values()
    (found,) = origin.sets.values()
    assert found.numbers == list(rows)
    assert unpack_rows(pack_rows(RowSet())) == RowSet()


def test_rows_left_out_are_told_with_their_reason() -> None:
    rows = Rows("r1-1", 235, "2-236", [{"row": 7, "why": "ganda"}])
    assert rows.text == "235 baris: 2–236; 1 disisihkan: baris 7 (ganda)"


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"name": "laporan masuk"}, "Laporan masuk"),
        ({"expression": "t.table()['LAPORBKN!', 'Selesai']"}, "LAPORBKN!: Selesai"),
        ({"expression": "t.table()[\"Jum'at\", 'Selesai']", "about": "Jum'at"}, "Jum'at: Selesai"),
        ({"expression": "skm.ikm | angka", "about": "Biro Humas"}, "Biro Humas"),
        ({"expression": "rows['a']"}, ""),
    ],
    ids=["name", "cell", "cell-that-names-the-thing", "thing", "nothing"],
)
def test_what_a_number_is(told: dict[str, str], what: str) -> None:
    assert what_it_is({"expression": "", "about": "", **told}) == what


def test_the_last_line_of_a_sum_is_its_result() -> None:
    told = {"name": "beban", "text": "4.208", "steps": [{"sign": "", "name": "masuk", "text": "2.260"}]}

    assert [(step.words, step.text) for step in by_hand(told)] == [("masuk", "2.260"), ("= beban", "4.208")]
    assert by_hand({"text": "7"}) == ()
