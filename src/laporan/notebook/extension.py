"""`%load_ext laporan`: the `%%narasi` magic, and how charts, tables and photographs show in a notebook.

A cell's `#| key: value` lines (Quarto's own form) say what its figure or table is called:
those of `options`. They are understood for a matplotlib figure
(`fig-…`) and a pandas DataFrame (`tbl-…`) as for our own charts and tables. Outputs have their facts in the
metadata, so that the report is stitched from executed notebooks and nothing else.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell
from IPython.display import display as show_in_cell
from matplotlib.artist import Artist
from matplotlib.container import Container
from matplotlib.figure import Figure

from laporan.charts.canvas import Chart
from laporan.charts.plots import tell_in_indonesian, use_look_in_seaborn
from laporan.core import paths
from laporan.core.errors import AnalysisError, CellOptionError, NarrativeError
from laporan.facts import KEY
from laporan.facts.tables import Table
from laporan.notebook import completion, display, look, tracebacks
from laporan.notebook.at_home import shown_of
from laporan.notebook.blocks import (
    Block,
    figure_html,
    headlines_html,
    lone_html,
    photo_html,
    photo_label,
    plain_figure_html,
    signature_html,
    table_html,
)
from laporan.notebook.data_flow import DataFlow
from laporan.notebook.frames import first_rows, frame_table, rows_in
from laporan.notebook.fresh import LIBRARY, LoadedCode
from laporan.notebook.front_matter import KeyFigures, Signature
from laporan.notebook.narrative import render
from laporan.notebook.options import KINDS as PREFIXES
from laporan.notebook.options import cell_options, check, code_shown
from laporan.notebook.plain import draw_plot, figure_of, frame_of
from laporan.notebook.printable import refuse_unprintable
from laporan.notebook.public_names import offer_public_names
from laporan.notebook.report import Photograph
from laporan.review import beside

SHOWN: dict[type, tuple[str, Callable[[Any, Block], str]]] = {
    Chart: ("figure", figure_html),
    Table: ("table", table_html),
    Photograph: ("photo", photo_html),
    KeyFigures: ("headlines", headlines_html),
    Signature: ("signature", signature_html),
}
# What any notebook shows, where its label says that it is part of the report.
PLAIN = (Artist, Container, pd.DataFrame, pd.Series, list, tuple, np.ndarray)
OF_SEABORN = (("seaborn._core.plot", "Plot"), ("seaborn.axisgrid", "Grid"))  # where it is installed
MISPLACED = re.compile(r"^[ \t]*%%?narasi\b", re.MULTILINE)
BEGINS = "sel kalimat dimulai dengan %%narasi: di baris pertama sel, tanpa spasi, dengan dua tanda persen"
OWN_PREFIXES: dict[type, str] = {Chart: "fig-", Table: "tbl-"}
ENDINGS = {
    "fig-": "Akhiri sel dengan bagannya (Chart, Axes, Figure, atau so.Plot), tanpa titik koma, dan jangan ditutup",
    "tbl-": "Akhiri sel dengan tabelnya (Table, DataFrame, atau Series), tanpa titik koma",
}


EXTENSIONS: WeakKeyDictionary[InteractiveShell, Extension] = WeakKeyDictionary()


def last_expression(source: str) -> str:
    """The code of the cell's last statement, which made what the cell shows; '' for a magic or an empty cell."""
    try:
        statement = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):  # a magic, which is no Python
        return ""
    return ast.get_source_segment(source, statement) or ""


def refuse_misplaced(lines: list[str]) -> list[str]:
    """IPython's hook for the lines of a cell: prose whose magic is not its beginning is no Python either."""
    source = "".join(lines)
    if MISPLACED.search(source) and not source.startswith("%%"):
        try:
            ast.parse(source)
        except SyntaxError:
            raise NarrativeError(BEGINS) from None
    return lines


