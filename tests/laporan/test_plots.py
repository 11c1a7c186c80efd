"""What authors draw with matplotlib, pandas or seaborn looks like the report's: numbers and titles in Indonesian."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from matplotlib.ticker import ScalarFormatter
from seaborn import objects

from laporan.charts.plots import IndonesianFormatter, IndonesianScale, tell_in_indonesian
from laporan.facts.lineage import source_of
from laporan.notebook import look, open_report
from laporan.notebook.extension import Extension
from laporan.notebook.look import column_titles
from laporan.notebook.plain import draw_plot

TICKS = {
    "thousands": ([0, 1000, 2000], ["0", "1.000", "2.000"]),
    "millions": ([0, 2_500_000], ["0", "2.500.000"]),
    "decimals": ([0, 0.25, 0.5], ["0,00", "0,25", "0,50"]),
    "both": ([1000, 1000.5, 1001], ["1.000,0", "1.000,5", "1.001,0"]),
    "negative": ([-1500, 0, 1500], ["−1.500", "0", "1.500"]),
    "years": ([2016, 2017, 2018], ["2016", "2017", "2018"]),
    "between years": ([2016, 2016.5, 2017], ["2016", "", "2017"]),
    "a hundred and years": ([0, 2000], ["0", "2.000"]),
}


@pytest.mark.parametrize(("places", "texts"), TICKS.values(), ids=list(TICKS))
def test_numbers_along_an_axis(places: list[float], texts: list[str]) -> None:
    axes = Figure().subplots()
    axes.xaxis.set_major_formatter(IndonesianFormatter())
    axes.set_xlim(min(places), max(places))
    axes.set_xticks(places)
    assert [label.get_text() for label in axes.get_xticklabels()] == texts


def test_a_linear_axis_tells_them_so_and_an_author_may_still_choose() -> None:
    axis: Any = Figure().subplots().xaxis
    IndonesianScale(axis).set_default_locators_and_formatters(axis)
    assert isinstance(axis.get_major_formatter(), IndonesianFormatter)
    axis.set_major_formatter("{x:.0f} hari")
    tell_in_indonesian(axis.get_figure(), {})
    assert axis.get_major_formatter()(1500) == "1500 hari"


def test_axes_and_legends_that_are_called_by_a_column_have_its_title() -> None:
    titles = column_titles([source_of(open_report(2017).load("pengaduan")), None])
    assert titles["received"] == "Tanggal masuk"
    figure = Figure()
    axes = figure.subplots()
    axes.plot([1], [1], label="LAPOR")
    axes.plot([1], [1], label="closed")
    axes.set(xlabel="received", ylabel="Banyaknya")
    axes.legend(title="channel")
    axes.xaxis.set_major_formatter(ScalarFormatter())
    tell_in_indonesian(figure, titles)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("Tanggal masuk", "Banyaknya")
    assert axes.get_legend().get_title().get_text() == "Kanal"
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["LAPOR", "Tanggal selesai"]
    assert isinstance(axes.xaxis.get_major_formatter(), IndonesianFormatter)


def test_what_libraries_call_by_themselves_is_told_in_indonesian() -> None:
    figure = Figure()
    axes = figure.subplots()
    axes.set(xlabel="Count", ylabel="Density", title="received")
    axes.plot([1], [1], label="closed")
    figure.legend()
    tell_in_indonesian(figure, {"received": "Tanggal masuk", "closed": "Tanggal selesai"})
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_title()) == ("Banyaknya", "Kepadatan", "Tanggal masuk")
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["Tanggal selesai"]


@pytest.mark.filterwarnings("ignore:The copy keyword")  # of pandas, by seaborn
def test_a_plot_of_seaborns_without_a_label_looks_as_all_others() -> None:
    answers = open_report(2017).load("pkt")
    plot = objects.Plot(answers, x="counter", y="respondents").add(objects.Bar(), objects.Agg()).layout(size=(4, 2))
    shell = InteractiveShell()
    shown, metadata = Extension(shell).show_plain(plot)
    assert base64.b64decode(shown["image/png"]).startswith(b"\x89PNG")
    assert metadata["image/png"]["width"] / metadata["image/png"]["height"] > 1.5
    figure = draw_plot(plot)
    assert figure is not None
    assert tuple(figure.get_size_inches()) == (4, 2)
    tell_in_indonesian(figure, column_titles([source_of(answers)]))
    assert isinstance(figure.axes[0].yaxis.get_major_formatter(), IndonesianFormatter)


def test_a_column_that_two_files_call_differently_has_no_title() -> None:
    report = open_report(2017)
    both = column_titles(source_of(report.load(name)) for name in ("pengaduan", "pkt"))
    assert {"channel", "counter"} <= both.keys()


@pytest.mark.parametrize(
    ("variable", "read"), [("", True), ("LAPORAN_REPORT", False), ("QUARTO_DOCUMENT_PATH", False)],
    ids=["JupyterLab", "a build", "Quarto"],
)  # fmt: skip
def test_who_reads_a_notebook_as_it_runs(variable: str, read: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LAPORAN_REPORT", "QUARTO_DOCUMENT_PATH", "QUARTO_EXECUTE_INFO"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, "2017/pusat")
    assert look.is_read_here() is read
    assert "Laporan Sans" in look.stylesheet()
    assert ".blok" in look.stylesheet()
