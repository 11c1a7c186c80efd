"""The first page of a correction has room for all that it must say, however much that is."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pypdf
import pytest

from laporan.compare.correction import LONGEST_NAME, LONGEST_VALUE, MOST
from laporan.data.inventory import Inventory
from laporan.document.ast import CorrectionNote, Front
from laporan.document.front import change_lines, corrected, full_list, make_front
from laporan.document.parse import build_tree
from laporan.page import render_page
from laporan.project.parameters import Cover
from laporan.release.versions import LONGEST_REASON
from laporan.writers.docx import write_docx
from laporan.writers.pdf import write_pdf

from .torture import COVER, YEAR, facts, torture_document

HOSTILE = "</style><script>alert(1)</script> #emph[x] {{ 1 }} \\u $x$ & “Ä”"


def long(letters: int) -> str:
    return ("kata yang panjang " * letters)[: letters - 1] + "."


def front(reason: str, changes: int, text: str = "") -> Front:
    line = {"what": text or long(LONGEST_NAME), "before": long(LONGEST_VALUE), "after": long(LONGEST_VALUE)}
    note: Any = {"version": 2, "corrects": 1, "reason": reason, "counts": "999 angka, 999 sel tabel, dan 99 gambar"}
    note |= {"changes": [line] * changes, "more": 1999 if changes else 0, "all": "perubahan.html"}
    told: CorrectionNote = note
    cover = Cover(**{**COVER.model_dump(), "name": "Siti Rahayu Ningsih"})
    return make_front(cover, YEAR, Inventory(()), final=True, correction=told)


FULL, HOSTILE_FRONT = front(long(LONGEST_REASON), MOST), front(HOSTILE, 1, HOSTILE)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("told", [FULL, front("Salah rekap.", 0), HOSTILE_FRONT], ids=["full", "nothing", "hostile"])
def test_the_first_page_of_the_pdf_has_all_of_it_and_the_cover_too(tmp_path: Path, told: Front) -> None:
    write_pdf(build_tree(torture_document(), facts(), told), tmp_path / "laporan.pdf")
    page = squeezed(pypdf.PdfReader(io.BytesIO((tmp_path / "laporan.pdf").read_bytes())).pages[0].extract_text())

    for line in (*corrected(told), *change_lines(told), full_list(told), told["title"], told["office"]):
        assert squeezed(line) in page


@pytest.mark.parametrize("told", [FULL, HOSTILE_FRONT], ids=["full", "hostile"])
def test_the_cover_of_the_word_file_has_all_of_it(tmp_path: Path, told: Front) -> None:
    write_docx(build_tree(torture_document(), facts(), told), tmp_path / "laporan.docx")
    paragraphs = docx.Document(str(tmp_path / "laporan.docx")).paragraphs
    ends = next(number for number, one in enumerate(paragraphs) if one._p.pPr.sectPr is not None)
    cover = [one.text for one in paragraphs[: ends + 1]]

    for line in (*corrected(told), *change_lines(told), full_list(told)):
        assert line in cover


@pytest.mark.parametrize("told", [FULL, HOSTILE_FRONT], ids=["full", "hostile"])
def test_the_head_of_the_page_has_all_of_it_as_text(told: Front) -> None:
    page = render_page(torture_document(), {}, told)
    assert "<script>alert" not in page
    (block,) = lxml.html.fromstring(page).xpath("//header//div[@class='koreksi']")
    said = squeezed(block.text_content())
    for line in (*corrected(told), *change_lines(told), full_list(told)):
        assert squeezed(line) in said
    assert block.xpath(".//a/@href") == ["perubahan.html"]


def test_no_other_report_says_any_of_it() -> None:
    other = make_front(COVER, YEAR, Inventory(()), final=True)
    assert (corrected(other), change_lines(other), full_list(other), other["mark"]) == ([], [], "", "")
    assert "koreksi" not in render_page(torture_document(), {}, other).partition("</header>")[0].partition("<body>")[2]
