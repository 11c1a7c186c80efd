"""Where a collection leaves its results: the board as page and JSON, and the copies that go back to the offices."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.forms.board import Board
from laporan.forms.board_page import render_board
from laporan.forms.marked_copy import write_marked_copy
from laporan.forms.returned import ReturnedForm

PAGE, DATA, COPIES = "papan.html", "papan.json", "kembali"


def refuse_overlap(results: Path, sent: Path) -> None:
    """Results must not be read as what came back the next time.

    Parameters
    ----------
    results, sent : Path
        The folder of results, and that of what came back.

    Raises
    ------
    ParameterError
        Where one lies within the other.
    """
    ours, theirs = results.resolve(), sent.resolve()
    if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
        raise ParameterError(
            f"{results}: hasil tidak boleh di dalam folder yang dikumpulkan, atau sebaliknya. Ubah --to"
        )


def write_results(board: Board, forms: Sequence[ReturnedForm], folder: Path) -> None:
    """Write the board, and a copy of each file that has faults; copies of the last time go.

    Parameters
    ----------
    board : Board
        What became of everything; its `copies` are noted.
    forms : sequence of ReturnedForm
        The files, as they were read.
    folder : Path
        Where it is written.
    """
    for name in _written_before(folder / DATA):
        (folder / COPIES / name).unlink(missing_ok=True)
    for form in forms:
        found = [fault for fault in board.faults if fault.file == form.name]
        if form.code and any(fault.level == "error" for fault in found):
            place = folder / COPIES / form.name
            write_marked_copy(form.path, found, place)
            board.copies.append(place)
    folder.mkdir(parents=True, exist_ok=True)
    named = [path.relative_to(folder / COPIES).as_posix() for path in board.copies]
    told = json.dumps(board.as_json() | {COPIES: named}, ensure_ascii=False, indent=1)
    (folder / DATA).write_text(told + "\n", encoding="utf-8")
    (folder / PAGE).write_text(render_board(board), encoding="utf-8")


def _written_before(path: Path) -> list[str]:
    """The copies of the last time that are within the folder."""
    try:
        names = json.loads(path.read_text(encoding="utf-8"))[COPIES]
        inner = (path.parent / COPIES).resolve()
        return [str(name) for name in names if (inner / str(name)).resolve().is_relative_to(inner)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def default_folder(year: int) -> Path:
    """Where results are written where nobody says. year : of the data"""
    return paths.outputs() / "pengumpulan" / str(year)
