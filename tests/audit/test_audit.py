"""Places, rendering, errors, limits, the ledger, and reading of formats."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import docx
import pytest

from audit import AuditError, as_json, as_text, audit, extract
from audit.document import SourceDocument
from audit.render import MEASURED
from audit.rules import RULES
from audit.run import audit_document

from .forms import write

FAULT = "Pembuka.\n\nJumlah pegawai 412 orang, terdiri atas 187 pria dan 235 wanita."


def test_a_finding_names_its_line_and_quote(tmp_path):
    (finding,) = audit(write(FAULT, "txt", tmp_path))
    assert (finding.line, finding.page, finding.kind, finding.severity) == (3, None, "sum", "error")
    assert "187 pria" in finding.quote
    assert finding.computed == "187 + 235 = 422"


def test_a_finding_in_a_pdf_names_its_page(tmp_path):
    (finding,) = audit(write(FAULT, "pdf", tmp_path))
    assert (finding.line, finding.page) == (None, 1)


def test_a_wrapped_paragraph_is_cited_by_the_line_of_the_fault(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Laporan ini memuat hasil kegiatan selama setahun yang telah berjalan.\nJumlah pegawai yang bertugas sebanyak 412 orang, terdiri atas 187 pria\ndan 235 wanita di seluruh kantor.\n",
        encoding="utf-8",
    )
    (finding,) = audit(path)
    assert finding.line == 2


def test_repeats_of_one_fault_are_one_finding_with_other_lines(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Kantor memakai ISO 9001:2008.\n\nLayanan berbasis ISO 9901:2008.\n\nAudit ISO 9901:2008 selesai.\n",
        encoding="utf-8",
    )
    (finding,) = audit(path)
    assert (finding.line, finding.also) == (3, (5,))


def test_json_is_a_list_with_the_promised_keys(tmp_path):
    (entry,) = json.loads(as_json(audit(write(FAULT, "md", tmp_path))))
    assert {"kind", "severity", "line", "page", "quote", "computed", "message", "also"} == set(entry)
    assert next(iter(entry)) == "severity"


def test_text_counts_and_names_the_severity(tmp_path):
    shown = as_text(audit(write(FAULT, "md", tmp_path)))
    assert "\nSALAH · baris 3 · sum\n" in shown
    assert shown.endswith("1 temuan: 1 salah.")


def test_the_auditor_says_first_what_it_was_measured_at_and_the_readme_says_the_same(tmp_path):
    for shown in (as_text([]), as_text(audit(write(FAULT, "md", tmp_path)))):
        assert shown.startswith(MEASURED)
    assert "tidak berarti" in as_text([])
    readme = " ".join((Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split())
    for figure in ("41 of 96", "80%", "4 of 14", "9 false alarms in 40", "November 2026"):
        assert figure in readme
        assert all(number in MEASURED for number in re.findall(r"\d+", figure))


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        pytest.param("tiada.txt", None, "tidak ada", id="missing"),
        pytest.param("kosong.txt", b"", "kosong", id="empty"),
        pytest.param("a.xls", b"abc", "tidak dikenal", id="kind"),
        pytest.param("a.docx", b"bukan zip", "tidak terbaca", id="broken docx"),
        pytest.param("a.pdf", b"bukan pdf", "tidak terbaca", id="broken pdf"),
        pytest.param("a.txt", b"\x00\x01\x02 biner", "biner", id="binary"),
    ],
)
def test_an_unreadable_file_is_an_indonesian_error(tmp_path, name, content, word):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AuditError, match=word):
        audit(path)


def test_an_oversized_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["audit.extract"], "SIZE_LIMIT", 3)
    with pytest.raises(AuditError, match="batasnya"):
        audit(write(FAULT, "md", tmp_path))


def test_every_rule_survives_an_empty_document():
    assert audit_document(SourceDocument("a.md", "md")) == []
    assert len(RULES) > 30


def test_word_reads_merged_cells_contents_and_captions(tmp_path):
    document = docx.Document()
    document.add_paragraph("Tabel 1. Pegawai")
    table = document.add_table(rows=4, cols=3)
    for i, row in enumerate([["Unit", "Nama", "Jumlah"], ["Pusat", "A", "2"], ["", "B", "3"], ["Total", "", "6"]]):
        for j, cell in enumerate(row):
            table.cell(i, j).text = cell
    table.cell(1, 0).merge(table.cell(2, 0))
    path = tmp_path / "a.docx"
    document.save(path)
    ((_, read),) = extract(path).tables
    assert read.names == ("Unit", "Nama", "Jumlah")
    assert read.caption == "Tabel 1. Pegawai"
    assert [finding.kind for finding in audit(path)] == ["sum"]


def test_html_lays_out_spans(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<table><tr><th>Unit<th>Jenis<th>Jumlah</tr><tr><td rowspan=2>Pusat<td>A<td>2</tr><tr><td>B<td>3</tr><tr><td colspan=2>Jumlah<td>6</tr></table>",
        encoding="utf-8",
    )
    (finding,) = audit(path)
    assert (finding.kind, finding.computed) == ("sum", "5")


PLAN = """# Laporan Tahun 2020

{claim}

Tabel 1. Rencana Aksi Tahun 2020

| Kegiatan | Bulan ke- |
|---|---|
| Pelatihan petugas loket | 3 |
| Survei kepuasan pelanggan | 9 |

## 2.1 Pelatihan Petugas Loket

Pelatihan dilaksanakan pada 14 Juli 2020.
"""


@pytest.mark.parametrize(
    ("claim", "findings"),
    [
        pytest.param("Seluruh kegiatan terlaksana sesuai rencana.", 2, id="claimed"),
        pytest.param("Sebagian kegiatan terlaksana sesuai rencana.", 1, id="some only"),
    ],
)
def test_a_claim_that_all_went_as_planned_is_held_to_the_dates(tmp_path, claim, findings):
    path = tmp_path / "a.md"
    path.write_text(PLAN.format(claim=claim), encoding="utf-8")
    assert [one.kind for one in audit(path)] == ["plan"] * findings
