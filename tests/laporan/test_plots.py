"""What authors draw with matplotlib, pandas or seaborn looks like the report's: numbers and titles in Indonesian."""

from __future__ import annotations

import base64
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.dates import ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter, ScalarFormatter
from seaborn import objects

from laporan.charts.axis_texts import IndonesianFormatter, IndonesianScale
from laporan.charts.plots import close_empty_figures, tell_in_indonesian, use_report_look
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


def shown(axes: Any, axis: str, titles: dict[str, str] | None = None) -> list[str]:
    """What stands along an axis once the plot is shown; a second time it is the same."""
    figure = axes.get_figure()
    seen = []
    for _again in range(2):
        tell_in_indonesian(figure, titles or {})
        figure.draw_without_rendering()
        labels = getattr(axes, f"get_{axis}ticklabels")(which="both")
        seen.append([label.get_text() for label in labels if label.get_text()])
    assert seen[0] == seen[1]
    return seen[0]


@pytest.fixture
def axes() -> Any:
    use_report_look()
    return Figure().subplots()


POWERS = {
    "thousands": ([1, 1_000_000], "log", "100.000"),
    "parts": ([0.001, 1], "log", "0,01"),
    "below zero": ([-1000, 1000], "symlog", "−100"),
    "small steps": ([200, 800], "log", "300"),
    "too many digits": ([1, 1e18], "log", "1e+17"),
    "chances": ([0.01, 0.99], "logit", "0,1"),
}


@pytest.mark.parametrize(("values", "scale", "told"), POWERS.values(), ids=POWERS)
def test_powers_are_numbers(axes: Any, values: list[float], scale: str, told: str) -> None:
    axes.plot(values, values)
    axes.set_yscale(scale)
    texts = shown(axes, "y")
    assert told in texts
    assert not any("$" in text for text in texts)


def test_a_percentage_has_a_decimal_comma(axes: Any) -> None:
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    axes.set_yticks([0, 0.125])
    assert shown(axes, "y") == ["0,0%", "12,5%"]


DAYS = {
    "years": ("2014-01-01", "2021-01-01", "2016"),
    "months": ("2017-03-20", "2017-11-01", "Mei 2017"),
    "days": ("2017-05-01", "2017-05-09", "3 Mei"),
    "hours": ("2017-05-01 00:00", "2017-05-01 08:00", "01/05 02"),
}


@pytest.mark.parametrize(("begin", "end", "told"), DAYS.values(), ids=DAYS)
def test_days_are_told_in_indonesian(axes: Any, begin: str, end: str, told: str) -> None:
    axes.plot(pd.to_datetime([begin, end]), [1, 2])
    assert told in shown(axes, "x")


@pytest.mark.parametrize("made_by", ["matplotlib", "pandas"])
def test_so_are_those_of_other_formatters(axes: Any, made_by: str) -> None:
    days = pd.Series(range(70), pd.date_range("2017-04-20", periods=70))
    if made_by == "pandas":
        days.plot(ax=axes)
    else:
        axes.plot(days)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(axes.xaxis.get_major_locator()))
    texts = " ".join(shown(axes, "x"))
    assert "Mei" in texts
    assert "May" not in texts


def test_quarters_are_told(axes: Any) -> None:
    pd.Series([1, 2, 3, 4], pd.period_range("2017Q1", periods=4, freq="Q")).plot(ax=axes)
    assert {"TW II", "TW III"} <= set(shown(axes, "x"))


def test_days_and_columns_that_are_categories_are_told(axes: Any) -> None:
    axes.set_xticks([0, 1, 2], ["2017-05-01 00:00:00", "users", "lain"])
    assert shown(axes, "x", {"users": "Pengguna aktif"}) == ["1 Mei 2017", "Pengguna aktif", "lain"]


def test_labels_that_are_numbers_stay(axes: Any) -> None:
    axes.set_xticks([0, 1], [2016, 2017])
    assert shown(axes, "x") == ["2016", "2017"]


WRITTEN = {
    "on bars": (["1485", "998", "2011"], ["1.485", "998", "2.011"]),
    "of slices": (["25.3%", "8.8%"], ["25,3%", "8,8%"]),
    "years": (["2016", "2017"], ["2016", "2017"]),
    "Indonesian already": (["1.485", "318.000"], ["1.485", "318.000"]),
    "parts": (["-0.25", "1"], ["-0,25", "1"]),
    "words": (["Loket 1.5", "A"], ["Loket 1.5", "A"]),
}


@pytest.mark.parametrize(("texts", "told"), WRITTEN.values(), ids=WRITTEN)
def test_numbers_in_a_drawing(axes: Any, texts: list[str], told: list[str]) -> None:
    drawn = [axes.text(0, 0, text) for text in texts]
    for _again in range(2):
        tell_in_indonesian(axes.get_figure(), {})
        assert [text.get_text() for text in drawn] == told


def test_numbers_in_a_legend(axes: Any) -> None:
    for number in ("800", "1200"):
        axes.plot([1], [1], label=number)
    axes.legend()
    tell_in_indonesian(axes.get_figure(), {})
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["800", "1.200"]


def test_a_part_of_a_grid_is_headed_by_the_columns_title(axes: Any) -> None:
    axes.set_title("channel = WBS | status = Selesai")
    tell_in_indonesian(axes.get_figure(), {"channel": "Kanal"})
    assert axes.get_title() == "Kanal = WBS | status = Selesai"


def test_a_call_that_failed_leaves_no_empty_figure() -> None:
    drawn, empty = plt.figure(), plt.figure()
    drawn.subplots().plot([1, 2])
    empty.subplots()
    try:
        close_empty_figures()
        assert plt.get_fignums() == [drawn.number]
    finally:
        plt.close("all")


def test_a_header_s_abbreviation_is_written_as_the_project_does() -> None:
    assert column_titles([source_of(open_report(2017).load("ncsis_provinsi"))])["servants"] == "PNS daerah"


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
