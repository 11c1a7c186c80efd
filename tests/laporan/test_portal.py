"""The portal: it shows what the ledgers say, says what it leaves out, and never stands in a build's way."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from rich.console import Console

from laporan.cli.portal import renew_portal, show_portal
from laporan.core.errors import ParameterError
from laporan.facts.ledger import Fact
from laporan.portal.comparison import comparisons
from laporan.portal.funnel import Position
from laporan.portal.page import render_portal, write_portal
from laporan.portal.shelf import read_shelf
from laporan.portal.states import Stage

from .portals import PORTAL, fact, many_reports, portal_project, share_facts, survey_facts, write_report
from .projects import run_laporan

COVER = """cover:
  title: Laporan Tahunan
  agency: Kantor Uji
  place: Bandung
  date: "2019-03-01"
  office: Kepala Kantor Uji
  name: Siti Rahayu
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two offices; the first has reports of two years, between which the method changed, the second of one."""
    root = portal_project(tmp_path / "proyek")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    shares = share_facts("pkt", 388, 400, survey=True) + share_facts("aduan", 300, 400)
    write_report(root, 2017, "unit-01", survey_facts(78.65, 11.5, 235, "Aturan A") + shares)
    write_report(root, 2018, "unit-01", survey_facts(79.44, 12.1, 246, "Aturan B") + shares)
    write_report(root, 2018, "unit-02", survey_facts(81.6, 11.9, 187, "Aturan B"))
    return root


def page() -> lxml.html.HtmlElement:
    write_portal()
    return lxml.html.fromstring(render_portal(read_shelf()))


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_numbers_are_those_of_the_ledgers(project: Path) -> None:
    (row,) = page().xpath("//details[@id='unit-unit-01']//tr[@data-tahun='2017']")
    ledger = json.loads((project / "outputs/2017/unit-01/fakta.json").read_text(encoding="utf-8"))
    text = {one["id"]: one["text"] for one in ledger["facts"]}
    told = words(row)
    for name in ("skm.ikm", "skm.low", "skm.high", "pkt.share", "pkt.low", "aduan.share"):
        assert text[name] in told
    assert row.xpath(".//a/@href")[:2] == ["2017/unit-01/laporan.html", "2017/unit-01/laporan.pdf"]
    assert "memuat data sintetis" in told


def test_what_an_office_does_not_measure_is_no_zero(project: Path) -> None:
    (row,) = page().xpath("//details[@id='unit-unit-02']//tr[@data-tahun='2018']")
    assert [words(cell) for cell in row.xpath("./td[contains(@class, 'kosong')]")] == ["–tidak ada"] * 2


def test_a_line_breaks_where_the_method_changed(project: Path) -> None:
    (office,) = page().xpath("//details[@id='unit-unit-01']")
    survey, counters, _ = office.xpath(".//tr[@class='garis-garis']//svg")
    assert len(survey.xpath(".//*[@class='jeda']")) == 1
    assert survey.xpath(".//*[@class='garis']") == []
    assert len(counters.xpath(".//*[@class='garis']")) == 1
    assert "IKM: metode berganti pada 2018, dari Aturan A menjadi Aturan B" in words(office)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(-1.2, 3.0, "belum pasti berubah"), (0.1, 3.0, "naik"), (-3.0, -0.1, "turun"), (0.0, 3.0, "belum pasti berubah")],
    ids=["on-both-sides", "above", "below", "at-nothing"],
)
def test_a_difference_of_years_is_told_with_its_interval_as_the_report_tested_it(
    project: Path, low: float, high: float, verdict: str
) -> None:
    told = "{name: IKM, change: d, change_low: d.low, change_high: d.high, "
    (project / "params/portal.yml").write_text(PORTAL.replace("{name: IKM, ", told), encoding="utf-8")
    ends = (("d", (low + high) / 2), ("d.low", low), ("d.high", high))
    differences = [fact(name, value, f"{value:+.1f}") for name, value in ends]
    write_report(project, 2018, "unit-02", survey_facts(81.6, 11.9, 187, "Aturan B") + differences)
    one, other = (words(office) for office in page().xpath("//details"))
    assert f"IKM, 2018 terhadap 2017: {(low + high) / 2:+.1f} ({low:+.1f} sampai {high:+.1f}), {verdict}." in other
    assert "terhadap 2017" not in one, "its method changed, and its report tests nothing"


def test_limits_are_spoken_of_where_there_are_some(project: Path) -> None:
    assert "Berwarna jingga" not in words(page())
    many_reports(project.parent / "banyak", 6, [2025])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAPORAN_ROOT", str(project.parent / "banyak"))
        assert "Berwarna jingga" in words(page())


def test_the_same_outputs_give_the_same_file_untouched(project: Path) -> None:
    write_portal()
    file = project / "outputs" / "index.html"
    before = (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino)
    write_portal()
    assert (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino) == before
    copy = project.parent / "lain"
    shutil.copytree(project, copy)
    (copy / "outputs" / "index.html").unlink()
    run = run_laporan(copy, "portal")
    assert (run.returncode, run.stderr) == (0, "")
    assert (copy / "outputs" / "index.html").read_bytes() == before[0]
    assert sorted(path.name for path in (copy / "outputs").iterdir()) == ["2017", "2018", "index.html"]


def test_a_ledger_is_read_once_and_again_when_it_is_another(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page()
    with monkeypatch.context() as patch:
        patch.setattr("laporan.portal.ledgers.read_facts", lambda *_: pytest.fail("the ledger was read again"))
        assert words(page()) == words(before)
    write_report(project, 2018, "unit-02", survey_facts(64.2, 11.9, 187, "Aturan B"))
    assert "64,20" in words(page())
    text = (project / "params/portal.yml").read_text(encoding="utf-8")
    (project / "params/portal.yml").write_text(text.replace("value: pkt.share", "value: aduan.share"), encoding="utf-8")
    assert [reading.text for reading in read_shelf().reports[0].readings if reading][1:] == ["75,0%", "75,0%"]
    for kept in (project / ".cache/laporan/ledgers").iterdir():
        kept.write_bytes(b"rusak")
    assert "64,20" in words(page())


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def holding(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8") and None


def foreign(folder: Path) -> None:
    folder.rename(folder.with_name("kantor-lain"))


def plain_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("bukan folder", encoding="utf-8")


@pytest.mark.hostile("input")
@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        pytest.param(without("laporan.html"), "laporan.html tidak ada", id="no page"),
        pytest.param(without("fakta.json"), "fakta.json tidak ada", id="no ledger"),
        pytest.param(without("manifest.json"), "manifest.json tidak ada atau rusak", id="no manifest"),
        pytest.param(holding("manifest.json", "[]"), "manifest.json tidak ada atau rusak", id="other manifest"),
        pytest.param(holding("manifest.json", '{"files": {"a": 1}, "inputs": {"b": []}}'), "", id="odd manifest"),
        pytest.param(holding("fakta.json", '{"year": 2018, "unit": "un'), "bukan buku fakta", id="half a ledger"),
        pytest.param(
            holding("fakta.json", '{"year": 2016, "unit": "unit-02", "facts": []}'), "milik laporan 2016", id="another"
        ),
        pytest.param(
            holding("fakta.json", json.dumps({"year": 2018, "unit": "unit-02", "facts": [fact("skm.ikm", "tinggi", "x")]})),
            "bukan bilangan", id="no number",
        ),
        pytest.param(
            holding("fakta.json", json.dumps({"year": 2018, "unit": "unit-02", "facts": [fact("skm.ikm", 1, "x", datasets=3)]})),
            "", id="odd datasets",
        ),
        pytest.param(
            holding("fakta.json", json.dumps({"year": 2018, "unit": "unit-02", "facts": [fact("aduan.share", 1, "x", "%", of="banyak")]})),
            "", id="odd whole",
        ),
        pytest.param(
            holding("fakta.json", json.dumps({"year": 2018, "unit": "unit-02", "facts": [fact("skm.ikm", 1e300, "x")]})),
            "bukan bilangan", id="no such number",
        ),
        pytest.param(foreign, "bukan satuan kerja", id="foreign folder"),
        pytest.param(plain_file, "laporan.html tidak ada", id="no folder"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_left_out_and_said(
    project: Path, spoil: Callable[[Path], None], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(project / "outputs" / "2018" / "unit-02")
    shelf = write_portal()
    assert [(report.year, report.unit) for report in shelf.reports] == [(2018, "unit-01"), (2017, "unit-01")]
    (told,) = shelf.skipped
    assert why in told
    assert told.startswith("outputs/2018/")
    assert told in words(page())
    renew_portal(Console(stderr=True, width=300))
    assert f"tidak ditampilkan di portal: {told}" in " ".join(capsys.readouterr().err.split())


def test_without_reports_it_says_how_to_build_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = portal_project(tmp_path / "kosong")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    (root / "outputs").rmdir()
    assert "Belum ada laporan yang dibangun" in words(page())
    for folder in ("pratinjau/2018/unit-01", "gagal/2018", ".build-x-1-y/2018/unit-01"):
        (root / "outputs" / folder).mkdir(parents=True)
    assert "Belum ada laporan yang dibangun" in words(page())
    (root / "outputs/2018/.unit-01.sebelumnya").mkdir(parents=True)
    assert read_shelf().skipped == ()


def test_a_project_without_indicators_has_a_portal_too(project: Path) -> None:
    (project / "params/portal.yml").unlink()
    found = page()
    assert len(found.xpath("//tr[@data-tahun]")) == 3
    assert found.xpath("//section[@aria-labelledby='banding']") == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(
            "indikator: []\n", "kunci “indikator” tidak dikenal; yang terdekat “indicators”", id="unknown key"
        ),
        pytest.param(
            "indicators: [{name: A, value: a, low: b}]\n", "selang mempunyai dua ujung", id="half an interval"
        ),
        pytest.param(
            "indicators: [{name: A, value: a, change: b}]\n", "selisih berdiri dengan selangnya", id="no ends"
        ),
        pytest.param("indicators: [{name: A}]\n", "indicators.0.value: wajib diisi", id="no fact"),
        pytest.param("indicators: [\n", "params/portal.yml", id="no yaml"),
    ],
)
def test_faulty_parameters_stop_the_command_but_no_build(
    project: Path, text: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_portal()
    before = (project / "outputs/index.html").read_bytes()
    (project / "params/portal.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match=r"params/portal\.yml") as raised:
        write_portal()
    assert why in str(raised.value)
    renew_portal(Console(stderr=True, width=300))
    told = " ".join(capsys.readouterr().err.split())
    assert told.startswith("outputs/index.html belum diperbarui: params/portal.yml")
    assert (project / "outputs/index.html").read_bytes() == before


@pytest.mark.hostile("fault")
def test_a_fault_of_the_portal_itself_is_said_and_ends_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("laporan.cli.portal.write_portal", lambda: 1 / 0)
    renew_portal(Console(stderr=True, width=300))
    assert "outputs/index.html belum diperbarui: division by zero" in capsys.readouterr().err


def test_a_fact_that_no_report_has_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "params/portal.yml").write_text(PORTAL.replace("skm.ikm", "skm.indeks"), encoding="utf-8")
    show_portal(Console(), Console(stderr=True, width=300))
    assert "portal: IKM: fakta skm.indeks tidak ada dalam laporan mana pun" in capsys.readouterr().err


@pytest.mark.hostile("escape")
def test_what_stands_in_ledgers_and_parameters_is_text(project: Path) -> None:
    """Nothing of it becomes markup."""
    bad = "</style><script>alert(1)</script>\"'&"
    facts = survey_facts(80, 12, 100, rule=bad)
    facts[0]["text"] = bad
    write_report(project, 2018, "unit-02", facts)
    write_report(project, 2017, "unit-02", survey_facts(80, 12, 100))
    html = render_portal(read_shelf())
    assert "alert(1)</script>" not in html
    assert html.count("<script>") == 1
    assert bad in lxml.html.fromstring(html).text_content()


def test_stages(project: Path) -> None:
    """Draft, final, approved, published; and what has changed since."""
    folder = write_report(project, 2018, "unit-01", survey_facts(80, 12, 100), final=True)
    assert stage(2018) == (Stage.FINAL, False, None)
    publish(project, folder, digest="lain")
    assert stage(2018) == (Stage.FINAL, False, 1)
    approve(project, folder, digest="lain")
    assert stage(2018) == (Stage.FINAL, False, 1)
    approve(project, folder, digest=built_digest(folder))
    assert stage(2018) == (Stage.APPROVED, False, 1)
    publish(project, folder, digest=built_digest(folder))
    assert stage(2018) == (Stage.PUBLISHED, False, 1)
    assert "versi 1 terbit, ditandatangani Siti Rahayu" in words(page())
    write_report(project, 2018, "unit-01", survey_facts(80, 12, 100))
    assert stage(2018) == (Stage.DRAFT, False, 1)
    units = project / "params" / "units.yml"
    units.write_text(units.read_text(encoding="utf-8") + "# lain\n", encoding="utf-8")
    assert stage(2018) == (Stage.DRAFT, True, 1)


@pytest.mark.parametrize(
    "touch",
    [
        pytest.param(lambda folder: (folder / "laporan.html").write_text("lain", encoding="utf-8"), id="another byte"),
        pytest.param(lambda folder: (folder / "laporan.pdf").unlink(), id="a file less"),
        pytest.param(lambda folder: (folder / "catatan.txt").write_text("x", encoding="utf-8"), id="a file more"),
    ],
)
def test_an_approval_is_of_the_bytes_that_were_built(project: Path, touch: Callable[[Path], Any]) -> None:
    folder = write_report(project, 2018, "unit-01", survey_facts(80, 12, 100), final=True)
    publish(project, folder, digest="lain")
    approve(project, folder, digest=built_digest(folder))
    assert stage(2018) == (Stage.APPROVED, False, 1)
    page = folder / "laporan.html"
    page.write_bytes(page.read_bytes())
    assert stage(2018) == (Stage.APPROVED, False, 1), "the same bytes again are the same report"
    touch(folder)
    assert stage(2018) == (Stage.FINAL, True, 1)


def stage(year: int) -> tuple[Stage, bool, int | None]:
    (found,) = (report.standing for report in read_shelf().reports if (report.year, report.unit) == (year, "unit-01"))
    return found.stage, found.stale, found.version


def built_digest(folder: Path) -> str:
    from laporan.publish.approval import report_digest

    return report_digest(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"])


def approve(root: Path, folder: Path, digest: str) -> None:
    """An approval, and the year's parameters, without which no report can be planned."""
    (root / "params/2018.yml").write_text(COVER, encoding="utf-8")
    place = root / "terbit" / folder.parent.name / folder.name / "persetujuan.yml"
    told = f'approvals: [{{report: "{digest}", name: Siti Rahayu, role: Kepala, date: "2019-02-01"}}]\n'
    place.write_text(told, encoding="utf-8")


