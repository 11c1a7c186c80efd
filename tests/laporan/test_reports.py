"""The whole way, from raw files to the page: three years and a regional office."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import lxml.html
import nbformat
import pytest

from laporan.page.origin_words import by_hand, what_it_is

from .projects import WHOLE_REPORTS, chapter_name

REPORTS = [pytest.param(year, unit, id=f"{year}-{unit}") for year, unit in WHOLE_REPORTS]
every_report = pytest.mark.parametrize(("year", "unit"), REPORTS)


def page(folder: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((folder / "laporan.html").read_bytes())


def facts(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "fakta.json").read_text(encoding="utf-8"))["facts"]
    return found


@every_report
def test_the_report_is_whole(whole_reports: Path, year: int, unit: str) -> None:
    folder = whole_reports / "outputs" / str(year) / unit
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["facts"] == len(facts(folder)) > 100
    notebooks = sorted((folder / "notebooks").iterdir())
    assert [chapter_name(path) for path in notebooks] == [chapter["id"] for chapter in manifest["chapters"]]
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip())
    document = page(folder)
    assert document.get("lang") == "id"
    assert str(year) in document.findtext(".//h1")


@every_report
def test_numbering_runs_through_the_report_and_every_link_arrives(whole_reports: Path, year: int, unit: str) -> None:
    document = page(whole_reports / "outputs" / str(year) / unit)
    for word, path in (("Gambar", ".//figcaption/b"), ("Tabel", ".//caption/span/b")):
        numbers = [label.text for label in document.xpath(path)]
        assert numbers == [f"{word} {n}." for n in range(1, len(numbers) + 1)]
    folder = whole_reports / "outputs" / str(year) / unit
    files = {link.partition("#")[0] for link in document.xpath("//a/@href") if not link.startswith("#")}
    assert [link for link in files if link.endswith(".ipynb")] == []  # the page is mailed alone
    others = {link for link in files if link.startswith("../")}  # built or not, as the page says
    assert [link for link in files - others if not (folder / link).exists()] == []
    anchors = set(document.xpath("//@id"))
    assert {link[1:] for link in document.xpath("//a/@href[starts-with(., '#')]")} <= anchors


@every_report
def test_no_number_stands_outside_the_ledger(whole_reports: Path, year: int, unit: str) -> None:
    said = (whole_reports / f"{year}-{unit}.txt").read_text(encoding="utf-8")
    assert re.search(r"\b0\s+tidak\s+tercatat", said), said


@every_report
def test_every_number_says_what_it_comes_from(whole_reports: Path, year: int, unit: str) -> None:
    found = facts(whole_reports / "outputs" / str(year) / unit)
    assert [fact["id"] for fact in found if not (fact["datasets"] or fact["params"])] == []
    assert "tanpa asal" not in (whole_reports / f"{year}-{unit}.txt").read_text(encoding="utf-8")


@every_report
def test_every_number_of_a_sentence_says_in_words_what_it_is(whole_reports: Path, year: int, unit: str) -> None:
    told = [fact for fact in facts(whole_reports / "outputs" / str(year) / unit) if not fact["block"]]
    assert [fact["id"] for fact in told if not what_it_is(fact) and not by_hand(fact)] == []


@every_report
def test_no_number_is_named_after_how_often_it_was_printed(whole_reports: Path, year: int, unit: str) -> None:
    assert [fact["id"] for fact in facts(whole_reports / "outputs" / str(year) / unit) if "~" in fact["id"]] == []


def test_a_number_of_the_parameters_names_its_key_and_no_rows(report_2017: Path) -> None:
    (population,) = [fact for fact in facts(report_2017) if fact["id"] == "skm.skm.sample.population"]
    assert population["datasets"] == []
    (entry,) = population["params"]
    assert (entry["path"], entry["value"]) == ("params/2017.yml", population["exact"])
    (link,) = page(report_2017).xpath("//li[@id='a-skm.skm.sample.population']/a/@href")
    (shown,) = page(report_2017).xpath(f"//li[@id='{link[1:]}']")
    assert f"kunci {entry['key']}: {entry['value']}" in shown.text_content()


@every_report
def test_what_is_made_up_is_called_so_where_it_stands(whole_reports: Path, year: int, unit: str) -> None:
    folder = whole_reports / "outputs" / str(year) / unit
    document = page(folder)
    assert document.xpath("//header//*[contains(., 'sintetis')]")
    made_up = {fact["block"] for fact in facts(folder) for d in fact["datasets"] if d["kind"] == "synthetic"}
    for label in filter(None, made_up):
        (element,) = document.xpath(f"//*[@id='{label}']")
        block = element.xpath("ancestor-or-self::div[contains(@class, 'blok')]")
        assert "sintetis" in block[0].text_content(), label


def test_every_figure_and_table_of_the_published_report_has_its_counterpart(report_2017: Path) -> None:
    document = page(report_2017)
    figures = {int(n) for n in document.xpath("//figure/@data-terbitan")}
    tables = {int(n) for n in document.xpath("//div[@data-terbitan]/@data-terbitan")}
    assert figures == set(range(1, 23))
    assert tables == {1, 2, 3, 4}


DIAGRAMS = {"fig-ews", "fig-proses-bisnis"}  # show how things are arranged, and find nothing


@every_report
def test_every_chart_says_its_finding(whole_reports: Path, year: int, unit: str) -> None:
    charts = page(whole_reports / "outputs" / str(year) / unit).xpath("//figure[div[@class='bagan']]")
    silent = {chart.get("id") for chart in charts if not "".join(chart.xpath("./p[@class='temuan']//text()")).strip()}
    assert charts
    assert silent <= DIAGRAMS


def test_a_photograph_that_has_not_arrived_is_a_caption_and_its_place_is_told(
    whole_reports: Path, report_2017: Path
) -> None:
    said = (whole_reports / "2017-pusat.txt").read_text(encoding="utf-8")
    photos = page(report_2017).xpath("//figure[contains(@class, 'potret')]")
    assert [photo.text_content()[-23:] for photo in photos] == ["(foto belum diserahkan)"] * 12
    assert [photo.xpath(".//*[self::img or self::div]") for photo in photos] == [[]] * 12
    assert "12 foto belum ada" in said
    assert said.count("Letakkan di data/raw/2017/foto/") == 12
    assert "raw/2017/foto" not in (report_2017 / "laporan.html").read_text(encoding="utf-8")


def test_a_regional_office_has_fewer_chapters_numbered_anew(whole_reports: Path) -> None:
    pusat, kanreg = (page(whole_reports / "outputs" / "2018" / unit) for unit in ("pusat", "kanreg-10"))
    headings = [heading.text_content().strip() for heading in kanreg.xpath("//main//*[self::h2 or self::h3]")]
    assert any(heading.startswith("2.1.") and "Kualitas" in heading for heading in headings)
    assert len(kanreg.xpath("//h5")) < len(pusat.xpath("//h5"))


def test_a_new_year_with_a_new_method_is_a_parameter_file(whole_reports: Path) -> None:
    document = page(whole_reports / "outputs" / "2018" / "pusat")
    names = document.xpath("//table[.//th[contains(., 'NRR')]]/tbody/tr/th//text()")
    assert "Perilaku Pelaksana" in names  # one of the nine of the new method
    assert "Kedisiplinan petugas" not in names  # one of the fourteen of the old


def test_the_page_asks_nothing_of_anybody(report_2017: Path) -> None:
    document = page(report_2017)
    assert not document.xpath("//*[@src][not(starts-with(@src, 'data:'))]")
    assert not document.xpath("//link | //iframe | //object | //embed | //form")
    assert not document.xpath("//*[@style]")
    (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")


@every_report
def test_the_summary_comes_first_then_what_changed(whole_reports: Path, year: int, unit: str) -> None:
    document = page(whole_reports / "outputs" / str(year) / unit)
    first, second, *_ = document.xpath("//main/section")
    assert first.get("aria-labelledby") == "sec-ringkasan"
    assert "Separuh laporan masyarakat" in first.text_content() or "Belum separuh" in first.text_content()
    if (year, unit) == (2018, "kanreg-10"):  # its first year: what changed is left out
        assert not document.xpath("//*[@id='sec-perubahan']")
        return
    assert second.get("aria-labelledby") == "sec-perubahan"
    compared = bool(second.xpath(".//table[@id='tbl-perubahan']"))
    assert compared != ("belum tersedia" in second.text_content())
    assert compared == ((year, unit) in {(2017, "pusat"), (2018, "pusat")})


@every_report
def test_cover_annex_and_package_count_the_same_data_files(whole_reports: Path, year: int, unit: str) -> None:
    folder = whole_reports / "outputs" / str(year) / unit
    document = page(folder)
    kinds = [cell.text_content() for cell in document.xpath("//table[@id='tbl-data']/tbody/tr/*[2]")]
    made_up = kinds.count("Sintetis")
    said = document.xpath("string(//p[@class='keadaan'])")
    every = {4: "Keempat"}.get(len(kinds), f"Semua {len(kinds)}")
    counted = every if made_up == len(kinds) else f"{made_up} dari {len(kinds)}"
    assert f"({counted[0].lower()}{counted[1:]} berkas data)" in said
    package = json.loads((folder / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert counted in package["description"]
    assert "contributors" not in package
    for resource in package["resources"]:
        if "CC0-1.0" in [licence["name"] for licence in resource["licenses"]]:
            assert "(sintetis)" in resource["title"], resource["name"]
