"""What has a label is in the report with its sources, or its cell fails: matplotlib, pandas and seaborn as authors use them."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import lxml.html
import nbformat
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from laporan.build.run_chapter import execute
from laporan.core.errors import NarrativeError
from laporan.facts.printed import angka, python_value
from laporan.notebook.extension import may_be_nothing
from laporan.notebook.narrative import render
from laporan.notebook.plain import figure_of
from laporan.project.records import Task

from . import torture
from .projects import copy_project

IMPORTS = """\
%load_ext laporan
import numpy as np, pandas as pd, seaborn as sns, seaborn.objects as so
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from laporan.notebook import Results, open_report
report = open_report(year, unit)
semua = Results(report)"""
FIGURE = "#| label: fig-{}\n#| fig-cap: Judul\n#| fig-alt: Uraian\n"
TABLE = "#| label: tbl-{}\n#| tbl-cap: Judul\n"
MADE_UP, PUBLISHED = "(sintetis)", "(terbitan)"

DRAWN = {
    "Figure": "f = Figure(); f.subplots().plot([1, 2]); f",
    "pyplot's figure": "plt.plot([1, 2]); plt.gcf()",
    "what pyplot leaves": "plt.plot([1, 2]);",
    "plt.show()": "plt.plot([1, 2])\nplt.show()",
    "Axes": "Figure().subplots()",
    "Axes of pyplot": "plt.subplots()[1]",
    "Axes of pandas": "pkt.plot.bar(x='counter', y='respondents')",
    "many Axes": "plt.subplots(2, 2)[1]",
    "figure and Axes": "plt.subplots()",
    "lines": "plt.plot([1, 2])",
    "bars": "plt.bar([1, 2], [1, 2])",
    "its title": "plt.plot([1, 2])\nplt.title('x')",
    "histograms of pandas": "pkt.hist()",
    "a part of a part": "Figure().subfigures().subplots()",
    "so.Plot": "so.Plot(pkt, x='counter', y='respondents').add(so.Bar())",
    "FacetGrid": "sns.displot(pkt, x='respondents')",
    "Axes of seaborn": "sns.barplot(pkt, x='counter', y='respondents', errorbar=None)",
}
TABULATED = {
    "DataFrame": "pkt.head(2)",
    "Series": "pkt.respondents.head(2)",
    "Series that was computed": "pkt.groupby('counter').respondents.sum()",
    "Series without a name": "pd.Series([1, 2])",
    "value_counts": "pkt.counter.value_counts()",
}
REFUSED = {
    "text under fig-": (FIGURE + "'gambar'", "yang ditampilkannya str"),
    "number under tbl-": (TABLE + "1 + 1", "yang ditampilkannya int"),
    "frame under fig-": (FIGURE + "pkt", "yaitu tabel: labelnya tbl-"),
    "figure under tbl-": (TABLE + "Figure()", "yaitu gambar: labelnya fig-"),
    "a chart of another library": (
        FIGURE + "type('Chart', (), dict(__module__='altair.vegalite'))()", "yang ditampilkannya altair.Chart",
    ),
    "assignment": (TABLE + "t = pkt", "tidak menampilkan apa pun"),
    "semicolon": (TABLE + "pkt;", "tidak menampilkan apa pun"),
    "None": (FIGURE + "print()", "tidak menampilkan apa pun"),
    "closed figure": (FIGURE + "f = plt.figure()\nplt.close(f)", "tidak menampilkan apa pun"),
    "groups": (TABLE + "pkt.groupby('counter')", "yang ditampilkannya DataFrameGroupBy"),
    "list of numbers": (FIGURE + "[1, 2]", "yang ditampilkannya list"),
    "two under one label": (TABLE + "display(pkt)\npkt", "dua hal dengan satu label"),
    "our table under fig-": (
        FIGURE + "from laporan.facts.tables import table\ntable(('a', 'b'), [('x', 1)])", "Ganti labelnya: tbl-",
    ),
}  # fmt: skip
ALLOWED = {
    "the author's own nothing": FIGURE + "plt.gcf() if len(pkt) < 0 else None",
    "no label": "'teks'",
}
CHART = "charts.ratings(results.survey(pkt))"
SIZED = {
    "a plot": (FIGURE + "#| fig-width: 3\n#| fig-height: 2\nplt.plot([1, 2])", 3, 2),
    "a plot as wide as the page": (FIGURE + "#| fig-width: 6.3\nplt.plot([1, 2])", 6.3, 3.5),
    "a plot wider than the page": (FIGURE + "#| fig-width: 9\n#| fig-height: 2\nplt.plot([1, 2])", 6.3, 2),
    "a plot that is wider by itself": (FIGURE + "plt.figure(figsize=(12, 8))\nplt.plot([1, 2])", 6.3, 4.2),
    "a wide plot that is not high": (FIGURE + "plt.figure(figsize=(12, 4))\nplt.plot([1, 2])", 6.3, 3.5),
    "a chart": (FIGURE + f"#| fig-width: 4\n#| fig-height: 5\n{CHART}", 4, 5),
    "a chart wider than the page": (FIGURE + f"#| fig-width: 9\n#| fig-height: 2\n{CHART}", 6.3, 2),
}
MISSET = {
    "an unknown option": (FIGURE + "#| fig-capt: x\nplt.plot([1, 2])", "#| fig-capt tidak dikenal; yang terdekat “fig-cap”"),
    "without a label": ("#| ecko: true\nx = 1", "#| ecko tidak dikenal; yang terdekat “echo”"),
    "a width in words": (FIGURE + "#| fig-width: lebar\nplt.plot([1, 2])", "#| fig-width: harus bilangan inci"),
    "no width": (FIGURE + "#| fig-width: 0\nplt.plot([1, 2])", "#| fig-width: harus bilangan inci"),
    "widths for other columns": (TABLE + "#| tbl-colwidths: [1, 2, 3, 4, 5, 6, 7, 8, 9]\npkt.head(2)", "berisi 9 bilangan, tabelnya"),
    "widths in words": (TABLE + "#| tbl-colwidths: auto\npkt.head(2)", "#| tbl-colwidths: harus daftar bilangan"),
    "a height without room": (FIGURE + f"#| fig-height: 0.5\n{CHART}", "dari 1 sampai 12"),
    "a plot without room": (
        FIGURE + "#| fig-width: 1\nplt.plot([1, 2]); plt.ylabel('x' * 99); plt.xticks([0, 1], ['y' * 99] * 2, rotation=90); plt.gcf()",
        "gambar ini tidak muat: #| fig-width: 1",
    ),
    "a list for a caption": ("#| label: fig-daftar\n#| fig-cap: [a, b]\n#| fig-alt: a\nplt.plot([1, 2])", "#| fig-cap: harus teks"),
    "words for a number": (FIGURE + "#| published: dua\nplt.plot([1, 2])", "#| published: harus nomor"),
    "what is of figures": (TABLE + "#| fig-width: 4\npkt.head(2)", "#| fig-width untuk gambar"),
    "what is of tables": (FIGURE + "#| tbl-colwidths: [1]\nplt.plot([1, 2])", "#| tbl-colwidths untuk tabel"),
    "a caption without a label": ("#| fig-cap: a\nplt.plot([1, 2])", "#| fig-cap, tetapi tidak berlabel"),
    "another label": ("#| label: pkt\n#| fig-cap: a\nplt.plot([1, 2])", "labelnya “pkt”"),
    "a label in capitals": ("#| label: Fig-a\nplt.plot([1, 2])", "label “Fig-a” tidak dapat diacu"),
    "a label of two words": ("#| label: fig-a b\n#| fig-cap: a\n#| fig-alt: a\nplt.plot([1, 2])", "label “fig-a b” tidak dapat diacu"),
    "a space before the bar": ("# | label: fig-a\n# | fig-cap: a\nplt.plot([1, 2])", "tanpa spasi di depan |: #| label"),
    "a table without rows": (TABLE + "pkt[pkt.counter == 'Z'].groupby('rating').respondents.sum()", "tabel ini kosong"),
    "echo in words": ("#| echo: ya\nx = 1", "#| echo: harus true atau false"),
}  # fmt: skip
WIDTHS = TABLE.format("lebar") + "#| tbl-colwidths: [70, 30]\npkt.respondents.head(2).rename('n').reset_index()"
ECHO = "#| echo: true\nhasil = pkt.respondents.sum()\nhasil > 98"
# Cells before it, the cell itself, and the sources that the reader is told.
ORIGINS = {
    "of the frame": ([], "pkt.plot()", ["loket PKT"]),
    "of a computed table": ([], "pkt.groupby('counter').respondents.sum()", ["loket PKT"]),
    "through another cell": (["jumlah = pkt.groupby('counter').respondents.sum().to_dict()"], "pd.Series(jumlah)", ["loket PKT"]),
    "through two": (["a = pkt.respondents.to_numpy()", "b = a * 2"], "pd.Series(b)", ["loket PKT"]),
    "through a function": (["def total():\n    return pkt.respondents.sum()"], "pd.Series([total()])", ["loket PKT"]),
    "through an attribute": (
        ["class Wadah:\n    pass\nw = Wadah()", "w.isi = pkt.respondents.to_list()"], "pd.Series(w.isi)", ["loket PKT"],
    ),
    "through a key": (["k = {}", "k['isi'] = pkt.respondents.to_list()"], "pd.Series(k['isi'])", ["loket PKT"]),
    "drawn in another cell": (
        ["f = Figure()\nax = f.subplots()", "garis = ax.plot(pkt.respondents)"], "f", ["loket PKT"],
    ),
    "of two": (["n = [len(sop), pkt.respondents.sum()]"], "pd.Series(n)", ["SOP", "loket PKT"]),
    "only of what was bound last": (["z = pkt.respondents.sum()", "z = len(sop)"], "pd.Series([z])", ["SOP"]),
    "loaded where it is drawn": ([], "report.load('pkt').respondents.plot()", ["loket PKT"]),
    "through all results": ([], "semua.log.frame.days.plot()", ["Log pengaduan"]),
    "through all results once more": ([], "semua.log.frame.days.plot()", ["Log pengaduan"]),
    "of nobody knows": ([], "pd.DataFrame({'a': [98]})", ["tidak diketahui"]),
    "of typed numbers": ([], "plt.plot([1, 2])", ["tidak diketahui"]),
    "in part of nobody knows": (
        ["luar = pd.DataFrame({'counter': ['A']})"], "pkt.merge(luar)", ["loket PKT", "sumber lain tidak diketahui"],
    ),
}  # fmt: skip


def drawing(code: str) -> str:
    """The label that a cell of `ORIGINS` has: what it shows at its end tells its kind."""
    return FIGURE if code == "f" or "plot" in code else TABLE


def all_cells() -> list[str]:
    cells = [IMPORTS, "pkt = report.load('pkt')\nsop = report.load('sop')"]
    cells += [FIGURE.format(f"d{n}") + code for n, code in enumerate(DRAWN.values())]
    cells += [TABLE.format(f"t{n}") + code for n, code in enumerate(TABULATED.values())]
    cells += [code.format(f"r{n}") for n, (code, _message) in enumerate(REFUSED.values())]
    cells += [code.format(f"b{n}") for n, code in enumerate(ALLOWED.values())]
    cells += ["from analysis.counters import charts, results", WIDTHS, ECHO]
    cells += [code.format(f"s{n}") for n, (code, *_size) in enumerate(SIZED.values())]
    cells += [code.format(f"m{n}") for n, (code, _message) in enumerate(MISSET.values())]
    for number, (before, code, _titles) in enumerate(ORIGINS.values()):
        cells += [*before, drawing(code).format(f"o{number}") + code]
    return cells


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, nbformat.NotebookNode]]:
    """Executed cells by their source."""
    root = copy_project(tmp_path_factory.mktemp("berlabel"), "pkt", years=("2017",))
    path, out = root / "notebooks/label.ipynb", root / "hasil/label.ipynb"
    notebook = torture.notebook(["year = 0\nunit = ''", *all_cells()], opening="1")
    refused = {code.format(f"r{number}") for number, (code, _message) in enumerate(REFUSED.values())}
    refused |= {code.format(f"m{number}") for number, (code, _message) in enumerate(MISSET.values())}
    for cell in notebook.cells:
        cell.metadata["tags"] = ["raises-exception"] if cell.source in refused else cell.metadata.get("tags", [])
    nbformat.write(notebook, path)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(root))
        patched.setattr(logging.getLogger("papermill"), "disabled", True)
        execute(Task("label", path, out, 2017, "pusat"), str(root))
        yield {cell.source: cell for cell in nbformat.read(out, as_version=4).cells}


def test_a_build_has_no_style_of_a_notebook(cells: dict[str, nbformat.NotebookNode]) -> None:
    assert cells[IMPORTS].outputs == []


def problems(cell: nbformat.NotebookNode) -> list[str]:
    return [output.evalue for output in cell.outputs if output.output_type == "error"]


def shown(cell: nbformat.NotebookNode) -> list[lxml.html.HtmlElement]:
    """What of a cell's outputs stands in the report."""
    return [lxml.html.fromstring(output.data["text/html"]) for output in cell.outputs if is_marked(output)]


