"""`laporan audit` stands alone: in an empty folder, without a project, without the reader of PDF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..laporan.commands import ENVIRONMENT, Completed, run_afresh, run_outside
from .forms import write

SUM = "Jumlah pegawai 412 orang, terdiri atas 187 pria dan 235 wanita."
REPEALED = "Laporan Tahun 2019\n\nPengangkatan dilaksanakan berdasarkan UU 43/1999."
ISO = "Kantor memakai ISO 9001:2003 dalam pelayanan."
LEDGER = {"year": 2017, "unit": "pusat", "facts": []}
PAIRED = "Sepanjang 2017 LAPORBKN! menerima 2.031 laporan."


def laporan(folder: Path, *words: str, without: str = "") -> Completed:
    """Run the command line in a folder, as if a package were not installed: for its own processes, too."""
    if not without:
        return run_outside(folder, words)
    (folder / "lain").mkdir()
    (folder / "lain" / f"{without}.py").write_text("raise ImportError(__name__)\n", encoding="utf-8")
    return run_afresh(words, ENVIRONMENT | {"PYTHONPATH": str(folder / "lain")}, folder)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(SUM, "sum", id="numbers"),
        pytest.param(REPEALED, "superseded", id="laws"),
        pytest.param(ISO, "name", id="standards"),
    ],
)
def test_a_report_is_audited_in_a_folder_that_is_no_project(tmp_path, text, kind):
    run = laporan(tmp_path, "audit", write(text, "md", tmp_path).name, "--json")
    assert (run.returncode, run.stderr) == (1, "")
    assert [finding["kind"] for finding in json.loads(run.stdout)] == [kind]


def test_a_ledger_is_compared_with_in_a_folder_that_is_no_project(tmp_path):
    facts = json.loads((Path(__file__).parent / "facts-2017.json").read_text(encoding="utf-8"))["facts"]
    (tmp_path / "fakta.json").write_text(json.dumps(LEDGER | {"facts": facts}), encoding="utf-8")
    run = laporan(tmp_path, "audit", write(PAIRED, "md", tmp_path).name, "--against", "fakta.json")
    assert (run.returncode, run.stderr) == (0, "")
    assert "buku fakta 2017 pusat: 1 sama" in run.stdout


@pytest.mark.parametrize(
    ("against", "complaint"),
    [
        pytest.param("2017", "bukan folder proyek", id="a report of a project"),
        pytest.param("rusak.json", "rusak.json: bukan buku fakta", id="no ledger"),
    ],
)
def test_what_cannot_be_compared_with_is_told_in_one_line(tmp_path, against, complaint):
    (tmp_path / "rusak.json").write_text("{}", encoding="utf-8")
    run = laporan(tmp_path, "audit", write(SUM, "md", tmp_path).name, "--against", against)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert complaint in run.stderr


def test_without_the_extra_a_pdf_says_how_to_install_it(tmp_path):
    run = laporan(tmp_path, "audit", write(SUM, "pdf", tmp_path).name, without="pdfplumber")
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert "pip install 'laporan-bkn[audit]'" in run.stderr


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
def test_without_the_extra_every_other_file_is_read(tmp_path, form):
    run = laporan(tmp_path, "audit", write(SUM, form, tmp_path).name, "--json", without="pdfplumber")
    assert [finding["kind"] for finding in json.loads(run.stdout)] == ["sum"], run.stderr
