"""Open comments on a cell, shown below it when its chapter runs in JupyterLab. A build never asks for them."""

from __future__ import annotations

import os
from contextlib import suppress
from html import escape
from pathlib import PurePath
from typing import Any

from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.display import HTML, display

from laporan.core.errors import AnalysisError
from laporan.project.outline import plan_report
from laporan.review.annotations import Annotation
from laporan.review.places import cell_name
from laporan.review.store import comments_of

SESSION = "JPY_SESSION_NAME"  # Jupyter's server tells a kernel by it which notebook it runs; commands take it away
STYLE = "border-left:3px solid #ad5007;margin:.25rem 0;padding:.125rem .75rem;font-family:sans-serif;font-size:.875rem"


def watch(shell: InteractiveShell) -> None:
    """Show comments below cells from now on, where a notebook is open in JupyterLab.

    Parameters
    ----------
    shell : InteractiveShell
        Of the notebook's kernel.
    """
    if SESSION in os.environ:
        shell.events.register("post_run_cell", lambda result: _show(result, shell))


def _show(result: ExecutionResult, shell: InteractiveShell) -> None:
    cell, year, unit = getattr(result.info, "cell_id", None), shell.user_ns.get("year"), shell.user_ns.get("unit")
    if not cell or not isinstance(year, int) or not isinstance(unit, str):
        return
    with suppress(AnalysisError, OSError):  # a file that can't be read is told by `laporan review`
        if found := comments_on(PurePath(os.environ[SESSION]).name, str(cell), year, unit):
            display(HTML(found))


def comments_on(notebook: str, cell: str, year: int, unit: str) -> str:
    """The open comments on a cell and the answers to them, as HTML; '' where there are none.

    Parameters
    ----------
    notebook : str
        The name of its notebook's file.
    cell : str
        Its id there.
    year, unit : int, str
        Of the report.
    """
    comments = comments_of(year, unit)
    if not comments:
        return ""
    chapters = [one.id for one in plan_report(year, unit).chapters if one.notebook and one.notebook.name == notebook]
    names = {cell_name(chapter, cell) for chapter in chapters}
    own = [one for one in comments if one.is_open and names.intersection(place.cell for place in one.places)]
    return "".join(_html(one, [reply for reply in comments if reply.target == one.id]) for one in own)


def _html(comment: Annotation, replies: list[Annotation]) -> str:
    about = comment.about
    what = f" {about.kind} “{comment.quote[:80]}”" if about else ""
    told: list[Any] = [f"{comment.tag or 'Komentar'} {comment.creator.name}, {comment.short}:{what}", comment.words]
    told += [f"→ {reply.creator.name}: {reply.words}" for reply in replies]
    return f'<div style="{STYLE}">' + "".join(f"<div>{escape(line)}</div>" for line in told) + "</div>"
