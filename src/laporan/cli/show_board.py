"""The board of a collection on a terminal: an office a line, and what has to be mended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from laporan.core import paths
from laporan.core.faults import told_once
from laporan.forms.board import DONE, LACKING, TO_MEND, Board, State
from laporan.forms.results_folder import PAGE

COLUMNS = (("Sudah ada", DONE), ("Perlu diperbaiki", TO_MEND), ("Belum ada", LACKING))


def show_board(board: Board, results: Path, in_json: bool, out: Console, err: Console) -> None:
    """Print a board.

    Parameters
    ----------
    board : Board
        What came back, and what did not.
    results : Path
        Where page and copies were written.
    in_json : bool
        Whether machines read it.
    out, err : Console
        For results, and for what has to be mended.
    """
    if in_json:
        out.print_json(json.dumps(board.as_json(), ensure_ascii=False, default=str))
        return
    for message in told_once(board.faults):
        err.print(escape(message), style="red", soft_wrap=True)
    table = Table("Satuan kerja", *(title for title, _states in COLUMNS), title=f"Pengumpulan data {board.year}")
    for unit in board.offices:
        told = [_by_state(board, unit, states) for _title, states in COLUMNS]
        table.add_row(unit, *(cells or "–" for cells in told))
    out.print(table)
    for cell in board.cells:
        if cell.note:
            err.print(
                f"perlu diperhatikan: {cell.unit}, {cell.dataset}: {escape(cell.note)}", style="yellow", soft_wrap=True
            )
    for path in board.copies:
        out.print(f"untuk dikirim kembali: {escape(_named(path))}", soft_wrap=True)
    out.print(f"papan: {escape(_named(results / PAGE))}", soft_wrap=True)


def _by_state(board: Board, unit: str, states: Sequence[State]) -> str:
    """'lembar kosong: pkt, skm', a line a state."""
    found = {state: [cell.dataset for cell in board.of(unit, state)] for state in states}
    return "\n".join(f"{state}: {', '.join(names)}" for state, names in found.items() if names)


def _named(path: Path) -> str:
    """A file of the project from its root; any other as it was given."""
    return paths.relative(path) if path.resolve().is_relative_to(paths.root()) else str(path)