def publish(root: Path, folder: Path, digest: str) -> None:
    """A published version, as far as the portal reads it."""
    place = root / "terbit" / folder.parent.name / folder.name / "1"
    place.mkdir(parents=True, exist_ok=True)
    record = {"report_digest": digest, "signatures": [{"signer": "Siti Rahayu"}]}
    (place / "catatan.json").write_text(json.dumps(record), encoding="utf-8")


def test_two_offices_are_too_few_for_limits(project: Path) -> None:
    (compared,) = comparisons(read_shelf())
    assert (compared.indicator.name, compared.year, compared.funnel) == ("IKM", 2018, None)
    found = page()
    assert found.xpath("//svg[@class='corong']") == []
    assert "Dua satuan kerja terlalu sedikit untuk menghitung batas" in words(found)


def test_offices_are_compared_within_one_method_and_one_year(project: Path) -> None:
    write_report(project, 2018, "unit-02", survey_facts(81.6, 11.9, 187, "Aturan A"))
    assert comparisons(read_shelf()) == ()
    write_report(project, 2017, "unit-02", survey_facts(81.6, 11.9, 187, "Aturan A"))
    (compared,) = comparisons(read_shelf())
    assert (compared.year, compared.rule) == (2017, "Aturan A")


def test_the_office_that_was_made_worse_and_the_better_one_are_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(many_reports(tmp_path, 12, [2025])))
    index, counters = comparisons(read_shelf())
    assert [(unit.name, index.position(unit)) for unit in index.units if unit in index.at(Position.ABOVE, Position.BELOW)] == [
        ("Unit 03", Position.ABOVE), ("Unit 09", Position.BELOW),
    ]  # fmt: skip
    assert [unit.name for unit in index.units] == [f"Unit {number:02}" for number in range(1, 13)]
    assert counters.at(Position.ABOVE, Position.BELOW) == ()
    found = page()
    told = words(found)
    assert "Dari 12 satuan kerja, dua berada di luar batas 99,8%: Unit 03 di atasnya dan Unit 09 di bawahnya." in told
    assert "kebetulan rata-rata menaruh 0,6 di luar batas 95% dan 0,02 di luar batas 99,8%" in told
    first, _ = found.xpath("//svg[@class='corong']")
    assert len(first.xpath(".//circle[@class='luar']")) == 2
    assert len(first.xpath(".//circle[@class='kosong']")) == 10
    assert first.xpath(".//text[@class='kuat']/text()") == ["Unit 03", "Unit 09"]


