"""The command `laporan ikm`: the index of one survey file, as a table for a person or as JSON for a script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from analysis.methods.regulations import Weights, load_regulation
from analysis.satisfaction.quick_index import QuickIndex, quick_index
from laporan.core.formatting import number


def show_index(file: Path, rule: str, weights: Weights, as_json: bool, out: Console, err: Console) -> None:
    """Print the index of a survey file.

    Parameters
    ----------
    file : Path
        The CSV file; see `quick_index`.
    rule : str
        Name of the regulation to score by.
    weights : {"exact", "printed"}
        See `Regulation.weight`.
    as_json : bool
        Whether to print JSON instead of a table.
    out, err : Console
        Where the result goes, and where the names of ignored columns go.

    Raises
    ------
    ParameterError
        For an unknown regulation.
    DataError
        With every fault of the file.
    """
    result = quick_index(file, load_regulation(rule), weights)
    if result.ignored:
        err.print(f"Kolom yang diabaikan: {escape(', '.join(result.ignored))}", style="yellow")
    if as_json:
        out.print_json(json.dumps(result.as_json()))
    else:
        out.print(_summary(result, rule))


def _summary(result: QuickIndex, rule: str) -> Grid:
    index = result.index
    category = f"{index.category.letter} · {index.category.name}"
    title = f"IKM {number(index.ikm.value, 2)} · {category} · {index.respondents!r} · {rule}"
    grid = Grid(title=title, title_justify="left")
    grid.add_column("Unsur")
    grid.add_column("NRR", justify="right")
    for unsur in index.unsur:
        grid.add_row(escape(f"{unsur.code} {unsur.name}"), number(unsur.nrr.value, 3))
    if result.priorities is not None:
        grid.caption = f"CSI {number(result.priorities.csi.value, 2)}"
    return grid


def ikm(
    file: Annotated[
        Path, typer.Argument(help="CSV dengan kolom U1..Un, dan K1..Kn bila ada", exists=True, dir_okay=False)
    ],
    rule: Annotated[
        str, typer.Option(help="Peraturan: kep-25-2004, permenpan-16-2014, permenpan-14-2017")
    ] = "permenpan-14-2017",
    weights: Annotated[Weights, typer.Option(help="Bobot: exact (1/n) atau printed (seperti tercetak)")] = "exact",
    as_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON")] = False,
) -> None:
    """Hitung IKM, NRR setiap unsur, mutu, dan CSI dari satu berkas survei."""
    show_index(file, rule, weights, as_json, Console(), Console(stderr=True))


COMMANDS = {"ikm": ikm}
