"""Writes the board of a collection as one offline page, in the report's own style."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from laporan.core import paths
from laporan.core.faults import told_once
from laporan.core.formatting import number
from laporan.forms.board import DONE, LACKING, TO_MEND, Board
from laporan.page.write import policy, stylesheet

HERE = Path(__file__).parent


def render_board(board: Board) -> str:
    """The page as HTML.

    Parameters
    ----------
    board : Board
        What came back, and what did not.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(told=told_once, number=number, done=DONE, to_mend=TO_MEND, lacking=LACKING)
    css = stylesheet() + (HERE / "board.css").read_text(encoding="utf-8")
    copies = [paths.relative(path) for path in board.copies]
    return environment.get_template("board.html.j2").render(
        board=board, copies=copies, css=Markup(css), policy=policy(css, "")
    )