def is_marked(output: nbformat.NotebookNode) -> bool:
    return bool(output.get("metadata", {}).get("laporan"))


@pytest.mark.parametrize(("number", "code"), [*enumerate(DRAWN.values())], ids=list(DRAWN))
def test_a_figure_of_any_make_is_shown_once(cells: dict[str, nbformat.NotebookNode], number: int, code: str) -> None:
    cell = cells[FIGURE.format(f"d{number}") + code]
    assert problems(cell) == []
    (figure,) = shown(cell)
    assert figure.xpath(".//*[local-name()='svg']")
    assert not [output for output in cell.outputs if "image/png" in output.get("data", {}) and not is_marked(output)]


@pytest.mark.parametrize(("number", "code"), [*enumerate(TABULATED.values())], ids=list(TABULATED))
def test_a_table_of_any_make_is_shown(cells: dict[str, nbformat.NotebookNode], number: int, code: str) -> None:
    cell = cells[TABLE.format(f"t{number}") + code]
    assert problems(cell) == []
    (table,) = shown(cell)
    assert len(table.xpath(".//tr")) > 1


@pytest.mark.parametrize(("number", "refused"), [*enumerate(REFUSED.values())], ids=list(REFUSED))
def test_a_label_that_yields_nothing_is_an_error(
    cells: dict[str, nbformat.NotebookNode], number: int, refused: tuple[str, str]
) -> None:
    code, message = refused
    (said,) = problems(cells[code.format(f"r{number}")])
    assert message in said
    assert f"-r{number}" in said


