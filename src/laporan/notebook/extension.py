"""`%load_ext laporan`: the `%%narasi` magic, and how charts, tables and photographs show in a notebook.

A cell's `#| key: value` lines (Quarto's own form) say what its figure or table is called:
label, fig-cap, fig-alt, tbl-cap, note, source, how. They are understood for a matplotlib figure
(`fig-…`) and a pandas DataFrame (`tbl-…`) as for our own charts and tables. Outputs have their facts in the
metadata, so that the report is stitched from executed notebooks and nothing else.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pandas as pd
from IPython.core.interactiveshell import ExecutionInfo, InteractiveShell
from IPython.display import display
from matplotlib.figure import Figure

from laporan.charts.canvas import Chart
from laporan.facts import KEY
from laporan.facts.tables import Table
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
from laporan.notebook.frames import frame_table
from laporan.notebook.front_matter import KeyFigures, Signature
from laporan.notebook.narrative import render
from laporan.notebook.report import Photograph
from laporan.project.yaml import parse_yaml

OPTION = "#|"


SHOWN: dict[type, tuple[str, Callable[[Any, Block], str]]] = {
    Chart: ("figure", figure_html),
    Table: ("table", table_html),
    Photograph: ("photo", photo_html),
    KeyFigures: ("headlines", headlines_html),
    Signature: ("signature", signature_html),
}
# What any notebook shows, and the label under which it is part of the report.
PLAIN: dict[type, tuple[str, str, Callable[[Any, Block], str]]] = {
    Figure: ("fig-", "figure", plain_figure_html),
    pd.DataFrame: (
        "tbl-", "table", lambda frame, block: table_html(frame_table(frame, block.expression, block.names), block),
    ),
}  # fmt: skip


def cell_options(source: str) -> dict[str, Any]:
    """The `#|` lines of a cell as a mapping; {} where there is none.

    Raises
    ------
    ParameterError
        For lines that are no valid YAML.
    """
    lines = [line.removeprefix(OPTION).removeprefix(" ") for line in source.splitlines() if line.startswith(OPTION)]
    return parse_yaml("\n".join(lines), "pilihan sel (#|)")


def last_expression(source: str) -> str:
    """The code of the cell's last statement, which made what the cell shows; '' for a magic or an empty cell."""
    try:
        statement = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):  # a magic, which is no Python
        return ""
    return ast.get_source_segment(source, statement) or ""


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

    def begin_cell(self, info: ExecutionInfo) -> None:
        """IPython's hook before a cell runs."""
        self.source = info.raw_cell or ""

    def narasi(self, _line: str, cell: str) -> None:
        """The magic `%%narasi`: Markdown with `{{ expression | filter }}`, shown with its numbers recorded."""
        told = render(cell, self.shell.user_ns)
        display(
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
        block = Block(cell_options(self.source), self.shell.user_ns, last_expression(self.source))
        if isinstance(thing, Chart | Table) and block.lone:
            return {"text/html": lone_html(thing, block), "text/plain": f"<{type(thing).__name__}>"}, {}
        kind, render_html = SHOWN[type(thing)]
        label = photo_label(thing) if isinstance(thing, Photograph) else block.options.get("label")
        return _bundle(render_html(thing, block), kind, label, block)

    def show_plain(self, thing: Any, **_formats: Any) -> tuple[dict[str, str], dict[str, Any]]:
        """The same for a matplotlib figure or a DataFrame.

        Returns
        -------
        tuple of (dict, dict)
            Both empty without a label of its kind: then IPython shows the thing as always.
        """
        prefix, kind, render_html = next(entry for known, entry in PLAIN.items() if isinstance(thing, known))
        options = cell_options(self.source) if OPTION in self.source else {}
        label = str(options.get("label", ""))
        if not label.startswith(prefix):
            return {}, {}
        block = Block(options, self.shell.user_ns, last_expression(self.source))
        return _bundle(render_html(thing, block), kind, label, block)


def _bundle(html: str, kind: str, label: str | None, block: Block) -> tuple[dict[str, str], dict[str, Any]]:
    """The output, and with it what the report is stitched from."""
    mark = {"kind": kind, "label": label, "facts": block.book.facts}
    return {"text/html": html, "text/plain": f"[{label or kind}]"}, {KEY: mark}


def load(shell: InteractiveShell) -> None:
    """Register the magic and the formatters with a running shell; loading twice changes nothing."""
    extension = Extension(shell)
    shell.events.register("pre_run_cell", extension.begin_cell)
    shell.register_magic_function(extension.narasi, "cell", "narasi")  # type: ignore[arg-type]
    if shell.display_formatter is None:
        return
    formatter = shell.display_formatter.mimebundle_formatter
    for kind in SHOWN:
        formatter.for_type(kind, extension.show)
    for kind in PLAIN:
        formatter.for_type(kind, extension.show_plain)