class Extension:
    """The extension of one running shell. It remembers the source of the cell that is running.

    Parameters
    ----------
    shell : InteractiveShell
        IPython's shell.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell
        self.source = ""
        self.flow = DataFlow()
        self.code = LoadedCode()
        self.shown = 0
        self.refused = False

    def begin_cell(self, info: ExecutionInfo) -> None:
        """IPython's hook before a cell runs."""
        self.source, self.shown, self.refused = info.raw_cell or "", 0, False
        with suppress(AnalysisError):  # options that can't be read are told when the cell shows something
            if not look.is_read_here() and (code := code_shown(self.source)):
                told = f"```python\n{code}\n```"
                show_in_cell({"text/markdown": told, "text/plain": told}, raw=True, metadata={KEY: {"facts": []}})

    def end_cell(self, result: ExecutionResult) -> None:
        """IPython's hook after a cell ran: what has a label is in the report, or the cell fails."""
        offer_public_names(self.shell.user_ns)
        self._may_load_again()
        if self.refused or result.error_before_exec or result.error_in_exec:
            return
        self.flow.end_cell(self.source, self.shell.user_ns)
        try:
            self._refuse(result.result)
        except AnalysisError as error:  # among its outputs: the chapter fails, as by any error
            self.shell.showtraceback((type(error), error, None))

    def _refuse(self, result: Any) -> None:
        """What a cell's options ask and its end does not give."""
        options = cell_options(self.source)
        check(options)
        label = str(options.get("label", ""))
        if label[:4] in PREFIXES and not self.shown and not may_be_nothing(last_expression(self.source)):
            raise CellOptionError(_nothing_shown(label, result))

    def begin_again(self) -> None:
        """The notebook is run once more in the same kernel: what was edited meanwhile counts."""
        self.code.forget_project()
        look.begin(self.shell)

    def _may_load_again(self) -> None:
        """IPython loads an extension once; here the next `%load_ext` begins the notebook anew."""
        self.code.note()
        if self.shell.extension_manager is not None and look.is_read_here():
            self.shell.extension_manager.loaded -= {paths.content_package(), LIBRARY}

    def narasi(self, line: str, cell: str) -> None:
        """The magic `%%narasi`: Markdown with `{{ expression | filter }}`, shown with its numbers recorded."""
        if line.strip():
            raise NarrativeError(f"“{line.strip()}” tertulis di baris %%narasi. Kalimat dimulai di baris kedua sel")
        if MISPLACED.search(cell):
            raise NarrativeError("ada %%narasi di dalam sel ini. Satu sel satu %%narasi: pindahkan ke sel sendiri")
        told = render(cell, self.shell.user_ns, first_line=2)
        refuse_unprintable(told.markdown)
        show_in_cell(
            {"text/markdown": told.markdown, "text/plain": told.markdown},
            raw=True,
            metadata={KEY: {"facts": told.facts}},
        )

    def show(self, thing: Any, **_formats: Any) -> tuple[dict[str, str], dict[str, Any]]:
        """What IPython displays for a chart, table, photograph, headline figures or signature.

        Returns
        -------
        tuple of (dict, dict)
            The representations by MIME type, and the output's metadata with its facts.
        """
        with self._told_once():
            return self._show(thing)

    def _show(self, thing: Any) -> tuple[dict[str, str], dict[str, Any]]:
        block = Block(cell_options(self.source), self.shell.user_ns, last_expression(self.source))
        if isinstance(thing, Chart | Table) and block.lone:
            return {"text/html": lone_html(thing, block), "text/plain": _plainly(thing)}, {}
        kind, render_html = SHOWN[type(thing)]
        label = photo_label(thing) if isinstance(thing, Photograph) else block.options.get("label")
        self._count(str(label or ""), OWN_PREFIXES.get(type(thing), ""))
        return _bundle(render_html(thing, block), kind, label, block)

    def show_plain(self, thing: Any, **_formats: Any) -> tuple[dict[str, str], dict[str, Any]]:
        """The same for what matplotlib, pandas and seaborn make.

        Returns
        -------
        tuple of (dict, dict)
            Without a label of its kind both are empty, and IPython shows the thing as always; of our own things in a
            list the view of them.
        """
        use_look_in_seaborn()
        if self.refused:
            return display.bundle(thing)
        with self._told_once():
            return self._show_plain(thing)

    @contextmanager
    def _told_once(self) -> Iterator[None]:
        """What is wrong with a cell is told once, though its figure is shown again when it ends."""
        try:
            yield
        except AnalysisError:
            self.refused = True
            raise

    def _show_plain(self, thing: Any) -> tuple[dict[str, str], dict[str, Any]]:
        label = str(cell_options(self.source).get("label", ""))
        if label.startswith("fig-"):
            figure = figure_of(thing) or draw_plot(thing)
            return self._bundle_plain(figure, "figure", label) if figure else ({}, {})
        if figure := figure_of(thing) or draw_plot(thing):
            tell_in_indonesian(figure, look.column_titles(self.flow.run(self.source, self.shell.user_ns)))
            if figure_of(thing) is None:  # a plot of seaborn's, which would draw itself anew
                return look.picture(figure)
        frame = frame_of(thing) if label.startswith("tbl-") else None
        return display.bundle(thing) if frame is None else self._bundle_plain(frame, "table", label)

    def _bundle_plain(
        self, thing: Figure | pd.DataFrame, kind: str, label: str
    ) -> tuple[dict[str, str], dict[str, Any]]:
        self._count(label)
        names = self.shell.user_ns
        block = Block(cell_options(self.source), names, last_expression(self.source))
        block.drawn_from = self.flow.run(self.source, names)
        titles = look.column_titles(block.drawn_from)
        if isinstance(thing, Figure):
            tell_in_indonesian(thing, titles)
            html = plain_figure_html(thing, block)
            if "matplotlib.pyplot" in sys.modules:  # or it is shown once more when the cell ends
                sys.modules["matplotlib.pyplot"].close(thing)
            return _bundle(html, kind, label, block)
        leaving, block.missing = shown_of(thing, block.drawn_from)
        shown = first_rows(leaving)
        if len(shown) < len(leaving):
            block.cut = (rows_in(shown, block.expression, names), rows_in(leaving, block.expression, names))
        table = frame_table(shown, block.expression, names, titles)
        return _bundle(table_html(table, block), kind, label, block)

    def _count(self, label: str, prefix: str = "") -> None:
        """A label belongs to one thing of its kind."""
        self.shown += 1
        if prefix and label[:4] in PREFIXES and not label.startswith(prefix):
            raise CellOptionError(
                f"sel ini berlabel {label}, tetapi menampilkan {PREFIXES[prefix]}. Ganti labelnya: {prefix}{label[4:]}"
            )
        if self.shown > 1 and label[:4] in PREFIXES and not label.startswith("fig-foto-"):
            raise CellOptionError(f"sel ini menampilkan dua hal dengan satu label, {label}. Pisahkan ke dua sel")