@pytest.mark.parametrize(("number", "code"), [*enumerate(ALLOWED.values())], ids=list(ALLOWED))
def test_nothing_may_be_meant(cells: dict[str, nbformat.NotebookNode], number: int, code: str) -> None:
    assert problems(cells[code.format(f"b{number}")]) == []


@pytest.mark.parametrize(("number", "origin"), [*enumerate(ORIGINS.values())], ids=list(ORIGINS))
def test_what_is_drawn_names_its_sources(
    cells: dict[str, nbformat.NotebookNode], number: int, origin: tuple[list[str], str, list[str]]
) -> None:
    _before, code, titles = origin
    cell = cells[drawing(code).format(f"o{number}") + code]
    assert problems(cell) == []
    (line,) = [element.text_content() for element in shown(cell)[0].xpath(".//p[@class='sumber']")]
    told = line.removeprefix("Sumber: ").split("; ")
    assert len(told) == len(titles)
    assert all(any(title in one for one in told) for title in titles)
    assert all("diketahui" in one or MADE_UP in one or PUBLISHED in one for one in told)


@pytest.mark.parametrize(("number", "sized"), [*enumerate(SIZED.values())], ids=list(SIZED))
def test_a_figure_has_the_size_that_its_cell_asks_for(
    cells: dict[str, nbformat.NotebookNode], number: int, sized: tuple[str, float, float]
) -> None:
    code, *inches = sized
    cell = cells[code.format(f"s{number}")]
    assert problems(cell) == []
    (drawing,) = shown(cell)[0].xpath(".//*[local-name()='svg']")
    measured = [float(drawing.get(side).removesuffix("pt")) / 72 for side in ("width", "height")]
    assert measured == pytest.approx(inches, rel=0.06)  # matplotlib's plots have a margin of their own
    assert drawing.get("data-lebar") == {3: None, 4: "60", 6.3: "100"}[inches[0]]