def test_where_hardly_any_office_tells_its_spread_there_are_no_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = many_reports(tmp_path, 6, [2025])
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    portal = root / "params/portal.yml"
    portal.write_text(portal.read_text(encoding="utf-8").replace("level: skm.level, ", ""), encoding="utf-8")
    index, counters = comparisons(read_shelf())
    assert index.funnel is None
    assert counters.funnel is not None
    assert "dari 6 satuan kerja, tidak satu pun yang ragam" in words(page())


def test_an_office_whose_spread_is_not_told_is_left_out_of_the_limits_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = many_reports(tmp_path, 6, [2025])
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    facts = [one for one in survey_facts(60, 12, 100, "Aturan B") if one["id"] != "skm.n"]
    write_report(root, 2025, "unit-02", facts)
    index, _ = comparisons(read_shelf())
    assert [unit.name for unit in index.unjudged] == ["Unit 02"]
    assert "Tidak dibandingkan dengan batasnya: Unit 02, sebab" in words(page())


@pytest.mark.hostile("input")
@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(survey_facts(80, 1e-14, 100), id="hardly any spread"),
        pytest.param(survey_facts(0, 0, 100), id="none"),
        pytest.param(survey_facts(-30, 12, 100), id="below zero"),
        pytest.param([fact("skm.ikm", 80, "80", "%"), *survey_facts(80, 12, 100)[1:]], id="a share of eighty"),
        pytest.param([*survey_facts(80, 12, 100)[:4], fact("skm.n", 0, "0", "responden")], id="nobody"),
        pytest.param([*survey_facts(80, 12, 100)[:3], fact("skm.level", 95, "95%", "")], id="a level in percent"),
        pytest.param(
            [fact("pkt.share", 1.2, "120%", "%", of={"value": 50, "unit": "responden"}),
             fact("pkt.low", 1.1, "110%", "%"), fact("pkt.high", 1.3, "130%", "%")], id="more than the whole",
        ),
        pytest.param(
            [fact("pkt.share", 0.5, "50%", "%", of={"value": 0, "unit": "responden"}),
             fact("pkt.low", 0.4, "40%", "%"), fact("pkt.high", 0.6, "60%", "%")], id="of nothing",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("alike", [True, False])
def test_odd_numbers_are_drawn_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, facts: list[Fact], alike: bool
) -> None:
    """In all offices, or in one among others."""
    root = many_reports(tmp_path, 6, [2024, 2025])
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    for unit in range(1, 7 if alike else 2):
        write_report(root, 2025, f"unit-{unit:02}", facts)
    shelf = read_shelf()
    assert (len(shelf.reports), shelf.skipped) == (12, ())
    html = render_portal(shelf)
    assert not re.search(r"\b(nan|inf)\b", html.partition("<main")[2])
    for one in facts:
        if one["id"] in ("skm.ikm", "pkt.share"):
            assert f">{one['text']}<" in html


@pytest.mark.slow
def test_our_portal_finds_every_number_that_it_asks_for(whole_reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that can be compared has all that its limits rest on, in each report that has it."""
    monkeypatch.setenv("LAPORAN_ROOT", str(whole_reports))
    shelf = read_shelf()
    assert list(shelf.unknown()) == []
    assert shelf.skipped == ()
    for report in shelf.reports:
        for indicator, reading in zip(shelf.indicators, report.readings, strict=True):
            if reading and indicator.low:
                assert reading.interval, (report.page, indicator.name)
                assert reading.interval.low <= reading.value <= reading.interval.high
                assert reading.respondents, (report.page, indicator.name)
                assert reading.is_share or reading.level == 0.95, (report.page, indicator.name)
    main = [report for report in shelf.reports if report.unit == "pusat"]
    assert all(all(report.readings) for report in main)


def test_a_built_report_is_in_the_portal_at_once(small_project: Path) -> None:
    found = lxml.html.parse(str(small_project / "outputs" / "index.html"))
    assert found.xpath("//th/a/@href") == ["2017/pusat/laporan.html"]