def may_be_nothing(expression: str) -> bool:
    """Whether the author says that a cell may show nothing: `a if b else None`, `a or None`, `a and b`."""
    branches: list[ast.expr] = []
    match ast.parse(expression, mode="single").body if expression else []:
        case [ast.Expr(value=ast.IfExp() as chosen)]:
            branches = [chosen.body, chosen.orelse]
        case [ast.Expr(value=ast.BoolOp(op=ast.Or(), values=values))]:
            branches = values
        case [ast.Expr(value=ast.BoolOp(op=ast.And()))]:
            return True
    return any(isinstance(branch, ast.Constant) and branch.value is None for branch in branches)


def _nothing_shown(label: str, result: Any) -> str:
    wanted = PREFIXES[label[:4]]
    if result is None:
        found = "sel itu tidak menampilkan apa pun"
    elif isinstance(result, pd.DataFrame | pd.Series) and label.startswith("fig-"):
        found = f"yang ditampilkannya {type(result).__name__}, yaitu tabel: labelnya tbl-{label[4:]}"
    elif figure_of(result) and label.startswith("tbl-"):
        found = f"yang ditampilkannya {type(result).__name__}, yaitu gambar: labelnya fig-{label[4:]}"
    else:
        kind, package = type(result).__name__, type(result).__module__.partition(".")[0]
        found = f"yang ditampilkannya {f'{package}.{kind}' if kind in ENDINGS[label[:4]] else kind}"
    return f"sel berlabel {label} tidak menghasilkan {wanted}: {found}. {ENDINGS[label[:4]]}"


def _plainly(thing: Chart | Table) -> str:
    return str(thing) if isinstance(thing, Table) else f"<{type(thing).__name__}>"


def _bundle(html: str, kind: str, label: str | None, block: Block) -> tuple[dict[str, str], dict[str, Any]]:
    """The output, and with it what the report is stitched from."""
    mark = {"kind": kind, "label": label, "facts": block.book.facts}
    return {"text/html": html, "text/plain": f"[{label or kind}]"}, {KEY: mark}


def load(shell: InteractiveShell) -> None:
    """Register the magic and the formatters with a running shell; where they are, the notebook begins anew."""
    if shell in EXTENSIONS:
        EXTENSIONS[shell].begin_again()
        return
    extension = EXTENSIONS[shell] = Extension(shell)
    look.begin(shell)
    tracebacks.register(shell)
    completion.register(shell)
    shell.events.register("pre_run_cell", extension.begin_cell)
    shell.events.register("post_run_cell", extension.end_cell)
    beside.watch(shell)
    shell.input_transformers_cleanup.append(refuse_misplaced)
    shell.register_magic_function(extension.narasi, "cell", "narasi")  # type: ignore[arg-type]
    if shell.display_formatter is None:
        return
    formatter = shell.display_formatter.mimebundle_formatter
    formatter.for_type(object, display.bundle)
    for kind in SHOWN:
        formatter.for_type(kind, extension.show)
    for kind in (Chart, Table):  # where it can't be shown, its error is told and not its code
        text = shell.display_formatter.formatters["text/plain"]
        text.for_type(kind, lambda thing, printer, _again: printer.text(_plainly(thing)))
    for kind in (Figure, *PLAIN):
        formatter.for_type(kind, extension.show_plain)
    for module, name in OF_SEABORN:
        formatter.for_type_by_name(module, name, extension.show_plain)
