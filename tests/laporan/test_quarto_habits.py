"""A chapter by somebody who comes from Quarto: matplotlib and pandas under `#| label`, as they are used to."""

from __future__ import annotations

import json
from pathlib import Path

import lxml.html
import nbformat
import pytest

from .projects import copy_project, run_laporan

pytestmark = pytest.mark.slow
TREE = "sections:\n  - id: bab\n    title: Capaian\n    sections:\n      - {id: biasa, notebook: biasa}\n"
DRAWING = """\
#| label: fig-garis
#| fig-cap: Garis dari dua titik
#| fig-alt: Garis yang naik.
plt.plot([1, 2], [3, 4])
plt.text(1.5, 3.5, "4.321 orang")
plt.show()"""
CELLS = [
    ("markdown", "# Kebiasaan Quarto"),
    ("parameters", 'year: int = 2017\nunit: str = "pusat"'),
    ("code", "%load_ext analysis\nfrom matplotlib import pyplot as plt\nfrom laporan.notebook import open_report"),
    ("code", 'pkt = open_report(year, unit).load("pkt")'),
    ("code", DRAWING),
    ("code", "#| label: tbl-mentah\n#| tbl-cap: Data mentah\npkt.head(3)"),
    ("code", '#| label: tbl-hitung\n#| tbl-cap: Jumlah setiap loket\npkt.groupby("counter")[["respondents"]].sum()'),
    ("code", "import pandas as pd"),
    ("code", '#| label: tbl-asing\n#| tbl-cap: Angka tanpa asal\npd.DataFrame({"nama": ["x"], "banyak": [98765]})'),
    ("code", "pkt.head(2)"),
    ("code", "plt.figure()\nobject()"),
    ("markdown", "Lihat @fig-garis dan @tbl-mentah."),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_project(tmp_path_factory.mktemp("quarto"), "pkt", years=("2017",), datasets={"pkt"})
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for number, (kind, source) in enumerate(CELLS):
        make = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_code_cell
        notebook.cells.append(make(source, id=f"sel-{number}"))
        if kind == "parameters":
            notebook.cells[-1].metadata["tags"] = ["parameters"]
    nbformat.write(notebook, root / "notebooks" / "biasa.ipynb")
    return root


@pytest.fixture(scope="module")
def said(project: Path) -> str:
    run = run_laporan(project, "build", "2017")
    assert run.returncode == 0, run.stderr
    return " ".join(run.stderr.split())


@pytest.fixture(scope="module")
def folder(project: Path, said: str) -> Path:
    return project / "outputs" / "2017" / "pusat"


@pytest.fixture(scope="module")
def page(folder: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((folder / "laporan.html").read_text(encoding="utf-8"))


def test_they_are_numbered_captioned_and_referred_to(page: lxml.html.HtmlElement) -> None:
    captions = [caption.text_content() for caption in page.xpath("//figcaption | //caption")]
    assert captions[:4] == [
        "Gambar 1. Garis dari dua titik", "Tabel 1. Data mentah", "Tabel 2. Jumlah setiap loket", "Tabel 3. Angka tanpa asal",
    ]  # fmt: skip
    links = {link.get("href"): link.text_content() for link in page.xpath("//main//a[@class='ref']")}
    assert links["#fig-garis"] == "Gambar 1"
    assert links["#tbl-mentah"] == "Tabel 1"


def test_the_figure_keeps_the_contract(page: lxml.html.HtmlElement) -> None:
    (drawing,) = page.xpath("//figure[@id='fig-garis']//*[local-name()='svg']")
    assert drawing.get("aria-label") == "Garis yang naik."
    assert not page.xpath("//figure[@id='fig-garis']//*[@style]")
    assert float(drawing.get("width").removesuffix("pt")) <= 160 * 72 / 25.4 + 0.01


def test_numbers_of_loaded_rows_are_facts_of_their_row(folder: Path) -> None:
    facts = json.loads((folder / "fakta.json").read_text(encoding="utf-8"))["facts"]
    raw = [fact for fact in facts if fact["block"] == "tbl-mentah"]
    assert {fact["datasets"][0]["rows"] for fact in raw} == {"2", "3", "4"}
    counted = [fact for fact in facts if fact["block"] == "tbl-hitung"]
    assert {fact["datasets"][0]["path"] for fact in counted} == {"data/raw/2017/pkt.csv"}


def test_a_number_that_nobody_knows_the_origin_of_is_reported(said: str, folder: Path) -> None:
    assert "angka tidak tercatat: “98.765”" in said
    assert "angka tidak tercatat: “4.321”" in said
    assert "98765" not in (folder / "fakta.json").read_text(encoding="utf-8")


def test_what_has_no_label_is_no_part_of_the_report(said: str) -> None:
    assert "tanpa label, tidak dimuat dalam laporan: biasa, sel sel-9" in said


def test_no_address_of_the_memory_stays_in_the_notebook(folder: Path) -> None:
    assert " at 0x" not in (folder / "notebooks" / "biasa.ipynb").read_text(encoding="utf-8")


BARE = {
    "figure": ("#| label: fig-x\n#| fig-cap: Garis\nplt.plot([1, 2])\nplt.show()", "fig-alt"),
    "table": ("#| label: tbl-x\npkt", "tbl-cap"),
}


@pytest.mark.parametrize(("source", "missing"), BARE.values(), ids=BARE)
def test_a_missing_caption_or_alternative_is_asked_for(project: Path, folder: Path, source: str, missing: str) -> None:
    notebook = nbformat.read(project / "notebooks" / "biasa.ipynb", as_version=4)
    notebook.cells = [*notebook.cells[:4], nbformat.v4.new_code_cell(source, id="kurang")]
    nbformat.write(notebook, project / "notebooks" / "biasa.ipynb")
    run = run_laporan(project, "build", "2017")
    assert run.returncode == 1
    assert f"tidak menyebut {missing}" in " ".join(run.stderr.split())