@pytest.mark.parametrize(("number", "misset"), [*enumerate(MISSET.values())], ids=list(MISSET))
def test_an_option_that_is_not_understood_is_an_error(
    cells: dict[str, nbformat.NotebookNode], number: int, misset: tuple[str, str]
) -> None:
    code, message = misset
    (said,) = problems(cells[code.format(f"m{number}")])  # once, though its figure is shown again when the cell ends
    assert message in said


def test_columns_have_the_widths_that_their_cell_asks_for(cells: dict[str, nbformat.NotebookNode]) -> None:
    (table,) = shown(cells[WIDTHS])[0].xpath(".//table")
    assert table.get("data-lebar") == "70 30"
    assert [head.get("class").split()[-1] for head in table.xpath(".//thead//th")] == ["l72", "l32"]


def test_code_stands_in_the_report_where_its_cell_says_so(cells: dict[str, nbformat.NotebookNode]) -> None:
    told = [output.data["text/markdown"] for output in cells[ECHO].outputs if is_marked(output)]
    assert told == ["```python\nhasil = pkt.respondents.sum()\nhasil > 98\n```"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a if b else None", True),
        ("None if b else a", True),
        ("a", False),
        ("None", False),
        ("f(None)", False),
        ("", False),
    ],
)
def test_only_a_condition_that_says_so_means_nothing(expression: str, expected: bool) -> None:
    assert may_be_nothing(expression) is expected


