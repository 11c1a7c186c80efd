"""`laporan diff OLD NEW --page`: each change is marked in its place, with what stood there; nothing else changes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from laporan.compare import compare, compare_sides
from laporan.compare.marks import marked_page
from laporan.core.errors import ReportError
from laporan.facts.ledger import open_side
from tests.axe import faults

from .projects import run_laporan
from .test_compare import fact, figure, side, table

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEAD = "<html><head><meta http-equiv='Content-Security-Policy' content=\"style-src 'sha256-a'\"></head>"
FACT = '<a class="angka" href="#a-a.open">{}</a>'


def report(*parts: str) -> str:
    head = '<h2 id="sec-a"><span class="nomor">2.1.</span> A</h2>'
    return f"{HEAD}<body><main><section>{head}{''.join(parts)}</section></main><footer></footer></body></html>"


def marked(before: str, after: str, was: str = "", now: str = "") -> lxml.html.HtmlElement:
    old = side(*([fact("a.open", was)] if was else []), page=before)
    new = side(*([fact("a.open", now)] if now else []), page=after)
    return lxml.html.fromstring(marked_page(compare_sides(old, new), "versi 1"))


def of_kind(page: lxml.html.HtmlElement, kind: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.xpath(f"//*[contains(@class, 'tanda-{kind}')]")]


LONG = "Sepanjang tahun itu laporan yang masuk tidak rata, dan yang selesai mengikutinya."
CASES: list[Any] = [
    pytest.param("<p>A.</p>", "<p>A.</p>", [], [], [], id="the same"),
    pytest.param("<p>A.</p>", f"<p>A.</p><p>{LONG}</p>", [LONG], [], [], id="a new paragraph"),
    pytest.param(f"<p>A.</p><p>{LONG}</p>", "<p>A.</p>", [], [], [LONG], id="a paragraph that is gone"),
    pytest.param(
        f"<p>{LONG}</p>", f"<p>{LONG} Kini berbeda.</p>", [], [f"{LONG} Kini berbeda."], [], id="another sentence"
    ),
    pytest.param(f"<ul><li>{LONG}</li></ul>", f"<ul><li>{LONG} Ya.</li></ul>", [], [LONG], [], id="an item of a list"),
    pytest.param(
        '<p>Lihat <a class="ref" href="#x">Gambar 9</a>.</p>', '<p>Lihat <a class="ref" href="#x">Gambar 10</a>.</p>',
        [], [], [], id="another number of a figure",
    ),
    pytest.param(table("<tr><th>A</th><td>baik</td><td>1</td></tr>"), table("<tr><th>A</th><td>buruk</td><td>1</td></tr>"),
                 [], ["buruk"], [], id="words of a cell"),
    pytest.param("<p>A.</p>", "<p>A.</p>" + table("<tr><th>A</th><td>1</td><td>2</td></tr>"), ["Loket"], [], [], id="a table"),
    pytest.param(figure("<text>1</text>"), figure("<text>2</text>"), [], ["Semula"], [], id="a figure"),
    pytest.param(figure("<text>1</text>"), "<p>A.</p>", ["A."], [], ["gambar"], id="a figure that is gone"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "new", "changed", "gone"), CASES)
def test_each_change_is_marked_in_its_place(
    before: str, after: str, new: list[str], changed: list[str], gone: list[str]
) -> None:
    page = marked(report(before), report(after))
    for kind, expected in (("baru", new), ("berubah", changed)):
        found = of_kind(page, kind)
        assert len(found) == len(expected), found
        assert all(part in text for part, text in zip(expected, found, strict=True))
    listed = page.xpath("//section[@class='sejak']//ul/li")
    assert len(listed) == len(gone)
    assert all(part in one.text_content() for part, one in zip(gone, listed, strict=True))
    links = [one.get("href").removeprefix("#") for one in page.xpath("//section[@class='sejak']//ol//a")]
    assert all(page.xpath("//*[@id=$id]", id=link) for link in links)
    assert len(links) == len(new) + len(changed)


def test_a_number_has_its_old_value_behind_it_and_its_sentence_has_no_mark() -> None:
    before, after = (report(f"<p>Ada {FACT.format(text)} laporan.</p>") for text in ("356", "412"))
    page = marked(before, after, "356", "412")
    (paragraph,) = page.xpath("//p[contains(., 'laporan.')]")
    assert " ".join(paragraph.text_content().split()) == "Ada 412 semula 356 laporan."
    assert paragraph.get("class") is None
    assert page.xpath("//ol//a/text()") == ["2.1: 412, semula 356"]
    assert "versi 1" in page.xpath("//section[@class='sejak']/p")[0].text_content()


@pytest.mark.hostile("escape")
def test_what_stood_there_is_no_markup() -> None:
    evil = "&lt;script&gt;1&lt;/script&gt;"
    page = marked(report(f"<p>{LONG} {evil}</p><p>{evil} yang hilang</p>"), report(f"<p>{LONG}</p>"))
    assert page.xpath("//script") == []
    assert "<script>1</script>" in page.xpath("//details[@class='semula-isi']/p")[0].text_content()


def test_an_archive_is_an_older_report_too(small_project: Path, tmp_path: Path) -> None:
    folder, archive = small_project / "outputs/2017/pusat", tmp_path / "lama.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for name in ("fakta.json", "laporan.html"):
            made.write(folder / name, name)
    assert open_side(str(archive)) == open_side(str(folder))


def _no_archive(path: Path) -> None:
    path.write_bytes(b"PK tidak")


def _without_ledger(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("laporan.html", "x")


def _not_utf8(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("fakta.json", b"\xff")
        made.writestr("laporan.html", b"\xff")


@pytest.mark.hostile("input")
@pytest.mark.parametrize("spoil", [_no_archive, _without_ledger, _not_utf8])
def test_what_is_no_archive_of_a_report_is_refused(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path / "lama.zip")
    with pytest.raises(ReportError, match=r"lama\.zip: bukan arsip laporan"):
        compare(str(tmp_path / "lama.zip"), str(tmp_path / "lama.zip"))


def test_without_a_page_there_is_nothing_to_mark() -> None:
    with pytest.raises(ReportError, match=r"tanpa laporan\.html"):
        marked_page(compare_sides(side(page=""), side(page=report("<p>A.</p>"))), "x")


def test_a_real_page_stays_whole_and_accessible(small_project: Path, tmp_path: Path, chromium: Browser) -> None:
    new, old = small_project / "outputs/2017/pusat", tmp_path / "lama"
    old.mkdir()
    ledger, page = ((new / name).read_text(encoding="utf-8") for name in ("fakta.json", "laporan.html"))
    name, href = re.findall(r'<a class="angka[^"]*" href="#a-(pkt\.[^"~]+)">([^<]+)</a>', page)[0]
    row = next(line for line in ledger.splitlines() if f'"id": "{name}"' in line)
    other = re.sub(r'"text": "[^"]+"', '"text": "99.999"', re.sub(r'"exact": "[^"]+"', '"exact": "99999"', row))
    (old / "fakta.json").write_text(ledger.replace(row, other), encoding="utf-8")
    (old / "laporan.html").write_text(page, encoding="utf-8")
    made = tmp_path / "tanda.html"
    run = run_laporan(small_project, "diff", str(old), "2017", "--page", str(made))
    assert run.returncode == 0, run.stderr
    shown = chromium.new_page(viewport={"width": 390, "height": 844})
    troubles: list[str] = []
    shown.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    shown.on("pageerror", lambda error: troubles.append(str(error)))
    shown.goto(made.as_uri())
    shown.locator(".sejak summary").first.click()
    shown.locator(".sejak ol a").first.click()
    mark = shown.locator("a.tanda-berubah").first
    assert mark.inner_text() == href
    assert "99.999" in shown.locator(".semula").first.inner_text()
    assert mark.evaluate("one => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"
    shown.locator("#tinjau").click()
    assert shown.locator(".tinjau-tambah").count()
    assert faults(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert troubles == []
