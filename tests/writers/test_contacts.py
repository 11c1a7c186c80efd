"""Where questions about a report are answered: on page, PDF, Word file and spreadsheet, and in what machines read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import lxml.html
import openpyxl
import pypdf
import pytest

from laporan.core import paths
from laporan.data.inventory import Inventory
from laporan.document.ast import Front
from laporan.document.front import make_front
from laporan.document.parse import build_tree
from laporan.page.companions import ALONE, Companions
from laporan.page.write import render_page
from laporan.project.public_contacts import who_answers
from laporan.writers.docx import write_docx
from laporan.writers.pdf import write_pdf
from laporan.writers.xlsx import write_xlsx

from .torture import COVER, YEAR, facts, torture_document

SAID = "Biro Humas, humas@contoh.go.id; Pusat Panggilan, (021) 809 3008"
DECLARED = """contacts:
  - {text: humas@contoh.go.id, why: "Kotak surat kantor, bukan milik seseorang", answers: Biro Humas}
  - {text: 081 2345 6789, why: Nomor perkara yang hanya mirip nomor telepon}
  - {text: "(021) 809 3008", why: Pusat panggilan kantor, answers: Pusat Panggilan}
"""


@pytest.fixture
def front(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Front:
    shutil.copy(paths.root() / paths.PROJECT_FILE, tmp_path)
    (tmp_path / "params").mkdir()
    (tmp_path / "params/public_contacts.yml").write_text(DECLARED, encoding="utf-8")
    monkeypatch.setenv(paths.ROOT, str(tmp_path))
    return make_front(COVER, YEAR, Inventory(()), contacts=who_answers())


def page_of(front: Front, companions: Companions = ALONE) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render_page(torture_document(), {}, front, companions))


def test_the_page_says_it_in_words_and_for_machines(front: Front) -> None:
    page = page_of(front)
    assert page.xpath("string(//footer//dt[.='Pertanyaan dan koreksi']/following-sibling::dd)") == SAID
    told = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    points = told["publisher"]["contactPoint"]
    assert [point["name"] for point in points] == ["Biro Humas", "Pusat Panggilan"]
    assert (points[0]["email"], points[1]["telephone"]) == ("humas@contoh.go.id", "(021) 809 3008")
    assert "081 2345" not in page.text_content()  # it only looks like a number of somebody


def test_where_nobody_is_named_the_office_answers() -> None:
    page = page_of(make_front(COVER, YEAR, Inventory(())))
    assert page.xpath("//footer//dt[.='Penanggung jawab, pertanyaan, dan koreksi']")
    assert "contactPoint" not in page.xpath("string(//script[@type='application/ld+json'])")


@pytest.mark.parametrize("travels", [True, False])
def test_the_record_is_linked_only_where_it_stands_beside_the_page(front: Front, *, travels: bool) -> None:
    page = page_of(front, Companions(record="manifest.json", record_travels=travels))
    assert bool(page.xpath("//footer//a[@href='manifest.json']")) is travels
    assert "manifest.json" in page.xpath("string(//footer)")


def test_the_cover_of_the_word_file_and_of_the_spreadsheet_say_it(front: Front, tmp_path: Path) -> None:
    write_docx(build_tree(torture_document(), facts(), front), tmp_path / "a.docx")
    assert f"Pertanyaan\t{SAID}" in [p.text for p in docx.Document(str(tmp_path / "a.docx")).paragraphs]
    write_xlsx([], front, tmp_path / "a.xlsx")
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["Sampul"].iter_rows(values_only=True)]
    assert f"Pertanyaan: {SAID}." in cells


def test_the_cover_of_the_pdf_says_it(front: Front, tmp_path: Path) -> None:
    write_pdf(build_tree(torture_document(), facts(), front), tmp_path / "a.pdf")
    said = pypdf.PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert "".join(SAID.split()) in "".join(said.split())