def test_parts_of_two_figures_are_no_figure() -> None:
    assert figure_of([Figure().subplots(), Figure().subplots()]) is None
    assert figure_of([]) is None
    assert figure_of(["teks"]) is None


SCALARS = {
    "int64": (np.int64(4208), "4.208"),
    "uint8": (np.uint8(7), "7"),
    "float64": (np.float64(18.25), "18,25"),
    "float32": (np.float32(80.89), "80,89"),
    "without a dimension": (np.array(12), "12"),
    "of a frame": (pd.DataFrame({"n": [1, 2]}).n.sum(), "3"),
    "nullable": (pd.Series([1, None], dtype="Int64").iloc[0], "1"),
    "a date": (np.datetime64("2017-05-21"), "21 Mei 2017"),
    "a text": (np.str_("loket"), "loket"),
}
MISSING = {
    "NA": pd.NA, "NaN": float("nan"), "numpy's NaN": np.float64("nan"), "NaT": pd.NaT, "None": None, "infinity": np.inf,
    "numpy's NaT": np.datetime64("NaT", "D"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), SCALARS.values(), ids=SCALARS)
def test_a_scalar_of_numpy_is_a_number_of_a_sentence(value: object, expected: str) -> None:
    assert expected in render("Ada {{ x }}.", {"x": value}).markdown


@pytest.mark.parametrize("value", [np.int64(3), np.float32(3), np.array(3)], ids=lambda value: type(value).__name__)
def test_filters_take_it_too(value: object) -> None:
    assert str(angka(value)) == "3"
    assert type(python_value(value)) in (int, float)


@pytest.mark.parametrize("value", MISSING.values(), ids=MISSING)
def test_a_missing_value_is_no_number(value: object) -> None:
    with pytest.raises(NarrativeError, match=r"\{\{ x \}\}.*kosong"):
        render("Ada {{ x }}.", {"x": value})
