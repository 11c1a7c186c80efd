"""Building: what fails, says where; what was good, stays; the others still run."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from laporan.build.assemble import drop_explorations

from .projects import copy_project, run_laporan

TWO_CHAPTERS = """\
sections:
  - id: bab
    title: Capaian
    sections:
      - {id: pkt, notebook: pkt}
      - {id: rusak, notebook: rusak}
"""
CHAPTER = [
    "# Rusak",
    'year = 2017\nunit = "pusat"',
    "%load_ext analysis\nfrom laporan.notebook import open_report\nreport = open_report(year, unit)",
    "{}",
]


def write_chapter(path: Path, *cells: str) -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for number, source in enumerate(cells):
        make = nbformat.v4.new_markdown_cell if source.startswith("#  ") or number == 0 else nbformat.v4.new_code_cell
        notebook.cells.append(make(source, id=f"sel-{number}"))
    notebook.cells[1].metadata["tags"] = ["parameters"]
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two chapters: PKT, and one that each test breaks in its own way. A good report stands already."""
    root = copy_project(tmp_path_factory.mktemp("rusak"), "pkt", years=("2017",), datasets={"pkt"})
    (root / "params" / "struktur.yml").write_text(TWO_CHAPTERS, encoding="utf-8")
    write_chapter(root / "notebooks" / "rusak.ipynb", *CHAPTER[:3], "1 + 1")
    run = run_laporan(root, "build", "2017")
    assert run.returncode == 0, run.stderr
    return root


BREAKS = [
    pytest.param("x = 1\nx / 0", ["ZeroDivisionError", "sel 4", "baris 2"], id="python-error"),
    pytest.param(
        'open_report(year, unit).load("tiada")', ["MissingDataError", "sel 4", "tiada", "Yang ada"], id="missing"
    ),
    pytest.param("%%narasi\nAda {{ tiada }} orang.", ["NarrativeError", "tiada"], id="unknown-name"),
    pytest.param("#| label: tbl-x\nopen_report", ["CellOptionError", "tbl-x", "Akhiri sel"], id="no-table"),
    pytest.param("#| label: tbl-x\nx = 1", ["CellOptionError", "tbl-x", "Akhiri sel"], id="nothing-shown"),
    pytest.param(
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", ["sel 4", "berhenti ketika"], id="killed-kernel"
    ),
    pytest.param("%%narasi\nLihat @fig-tiada.", ["fig-tiada"], id="reference-to-nothing"),
]


@pytest.mark.parametrize(("source", "words"), BREAKS)
def test_a_broken_chapter_is_named_and_touches_nothing_else(project: Path, source: str, words: list[str]) -> None:
    folder = project / "outputs" / "2017" / "pusat"
    before = (folder / "laporan.html").read_bytes()
    write_chapter(project / "notebooks" / "rusak.ipynb", *CHAPTER[:3], source)
    run = run_laporan(project, "build", "2017")
    said = " ".join(run.stderr.split())
    assert run.returncode == 1
    for word in words:
        assert word in said, run.stderr
    assert "Traceback" not in run.stderr
    assert (folder / "laporan.html").read_bytes() == before
    assert not list((project / "outputs").glob(".build-*"))


def test_the_message_tells_parameters_and_how_to_open_the_chapter(project: Path) -> None:
    write_chapter(project / "notebooks" / "rusak.ipynb", *CHAPTER[:3], "1 / 0")
    said = " ".join(run_laporan(project, "build", "2017").stderr.split())
    assert "year=2017" in said
    assert "unit='pusat'" in said
    assert "laporan lab outputs/gagal/2017/pusat/rusak.ipynb" in said
    assert (project / "outputs" / "gagal" / "2017" / "pusat" / "rusak.ipynb").is_file()


def test_a_faulty_row_stops_the_build_before_any_chapter_runs(project: Path) -> None:
    data = project / "data" / "raw" / "2017" / "pkt.csv"
    good = data.read_text(encoding="utf-8")
    data.write_text(good.replace("A,Sangat puas,724", "A,Sangat puas,tujuh"), encoding="utf-8")
    try:
        run = run_laporan(project, "build", "2017")
    finally:
        data.write_text(good, encoding="utf-8")
    assert run.returncode == 1
    assert "data/raw/2017/pkt.csv, baris 2, kolom responden: “tujuh”" in " ".join(run.stderr.split())


def test_unknown_years_units_and_keys_name_the_nearest(project: Path) -> None:
    assert "2017" in run_laporan(project, "build", "2071").stderr
    assert "“pusat”" in run_laporan(project, "build", "2017", "--unit", "pust").stderr
    params = project / "params" / "2017.yml"
    good = params.read_text(encoding="utf-8")
    params.write_text(good + "fotos: {}\n", encoding="utf-8")
    try:
        run = run_laporan(project, "build", "2017")
    finally:
        params.write_text(good, encoding="utf-8")
    assert run.returncode == 1
    assert "kunci “fotos” tidak dikenal; yang terdekat “photos”" in " ".join(run.stderr.split())


def test_the_manifest_names_inputs_by_hash(small_project: Path) -> None:
    manifest = json.loads((small_project / "outputs/2017/pusat/manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["inputs"]) >= {"data/raw/2017/pkt.csv", "notebooks/pkt.ipynb", "params/2017.yml"}
    assert all(len(digest) == 64 for digest in manifest["inputs"].values())


def test_what_the_report_does_not_show_leaves_an_executed_notebook_as_nbformat_writes_it(tmp_path: Path) -> None:
    shown = nbformat.v4.new_output(
        "display_data", {"text/html": "<p>tiga\nbaris\n“é”</p>"}, metadata={"laporan": {"facts": []}}
    )
    seen = nbformat.v4.new_output("stream", text="7 nama\n")
    explored = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x\ny", outputs=[shown, seen])])
    kept = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x\ny", outputs=[shown], id=explored.cells[0].id)])
    for name, notebook in (("jadi", explored), ("harus", kept)):
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
    drop_explorations(tmp_path)
    assert (tmp_path / "jadi.ipynb").read_bytes() == (tmp_path / "harus.ipynb").read_bytes()
