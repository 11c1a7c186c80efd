"""Opening a built report: which folder its name means, and what its ledger must have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from laporan.core.errors import ReportError
from laporan.facts.ledger import Side, open_side, read_facts

FACT = {"id": "a", "text": "3", "exact": "3", "unit": "laporan", "of": None, "datasets": []}
OTHER = FACT | {"id": "b"}
LEDGER = {"year": 2017, "unit": "pusat", "facts": [OTHER, FACT]}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "laporan.toml").write_text('content = "src/analysis"', encoding="utf-8")
    (tmp_path / "params").mkdir()
    (tmp_path / "params" / "units.yml").write_text("main: pusat\nunits: {pusat: {name: Pusat}}", encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def built(folder: Path, ledger: Any = LEDGER, page: str = "") -> Path:
    folder.mkdir(parents=True)
    (folder / "fakta.json").write_text(json.dumps(ledger), encoding="utf-8")
    if page:
        (folder / "laporan.html").write_text(page, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("outputs/2017/pusat", "2017"),
        ("outputs/2017/pusat", "2017/pusat"),
        ("outputs/2017/kanreg-10", "2017/kanreg-10"),
        ("outputs/2017/kanreg-10", "2017\\kanreg-10"),
        ("elsewhere", "{root}/elsewhere"),
        ("elsewhere", "{root}/elsewhere/fakta.json"),
    ],
    ids=["year", "year-and-unit", "other-unit", "as-on-windows", "folder", "ledger"],
)
def test_a_report_is_opened_by_year_unit_or_place(project: Path, folder: str, name: str) -> None:
    built(project / folder, page="<p>é</p>")
    found = open_side(name.format(root=project))
    assert found == Side("2017 pusat", 2017, "pusat", {"b": OTHER, "a": FACT}, "<p>é</p>")
    assert list(found.facts) == ["b", "a"]


def test_a_spoilt_ledger_is_told_by_the_name_that_was_given(project: Path) -> None:
    built(project / "outputs" / "2017" / "pusat", [])
    with pytest.raises(ReportError, match=r"^2017: bukan buku fakta yang utuh"):
        open_side("2017")


def test_a_ledger_alone_has_no_page(project: Path) -> None:
    assert open_side(str(built(project / "elsewhere"))).page == ""


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("name", "looked_for"),
    [
        ("2017", "outputs/2017/pusat/fakta.json"),
        ("2017/kanreg-10", "outputs/2017/kanreg-10/fakta.json"),
        ("nowhere", ": nowhere/fakta.json"),
        ("laporan.toml", ": laporan.toml/fakta.json"),
    ],
)
def test_a_report_that_was_not_built_is_told_by_where_it_would_be(name: str, looked_for: str) -> None:
    with pytest.raises(ReportError) as told:
        open_side(name)
    assert f"“{name}” bukan laporan yang sudah dibangun: " in str(told.value)
    assert str(told.value).endswith(f"{looked_for} tidak ada. Bangun dahulu")


@pytest.mark.parametrize(
    "ledger",
    [
        pytest.param([], id="list"),
        pytest.param("teks", id="text"),
        pytest.param({"year": 2017, "unit": "pusat"}, id="no-facts"),
        pytest.param(LEDGER | {"facts": None}, id="facts-of-nothing"),
        pytest.param(LEDGER | {"facts": [{}]}, id="fact-without-an-id"),
        pytest.param(LEDGER | {"facts": ["a"]}, id="fact-that-is-a-text"),
        pytest.param(LEDGER | {"year": "x"}, id="year-that-is-none"),
        pytest.param({"facts": [], "unit": "pusat"}, id="no-year"),
        pytest.param({"facts": [], "year": 2017}, id="no-unit"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_by_name(tmp_path: Path, ledger: Any) -> None:
    place = built(tmp_path / "x", ledger) / "fakta.json"
    with pytest.raises(ReportError, match=r"^2017: bukan buku fakta yang utuh \(.+\)\. Bangun lagi laporannya$"):
        read_facts(place, "2017")


def test_a_ledger_that_is_no_json_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "fakta.json"
    place.write_text("{", encoding="utf-8")
    with pytest.raises(ReportError, match="bukan buku fakta yang utuh"):
        read_facts(place, "2017")


def test_a_fact_that_lacks_something_is_refused_by_what_it_lacks(tmp_path: Path) -> None:
    lacking = {key: value for key, value in FACT.items() if key not in ("unit", "exact")}
    place = built(tmp_path / "x", LEDGER | {"facts": [lacking, OTHER]}) / "fakta.json"
    with pytest.raises(ReportError) as told:
        read_facts(place, "2017")
    assert str(told.value) == "2017: fakta tanpa exact, unit. Bangun lagi laporannya"


def test_a_year_of_a_ledger_is_a_number_and_its_unit_a_text(tmp_path: Path) -> None:
    place = built(tmp_path / "x", {"year": "2017", "unit": 10, "facts": []}) / "fakta.json"
    assert read_facts(place, "2017") == (2017, "10", {})
