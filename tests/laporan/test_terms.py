"""An abbreviation is spelled out once through the report, and the annex lists the words that the report uses."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.core.errors import ParameterError
from laporan.document.html import Document, build_document
from laporan.document.terms import PLACE
from laporan.project.outline import plan_report
from laporan.project.terms import Terms, load_terms

from .projects import WHOLE_REPORTS

TERMS = Terms(
    abbreviations={
        "BKN": "Badan Kepegawaian Negara",
        "WBS": "*whistleblowing system*",
        "EWS": "*early warning system*",
        "Wasdal": "Pengawasan dan Pengendalian",
        "Biro Humas": "Biro Hubungan Masyarakat",
    },
    common={"UU": "undang-undang", "HR": "*human resources*"},
    glossary={"sisa awal": "laporan dari tahun sebelumnya", "median": "nilai tengah"},
)
BKN = "Badan Kepegawaian Negara (BKN)"
TABLE = '<div class="blok"><table id="tbl-a"><caption><span>{}</span></caption><tr><td>{}</td></tr></table></div>'


def document_of(html: str) -> Document:
    return build_document(html, {}, TERMS)


def words(html: str) -> str:
    return " ".join(document_of(html).body.text_content().split())


@pytest.mark.parametrize(
    ("html", "said"),
    [
        pytest.param(f"<p>{BKN} melayani.</p>", f"{BKN} melayani.", id="the first stays"),
        pytest.param(f"<p>{BKN}.</p><p>Layanan {BKN} cepat.</p>", f"{BKN}.Layanan BKN cepat.", id="the second is short"),
        pytest.param(f"<p>{BKN} dan {BKN} dan {BKN}</p>", f"{BKN} dan BKN dan BKN", id="within a sentence"),
        pytest.param(
            "<p><em>Whistleblowing system</em> (WBS) ada.</p><p>Kanal <em>whistleblowing system</em> (WBS) dan"
            " <em>early warning system</em> (EWS).</p>",
            "Whistleblowing system (WBS) ada.Kanal WBS dan early warning system (EWS).",
            id="foreign words",
        ),
        pytest.param(
            f"<p><em>early warning system</em> (EWS), {BKN}</p><p><em>early warning system</em> (EWS), {BKN}</p>",
            f"early warning system (EWS), {BKN}EWS, BKN",
            id="words behind an italic one",
        ),
        pytest.param(
            f"<p>{BKN}</p><ul><li>{BKN}<ul><li>{BKN}</li></ul></li><li><p>{BKN}</p></li></ul>",
            f"{BKN}BKNBKNBKN",
            id="lists",
        ),
        pytest.param(
            "<p>Kedeputian Pengawasan dan\nPengendalian (Wasdal)</p><p>Kedeputian Pengawasan\ndan Pengendalian (Wasdal)</p>",
            "Kedeputian Pengawasan dan Pengendalian (Wasdal)Kedeputian Wasdal",
            id="part of a name, on two lines",
        ),
        pytest.param(
            "<p>Biro Hubungan Masyarakat (Biro\nHumas)</p><p>Biro\nHubungan Masyarakat (Biro\nHumas) lagi</p>",
            "Biro Hubungan Masyarakat (Biro Humas)Biro Humas lagi",
            id="an abbreviation of two words, on two lines",
        ),
        pytest.param(f"<p>{BKN}</p><p>Badan Kepegawaian Negara</p>", f"{BKN}Badan Kepegawaian Negara", id="words alone"),
        pytest.param(f"<p>{BKN}</p><p>Badan Kepegawaian Negara (Jakarta)</p>", f"{BKN}Badan Kepegawaian Negara (Jakarta)",
                     id="another remark"),
        pytest.param(f"<p>{BKN}</p><p>Subbadan Kepegawaian Negara (BKN)</p>", f"{BKN}Subbadan Kepegawaian Negara (BKN)",
                     id="the end of another word"),
        pytest.param("<p>Lembaga Lain (LL) dan Lembaga Lain (LL)</p>", "Lembaga Lain (LL) dan Lembaga Lain (LL)",
                     id="no abbreviation of ours"),
        pytest.param(f"<p>{BKN}</p><p><strong>{BKN}</strong></p>", f"{BKN}BKN", id="in bold"),
    ],
)  # fmt: skip
def test_an_abbreviation_is_spelled_out_once(html, said):
    assert words(html) == said


def test_headings_captions_and_cells_are_left_as_they_are():
    html = f'<h2 id="sec-a">{BKN}</h2><p>{BKN}</p>' + TABLE.format(BKN, BKN)

    assert words(html).count(BKN) == 4


@given(st.lists(st.sampled_from([BKN, "BKN", "Badan Kepegawaian Negara", "Kedeputian Wasdal", "melayani"]), min_size=1))
def test_shortening_keeps_every_other_word_and_is_done_once_for_all(parts):
    once = words("".join(f"<p>{part}</p>" for part in parts))

    assert once == "".join("BKN" if part == BKN and BKN in parts[:place] else part for place, part in enumerate(parts))
    assert words(f"<p>{once}</p>") == once


def test_the_lists_name_what_is_used_and_nothing_else():
    html = f'<p>{BKN} menurut UU; sisa awal dan mediannya.</p><h2 id="sec-istilah">Daftar</h2>{PLACE}'
    body = document_of(html).body

    listed = {
        table.get("id"): [row.xpath("string(*[1])") for row in table.xpath("./tbody/tr")]
        for table in body.iter("table")
    }
    assert listed == {"tbl-singkatan": ["BKN", "UU"], "tbl-istilah": ["median", "sisa awal"]}


def test_a_word_in_a_figure_is_used():
    svg = '<svg role="img" aria-label="Peta"><text>HR</text></svg>'
    figure = f'<div class="blok"><figure id="fig-a">{svg}<figcaption>Peta</figcaption></figure></div>'

    assert "human resources" in words(f'{figure}<h2 id="sec-istilah">Daftar</h2>{PLACE}')


@pytest.mark.parametrize("said", ["HRD", "non-HR", "aHR"])
def test_a_part_of_another_word_is_not_used(said):
    assert "human resources" not in words(f'<p>{said}</p><h2 id="sec-istilah">Daftar</h2>{PLACE}')


def test_no_list_where_nothing_is_used():
    assert words(f'<h2 id="sec-istilah">Daftar</h2><p>Kosong.</p>{PLACE}') == "DaftarKosong."


def test_a_project_without_the_file_has_no_terms(small_project):
    (small_project / "params" / "istilah.yml").unlink(missing_ok=True)

    assert load_terms() == Terms()


def test_an_unknown_key_is_told_with_its_file(small_project):
    (small_project / "params" / "istilah.yml").write_text("abbreviation: {BKN: Badan}\n", encoding="utf-8")

    with pytest.raises(ParameterError, match=r"params/istilah\.yml.*abbreviation"):
        load_terms()


def test_a_section_of_words_has_no_chapter_beside_it(small_project):
    tree = small_project / "params" / "struktur.yml"
    tree.write_text("sections:\n  - {id: pkt, notebook: 230-pkt, words: true}\n", encoding="utf-8")

    with pytest.raises(ParameterError, match="salah satu"):
        plan_report(2017)


@pytest.mark.slow
@pytest.mark.parametrize(("year", "unit"), WHOLE_REPORTS, ids=str)
def test_the_prose_of_a_whole_report_spells_each_abbreviation_out_once(whole_reports, year, unit, monkeypatch):
    monkeypatch.setenv("LAPORAN_ROOT", str(whole_reports))  # other tests of this module have a project of their own
    page = lxml.html.parse(whole_reports / "outputs" / str(year) / unit / "laporan.html").getroot()
    prose = [" ".join(p.text_content().replace("\u00ad", "").split()) for p in page.xpath("//section//p")]
    short = load_terms().abbreviations

    spelled = {one: sum(len(re.findall(rf"{re.escape(long.replace('*', ''))} \({one}\)", text, re.IGNORECASE)) for text in prose)
               for one, long in short.items()}  # fmt: skip

    assert {one: times for one, times in spelled.items() if times > 1} == {}
    assert spelled["BKN"] == 1
