"""A report is a draft until nothing stands between it and its signature; then it is built to be signed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import nbformat
import pikepdf
import pytest

from laporan.build.obstacles import of_parameters
from laporan.project.outline import plan_report

from .projects import SIGNER, edit_package, edit_params, final_project, run_laporan

DRAFT = "DRAF, belum ditandatangani"
OUTPUT = Path("outputs/2017/pusat")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return final_project(tmp_path)


def add_cell(root: Path, cell: nbformat.NotebookNode) -> None:
    place = root / "notebooks" / "pkt.ipynb"
    notebook = nbformat.read(place, as_version=4)
    notebook.cells.append(cell)
    nbformat.write(notebook, place)


def obstacles(root: Path) -> list[dict[str, Any]]:
    run = run_laporan(root, "check", "2017", "--unit", "pusat", "--final", "--json")
    found: list[dict[str, Any]] = json.loads(run.stdout)
    assert run.returncode == (1 if found else 0), run.stderr
    return found


def words(root: Path) -> Iterator[tuple[str, str]]:
    """Everything that leaves with a report, as text, by file; the archives file by file."""
    for file in sorted((root / OUTPUT).rglob("*")):
        if file.suffix in (".docx", ".xlsx", ".zip"):
            with zipfile.ZipFile(file) as packed:
                for name in packed.namelist():
                    if name.startswith(("sumber/src/", "sumber/pustaka/")):  # the programs know both words
                        continue
                    yield f"{file.name}/{name}", packed.read(name).decode("utf-8", errors="replace")
        elif file.suffix == ".pdf":
            with pikepdf.open(file) as pdf, pdf.open_metadata() as said:
                yield file.name, str(dict(said)) + str(dict(pdf.docinfo))
        elif file.is_file():
            yield file.name, file.read_text(encoding="utf-8", errors="replace")


def page(root: Path) -> lxml.html.HtmlElement:
    return lxml.html.parse(root / OUTPUT / "laporan.html").getroot()


@pytest.mark.slow
def test_what_nothing_stands_against_is_signed_and_anything_else_is_a_draft(project: Path) -> None:
    add_signature(project)
    assert obstacles(project) == []
    assert not (project / OUTPUT).exists()

    run = run_laporan(project, "build", "2017", "--final", "--bundle")
    assert run.returncode == 0, run.stderr
    told = dict(words(project))
    assert json.loads(told["manifest.json"])["final"] is True
    assert [name for name, text in told.items() if DRAFT in text] == []
    assert page(project).xpath("string(//p[@class='nama'])") == SIGNER
    assert "Bandung, 1 Maret 2018" in page(project).xpath("string(//div[@class='tanda-tangan'])")
    assert SIGNER in told["laporan.docx/word/document.xml"]
    assert SIGNER in told["laporan-2017-pusat.zip/sumber/params/2017.yml"]
    assert '"creativeWorkStatus": "Published"' in told["laporan-2017-pusat.zip/ro-crate-metadata.json"]
    assert "DRAF" not in told["laporan.pdf"]
    assert run_laporan(project, "verify", "2017").returncode == 0

    run = run_laporan(project, "build", "2017", "--bundle")
    assert run.returncode == 0, run.stderr
    told = dict(words(project))
    assert json.loads(told["manifest.json"])["final"] is False
    assert [name for name, text in told.items() if SIGNER in text] == []
    assert [name for name, text in told.items() if "1 Maret 2018" in text] == []
    marked = {"laporan.html", "laporan.docx/word/document.xml", "laporan.docx/docProps/core.xml", "laporan.pdf"}
    marked |= {"datapackage.json", "laporan-2017-pusat.zip/ro-crate-metadata.json", "tabel.xlsx/docProps/core.xml"}
    assert {name for name in marked if "DRAF" not in told[name]} == set()
    assert page(project).xpath("string(//p[@class='keadaan']/strong[@class='draf'])") == DRAFT
    assert page(project).xpath("string(//p[@class='nama'])") == DRAFT


def test_a_final_report_without_a_signature_block_says_on_its_cover_who_answers_for_it(project: Path) -> None:
    run = run_laporan(project, "build", "2017", "--final")
    assert run.returncode == 0, run.stderr
    told = dict(words(project))
    assert page(project).xpath("//p[@class='nama']") == []
    assert f"Kepala Kantor Uji, {SIGNER}" in told["laporan.html"]
    assert f"Kepala Kantor Uji, {SIGNER}" in told["laporan.docx/word/document.xml"]

    assert run_laporan(project, "build", "2017").returncode == 0
    assert [name for name, text in words(project) if SIGNER in text] == []


def add_signature(root: Path) -> None:
    source = "from laporan.notebook import front_matter\n\nfront_matter.signature(report.params.cover)"
    add_cell(root, nbformat.v4.new_code_cell(source, id="tanda"))


def spoil(root: Path) -> None:
    edit_package(root, kind="synthetic")
    edit_params(root, SIGNER, "(nama pejabat)")
    edit_params(root, "{value: 600, official: true, source: Daftar pengguna 2017}", "600")
    edit_params(root, "complaints:", "targets:\n  - {name: Puas, measure: counters-content, value: 0.9}\ncomplaints:")
    edit_params(root, "complaints:", "photos:\n  gedung: {file: g.jpg, caption: Gedung, alt: Gedung}\ncomplaints:")
    add_cell(root, nbformat.v4.new_code_cell('report.photo("gedung")', id="foto"))
    add_cell(root, nbformat.v4.new_markdown_cell("Tahun lalu ada 1.234 responden.", id="ketikan"))
    (root / "data" / "raw" / "2017" / "lain.csv").write_text("a\n1\n", encoding="utf-8")
    read = "import pandas as pd\n\nlain = pd.read_csv('../data/raw/2017/lain.csv')"
    add_cell(root, nbformat.v4.new_code_cell(read, id="lain"))


def test_everything_that_stands_in_the_way_is_told_at_once(project: Path) -> None:
    spoil(project)
    found = {(one["kind"], one["what"]) for one in obstacles(project)}

    told = {kind: [what for other, what in found if other == kind] for kind, _ in found}
    assert told == {
        "sampul belum lengkap": ["params/2017.yml: cover.name: “(nama pejabat)”"],
        "sasaran, ambang, dan batas contoh": sorted(
            ["params/2017.yml: satisfaction.design.population", "params/2017.yml: targets.0 (Puas)"],
            key=told["sasaran, ambang, dan batas contoh"].index,
        ),
        "data sintetis": ["data/raw/2017/pkt.csv: Survei pelayanan di loket PKT 2017"],
        "data tanpa keterangan asal": ["data/raw/2017/lain.csv"],
        "foto belum diserahkan": ["Letakkan di data/raw/2017/foto/g.jpg, lebar paling kecil 1.600 piksel"],
        "angka di luar buku fakta": told["angka di luar buku fakta"],
    }
    assert "1.234" in told["angka di luar buku fakta"][0]

    run = run_laporan(project, "build", "2017", "--final")
    assert run.returncode == 1
    assert [what for _, what in found if what not in run.stderr] == []
    assert not (project / OUTPUT).exists()


def test_a_fault_of_the_data_is_told_beside_the_other_obstacles(project: Path) -> None:
    edit_params(project, SIGNER, "(nama pejabat)")
    place = project / "data" / "raw" / "2017" / "pkt.csv"
    place.write_text(place.read_text(encoding="utf-8").replace("724", "tujuh"), encoding="utf-8")

    assert {one["kind"] for one in obstacles(project)} == {
        "sampul belum lengkap",
        "kesalahan data atau bab",
        "data berubah sejak dicatat di datapackage.json",
    }


def test_a_refused_final_leaves_the_draft_that_stands(project: Path) -> None:
    edit_package(project, kind="synthetic")
    assert run_laporan(project, "build", "2017").returncode == 0
    before = (project / OUTPUT / "laporan.html").read_bytes()

    assert run_laporan(project, "build", "2017", "--final").returncode == 1
    assert (project / OUTPUT / "laporan.html").read_bytes() == before


def test_a_preview_is_never_final(project: Path) -> None:
    assert run_laporan(project, "build", "2017", "--draft", "--final").returncode == 2


@pytest.mark.parametrize("name", ['""', '"  "'], ids=["empty", "blank"])
def test_a_signer_without_a_name_is_a_fault_of_the_parameters(project: Path, name: str) -> None:
    edit_params(project, SIGNER, name)
    run = run_laporan(project, "check", "2017", "--final")
    assert run.returncode == 1
    assert "params/2017.yml: cover.name: wajib diisi" in run.stdout + run.stderr


def test_somebody_must_be_there_to_sign(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit_params(project, SIGNER, "(nama pejabat)")
    monkeypatch.setenv("LAPORAN_ROOT", str(project))

    assert [one.kind for one in of_parameters(plan_report(2017, "pusat"))] == ["sampul belum lengkap"]
