"""Two reports beside each other: facts, tables cell by cell, figures side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from rich.console import Console

from laporan.compare import Comparison, compare
from laporan.compare.blocks import compare_tables, grid, pair_figures
from laporan.compare.facts import compare_facts, first_match
from laporan.compare.page import render_comparison
from laporan.compare.show import run_diff
from laporan.compare.words import relative, size, verdict
from laporan.core.errors import ParameterError, ReportError
from laporan.facts.ledger import Side
from laporan.project.indicators import Direction, YearlyIndicators, directions
from laporan.project.models import Strict, validate
from laporan.project.parameters import CompareParameters, load_parameters


def fact(identifier: str, exact: str, unit: str = "laporan", block: str | None = None) -> dict[str, Any]:
    origin = {"of": None, "expression": "n", "datasets": [], "notebook": "notebooks/a.ipynb", "cell": "a"}
    return {"id": identifier, "text": exact, "exact": exact, "value": 0, "unit": unit, "block": block} | origin


def side(*facts: dict[str, Any], page: str = "", year: int = 2017) -> Side:
    return Side(f"{year} pusat", year, "pusat", {fact["id"]: fact for fact in facts}, page)


PARAMETERS = CompareParameters(threshold=0.10, notes={"a.closed*": "Administrator ditambah"})


class Compared(Strict):
    compare: CompareParameters


BETTER: dict[str, Direction] = {"*.open": "lower", "*share*": "higher"}
CASES = [
    # before, after, kind, absolute, relative, direction, called out, note
    (fact("a.open", "1948"), fact("a.open", "356"), "changed", "−1.592", "−81,7%", "better", True, ""),
    (fact("a.open", "100"), fact("a.open", "109"), "changed", "+9", "+9,0%", "worse", False, ""),
    (fact("a.open", "100"), fact("a.open", "110"), "changed", "+10", "+10,0%", "worse", True, ""),
    (
        fact("a.share", "1/2", "%"),
        fact("a.share", "3/4", "%"),
        "changed",
        "+25,0 poin persen",
        "+50,0%",
        "better",
        True,
        "",
    ),
    (fact("a.share.jumlah", "10"), fact("a.share.jumlah", "20"), "changed", "+10", "+100,0%", "", True, ""),
    (fact("a.new", "0"), fact("a.new", "7"), "changed", "+7", "", "", True, ""),
    (fact("a.mean", "24.23"), fact("a.mean", "18.23"), "changed", "−6,00", "−24,8%", "", True, ""),
    (fact("a.closed", "10"), fact("a.closed", "20"), "changed", "+10", "+100,0%", "", True, "Administrator ditambah"),
    (fact("a.cell", "1", block="tbl-a"), fact("a.cell", "9", block="tbl-a"), "changed", "+8", "+800,0%", "", False, ""),
    (
        fact("a.b", "10", "hari kerja"),
        fact("a.b", "10", "hari kalender"),
        "changed",
        "satuan berbeda",
        "",
        "",
        False,
        "",
    ),
    (None, fact("a.b", "10"), "appeared", "", "", "", False, ""),
    (fact("a.b", "10"), None, "vanished", "", "", "", False, ""),
]


@pytest.mark.parametrize(("old", "new", "kind", "absolute", "change", "direction", "called_out", "note"), CASES)
def test_changes(
    old: dict[str, Any] | None, new: dict[str, Any] | None, kind: str, absolute: str, change: str, direction: str,
    called_out: bool, note: str,
) -> None:  # fmt: skip
    before, after = side(*filter(None, [old]), year=2016), side(*filter(None, [new]))
    (found,) = compare_facts(before, after, PARAMETERS, BETTER)
    assert (found.kind, size(found), relative(found)) == (kind, absolute, change)
    assert (found.direction, found.called_out, found.note) == (direction, called_out, note)
    assert found.wants_note == (called_out and not note)


OBSTACLES = [
    ({"rule": "KEP/25/2004"}, {"rule": "PermenPANRB 14/2017"}, "a.index", "method", "metode berganti"),
    ({"about": "Kecepatan"}, {"about": "Waktu"}, "a.lowest", "subject", "hal lain"),
    ({"unit": "hari kerja"}, {"unit": "hari kalender"}, "a.days", "unit", "satuan berbeda"),
    ({}, {}, "a.n~2", "unnamed", "tanpa nama"),
    ({"rule": "KEP/25/2004"}, {}, "a.index", "", "+10"),
]


@pytest.mark.parametrize(("old", "new", "identifier", "obstacle", "words"), OBSTACLES, ids=[o[4] for o in OBSTACLES])
def test_what_is_not_the_same_thing_has_no_difference(
    old: dict[str, str], new: dict[str, str], identifier: str, obstacle: str, words: str
) -> None:
    before, after = fact(identifier, "70") | old, fact(identifier, "80") | new
    sides = side(before, year=2017), side(after, year=2018)
    (found,) = compare_facts(*sides, CompareParameters(threshold=0.10), {"*": "higher"})
    assert (found.kind, found.obstacle, size(found)) == ("changed", obstacle, words)
    assert (bool(relative(found)), bool(found.direction), found.called_out) == (not obstacle,) * 3


def test_another_rule_is_told_even_where_the_number_is_the_same() -> None:
    sides = [side(fact("a.index", "80") | {"rule": rule}) for rule in ("lama", "baru")]
    (found,) = compare_facts(*sides, PARAMETERS, BETTER)
    assert (found.obstacle, found.rules) == ("method", ("lama", "baru"))


def test_what_is_the_same_is_no_change() -> None:
    assert compare_facts(side(fact("a", "1/3")), side(fact("a", "1/3")), PARAMETERS, BETTER) == []


def test_the_first_pattern_that_fits_counts() -> None:
    assert first_match({"a.b": "satu", "a.*": "dua"}, "a.b") == "satu"
    assert first_match({"a.*": "dua", "a.b": "satu"}, "a.b") == "dua"
    assert first_match({"b.*": "dua"}, "a.b") is None


def table(rows: str, heads: str = "<th>Loket</th><th>Puas</th><th>Tidak</th>", label: str = "tbl-a") -> str:
    return (
        f'<table id="{label}"><caption><span><b>Tabel 3.</b> Penilaian</span></caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def test_tables_are_compared_cell_by_cell() -> None:
    before = table("<tr><th>A</th><td>1</td><td>2</td></tr><tr><th>B</th><td>3</td><td>4</td></tr>")
    after = table("<tr><th>A</th><td>1</td><td>9</td></tr><tr><th>C</th><td>5</td><td>6</td></tr>")
    (change,) = compare_tables(f"<div>{before}</div>", f"<div>{after}</div>")
    assert (change.label, change.caption, change.one_sided) == ("tbl-a", "Penilaian", False)
    cells = {(cell.row, cell.column): (cell.before, cell.after) for cell in change.cells}
    assert cells[("A", "Tidak")] == ("2", "9")
    assert cells[("B", "Puas")] == ("3", None)
    assert cells[("C", "Puas")] == (None, "5")
    assert ("A", "Puas") not in cells


def test_rows_are_compared_by_the_name_of_the_thing_not_by_its_code() -> None:
    heads = "<th>Kode</th><th>Unsur</th><th>NRR</th>"
    cell = '<tr><td>{}</td><th scope="row">{}</th><td><a class="angka" href="#a-{}">{}</a></td></tr>'
    before = table(
        cell.format("U4", "Disiplin", "a.disiplin", 3) + cell.format("U1", "Prosedur", "a.prosedur", 2), heads
    )
    after = table(cell.format("U4", "Biaya", "a.biaya", 4) + cell.format("U2", "Prosedur", "a.prosedur", 5), heads)
    (change,) = compare_tables(f"<div>{before}</div>", f"<div>{after}</div>", {"a.prosedur": "method"})
    cells = {(cell.row, cell.column): (cell.before, cell.after, cell.obstacle) for cell in change.cells}
    assert cells[("Disiplin", "NRR")] == ("3", None, "")
    assert cells[("Biaya", "NRR")] == (None, "4", "")
    assert cells[("Prosedur", "NRR")] == ("2", "5", "method")


def test_a_table_that_moved_but_says_the_same_is_the_same() -> None:
    rows = "<tr><th>A</th><td>1</td><td>2</td></tr>"
    moved = table(rows).replace("Tabel 3.", "Tabel 4.")
    assert compare_tables(f"<div>{table(rows)}</div>", f"<div><p>x</p>{moved}</div>") == []


def test_a_table_of_one_side_only() -> None:
    rows = "<tr><th>A</th><td>1</td><td>2</td></tr>"
    (change,) = compare_tables("<div></div>", f"<div>{table(rows)}</div>")
    assert change.one_sided


def test_merged_and_repeated_rows_keep_their_cells_apart() -> None:
    rows = (
        '<tr><th rowspan="2">A</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>'
        "<tr><th>B</th><td>5</td><td>6</td></tr>"
    )
    cells = grid(lxml.html.fragment_fromstring(table(rows)))
    assert cells[("A", "Puas")] == "1"
    assert cells[("A (2)", "Puas")] == "3"
    assert cells[("A (2)", "Loket")] == "A"
    assert cells[("B", "Tidak")] == "6"


def figure(inner: str, label: str = "fig-a") -> str:
    svg = '<svg class="{}" role="img" aria-label="Bagan."{}><path id="fig-a-p"/><use href="#fig-a-p"/>{}</svg>'
    drawings = svg.format("penuh", "", inner) + svg.format("setengah", ' hidden=""', inner)
    caption = "<figcaption><b>Gambar 1.</b> Puas</figcaption>"
    return f'<figure id="{label}"><div class="bagan">{drawings}</div>{caption}</figure>'


def test_figures_stand_side_by_side_with_ids_of_their_own() -> None:
    (pair,) = pair_figures(figure("<text>1</text>"), figure("<text>2</text>"))
    assert not pair.same
    assert pair.captions == ("Puas", "Puas")
    for drawing, name in zip(pair.drawings, ("lama", "baru"), strict=True):
        assert f'id="{name}-fig-a-p"' in drawing
        assert f'href="#{name}-fig-a-p"' in drawing
        assert 'class="tetap"' in drawing
        assert "hidden" not in drawing
    (same,) = pair_figures(figure("<text>1</text>"), figure("<text>1</text>"))
    assert same.same
    (lonely,) = pair_figures("", figure(""))
    assert lonely.drawings[0] == ""


def written(folder: Path, year: int, *facts: dict[str, Any], page: str = "") -> Path:
    folder.mkdir()
    ledger = {"year": year, "unit": "pusat", "facts": list(facts)}
    (folder / "fakta.json").write_text(json.dumps(ledger), encoding="utf-8")
    (folder / "laporan.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    before = written(tmp_path / "a", 2016, fact("a.open", "1948"), page=figure("<text>1</text>"))
    rows = "<tr><th>A</th><td>1</td><td>2</td></tr>"
    after = written(tmp_path / "b", 2017, fact("a.open", "356"), page=figure("<text>2</text>") + table(rows))
    return compare(str(before), str(after / "fakta.json"))


def test_reports_are_named_by_folder_or_by_file(comparison: Comparison) -> None:
    assert (comparison.before.name, comparison.after.name) == ("2016 pusat", "2017 pusat")
    assert [change.id for change in comparison.called_out] == ["a.open"]
    assert [table.label for table in comparison.tables] == ["tbl-a"]


def test_two_builds_of_one_report_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, value in (("a", "10"), ("b", "20")):
        written(tmp_path / name, 2017, fact("a.open", value))
    run_diff(str(tmp_path / "a"), str(tmp_path / "b"), False, None, None, Console(width=120), Console(stderr=True))
    assert "2017 pusat (lama) → 2017 pusat (baru)" in capsys.readouterr().out
    page = render_comparison(compare(str(tmp_path / "a"), str(tmp_path / "b")))
    assert page.count(">2017 pusat (lama)</th>") == page.count(">2017 pusat (baru)</th>") > 0


@pytest.mark.parametrize(("now", "word"), [("0.97203", ""), ("0.98", "membaik"), ("0.9719", ""), ("0.96", "memburuk")])
def test_what_differs_too_little_to_be_printed_has_no_direction(now: str, word: str) -> None:
    old, new = (fact("a.closed-share", value, "%") for value in ("0.972", now))
    (found,) = compare_facts(side(old, year=2016), side(new), PARAMETERS, {"a.closed-share": "higher"})
    assert verdict(found) == word


def test_a_report_that_was_not_built_is_said_so() -> None:
    with pytest.raises(ReportError, match="1999/pusat"):
        compare("1999", "2017")


def test_json_and_page_hold_everything(
    tmp_path: Path, comparison: Comparison, capsys: pytest.CaptureFixture[str]
) -> None:
    assert comparison.changes
    page = tmp_path / "beda.html"
    run_diff(str(tmp_path / "a"), str(tmp_path / "b"), True, page, None, Console(), Console(stderr=True))
    data = json.loads(capsys.readouterr().out)
    assert data["facts"][0]["relative"] == pytest.approx(-0.8172, abs=1e-4)
    assert data["tables"][0]["cells"][0]["before"] is None
    assert data["figures"] == [{"label": "fig-a", "same": False}]
    html = page.read_text(encoding="utf-8")
    assert html == render_comparison(comparison)
    assert "http" not in html.split("</style>")[1].replace("http-equiv", "")


def test_words_of_facts_are_no_markup(tmp_path: Path) -> None:
    evil = {**fact("a.b", "1"), "text": "<script>alert(1)</script>"}
    sides = written(tmp_path / "x", 2016, fact("a.b", "2")), written(tmp_path / "y", 2017, evil)
    assert "<script>alert" not in render_comparison(compare(str(sides[0]), str(sides[1])))


def test_parameters_of_every_year_can_be_read() -> None:
    assert 0 < load_parameters(2017).compare.threshold < 1


def test_each_indicator_says_which_way_is_good_for_its_numbers() -> None:
    known = directions()
    for identifier, way in {
        "a.semua.closed-share-dari": "higher",
        "a.open": "lower",
        "pkt.tidak-puas.n": "lower",
    }.items():
        assert first_match(known, identifier) == way
    assert first_match(known, "media.rilis.semua") is None


def test_without_indicators_no_way_is_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "laporan.toml").write_text('content = "isi"\n', encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    assert directions() == {}


INDICATOR = {"name": "Selesai", "measure": "closed", "better": "higher"}
UNCLEAR = {
    "aimless": [INDICATOR | {"better": "none", "why": "beban", "facts": ["*.closed"]}],
    "said-twice": [INDICATOR | {"facts": ["*.closed"]}, INDICATOR | {"opposite_facts": ["*.closed"]}],
}


@pytest.mark.hostile("input")
@pytest.mark.parametrize("said", UNCLEAR.values(), ids=UNCLEAR)
def test_a_direction_that_is_none_or_two_is_refused(said: list[dict[str, Any]]) -> None:
    with pytest.raises(ParameterError, match=r"indicators.yml: .*(tanpa arah|lebih dari sekali)"):
        validate(YearlyIndicators, {"indicators": said}, "params/indicators.yml")


@pytest.mark.hostile("input")
def test_directions_where_they_stood_before_are_told_where_they_belong() -> None:
    with pytest.raises(ParameterError, match=r"params/2017.yml: compare: better: .* params/indicators.yml, pada facts"):
        validate(Compared, {"compare": {"better": {"*.open": "lower"}}}, "params/2017.yml")
