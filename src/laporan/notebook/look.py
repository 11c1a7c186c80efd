"""How a notebook looks while somebody reads it: figures and tables as on the report's page, plots in its style.

A report has a style sheet of its own. What is told here is for JupyterLab and for a notebook that nbconvert shows as it
is; a chapter that a build runs, or Quarto, gets none of it.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.pylabtools import retina_figure
from IPython.display import display
from matplotlib.figure import Figure

from laporan.charts import canvas
from laporan.charts.palette import PAPER
from laporan.charts.plots import use_report_look
from laporan.data.catalogue import contract_for
from laporan.facts.lineage import Source
from laporan.notebook.in_quarto import runs_in_quarto
from laporan.project.records import ASKED
from laporan.project.terms import load_terms

FACES = (("normal", 400, "Regular"), ("normal", 600, "Semibold"), ("italic", 400, "Italic"))
SCREEN = 110  # dots an inch: letters of 8,5 points as high as JupyterLab's
SHEET = Path(__file__).parent / "templates" / "notebook.css"


def is_read_here() -> bool:
    """Whether somebody reads the notebook as it runs: it is run neither by a build nor by Quarto."""
    return ASKED not in os.environ and not runs_in_quarto()


def begin(shell: InteractiveShell) -> None:
    """Set the look of all that a notebook shows from here on.

    Parameters
    ----------
    shell : InteractiveShell
        IPython's shell. Where somebody reads the notebook, the style sheet becomes an output of the running cell.
    """
    use_report_look()
    if not is_read_here():
        return
    _draw_sharply(shell)
    display({"text/html": f"<style>{stylesheet()}</style>", "text/plain": ""}, raw=True)


def _draw_sharply(shell: InteractiveShell) -> None:
    """Plots without a label are pictures: as large as the words around them, with twice the points, on paper."""
    mpl.rcParams |= {"figure.dpi": SCREEN, "figure.facecolor": PAPER}
    try:
        from matplotlib_inline.config import InlineBackend
    except ImportError:
        return
    InlineBackend.instance(parent=shell).figure_formats = {"retina"}


def picture(figure: Figure) -> tuple[dict[str, str], dict[str, Any]]:
    """What IPython shows of a figure that nobody labelled: as large, and as sharp, as those of matplotlib.

    Returns
    -------
    tuple of (dict, dict)
        The representations by MIME type, and the metadata with the size.
    """
    png, metadata = retina_figure(figure, base64=True)
    return {"image/png": png, "text/plain": repr(figure)}, {"image/png": metadata}


@cache
def stylesheet() -> str:
    """The style sheet, with the fonts in it."""
    fonts = "".join(
        f'@font-face{{font-family:"Laporan Sans";font-style:{style};font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{_base64(f'LaporanSans-{name}.ttf')})}}"
        for style, weight, name in FACES
    )
    return fonts + SHEET.read_text(encoding="utf-8")


def _base64(font: str) -> str:
    return base64.b64encode((canvas.HERE / "fonts" / font).read_bytes()).decode()


def column_titles(sources: Iterable[Source | None]) -> dict[str, str]:
    """What the columns of datasets are called on an axis: 'tanggal_masuk' of a file is 'Tanggal masuk'.

    Abbreviations are those of `params/istilah.yml`: 'pns_daerah' is 'PNS daerah'.

    Parameters
    ----------
    sources : iterable of Source or None
        The files that something was drawn from.

    Returns
    -------
    dict of str to str
        Titles by the names in code; a name that two files call differently is not among them.
    """
    titles: dict[str, set[str]] = {}
    written = {short.lower(): short for short in load_terms().spelled_out}
    for source in filter(None, sources):
        year, _unit, name = source.name.split("/", 2)
        for column in contract_for(name, int(year)).columns:
            title = " ".join(written.get(word, word) for word in column.header.split("_") if word)
            titles.setdefault(column.name, set()).add(title[:1].upper() + title[1:])
    return {name: found.pop() for name, found in titles.items() if len(found) == 1}
