"""A chapter that Quarto runs leaves the references to its own figures and tables to Quarto; the report's are ours."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from laporan.notebook.narrative import render

from .projects import run_laporan

SAID = "Lihat @fig-pkt, @tbl-lain dan @sec-skm."
HERE = ("@fig-pkt", '<a class="ref" href="#tbl-lain">Tabel</a>', '<a class="ref" href="#sec-skm">Subbab</a>')
OURS = ('<a class="ref" href="#fig-pkt">Gambar</a>', *HERE[1:])


@pytest.fixture
def document(tmp_path: Path) -> Path:
    cell = nbformat.v4.new_code_cell("#| label: fig-pkt\n#| fig-cap: PKT\ngambar")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "pkt.ipynb")
    return tmp_path / "pkt.ipynb"


def told(document: Path, form: str) -> dict[str, str]:
    """What Quarto puts into a kernel's environment, of its newer and its older versions."""
    info = document.with_name("info.json")
    info.write_text(json.dumps({"document-path": str(document)}), encoding="utf-8")
    folder = {"QUARTO_DOCUMENT_PATH": str(document.parent), "QUARTO_DOCUMENT_FILE": document.name}
    return {"QUARTO_EXECUTE_INFO": str(info)} if form == "info" else folder


@pytest.mark.parametrize("form", ["info", "folder"])
def test_references_within_the_chapter_are_left(form: str, document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in told(document, form).items():
        monkeypatch.setenv(name, value)
    assert render(SAID, {}).markdown == f"Lihat {HERE[0]}, {HERE[1]} dan {HERE[2]}."


def test_where_quarto_does_not_tell_the_document_every_figure_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTO_EXECUTE_INFO", "/tidak/ada.json")
    assert render(SAID, {}).markdown == f"Lihat @fig-pkt, @tbl-lain dan {HERE[2]}."


def test_without_quarto_every_reference_is_ours() -> None:
    assert render(SAID, {}).markdown == f"Lihat {OURS[0]}, {OURS[1]} dan {OURS[2]}."


@pytest.mark.slow
def test_a_report_that_quarto_asks_for_is_the_same(small_project: Path, document: Path) -> None:
    """As where a project of Quarto's runs `laporan build` before it renders."""
    page = small_project / "outputs" / "2017" / "pusat" / "laporan.html"
    before = page.read_bytes()
    run = run_laporan(small_project, "build", "2017", "--force", env=told(document, "info"))
    assert run.returncode == 0, run.stderr
    assert page.read_bytes() == before


@pytest.mark.slow
def test_a_book_of_a_real_report_has_every_number_and_every_picture(small_project: Path) -> None:
    run = run_laporan(small_project, "quarto", "2017")
    assert run.returncode == 0, run.stderr
    book = small_project / "outputs" / "quarto" / "2017" / "pusat"
    ledger = json.loads((small_project / "outputs/2017/pusat/fakta.json").read_text(encoding="utf-8"))["facts"]
    annex = (book / "asal-angka.qmd").read_text(encoding="utf-8")
    numbers = annex.partition("## Himpunan baris menurut berkas")[0]
    assert numbers.count("\n-   **") == len(ledger)
    assert "data/raw/2017/pkt\\.csv".replace("\\.", ".") in annex.replace("\\", "")
    assert {path.name for path in (book / "gambar").iterdir()} == {"fig-pkt.svg", "fig-pkt.png"}
