"""The command `laporan ikm`: the index of one survey file, as a table for a person or as JSON for a script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from analysis.methods.precision import Interval, interval_in_words
from analysis.methods.regulations import Weights, load_regulation
from analysis.satisfaction.quick_groups import Groups
from analysis.satisfaction.quick_index import QuickIndex, quick_index
from analysis.satisfaction.quick_weights import effective
from laporan.core.formatting import number, percent


def ikm(
    file: Annotated[
        Path, typer.Argument(help="CSV atau XLSX dengan kolom U1..Un, dan K1..Kn bila ada", exists=True, dir_okay=False)
    ],
    rule: Annotated[
        str, typer.Option(help="Peraturan: kep-25-2004, permenpan-16-2014, permenpan-14-2017")
    ] = "permenpan-14-2017",
    weights: Annotated[
        Weights, typer.Option(help="Bobot unsur: exact (1/n) atau printed (seperti tercetak)")
    ] = "exact",
    by: Annotated[
        str | None, typer.Option(help="Kolom kelompok: indeks dihitung per kelompok dan dibandingkan")
    ] = None,
    weights_column: Annotated[str | None, typer.Option(help="Kolom bobot setiap responden")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON")] = False,
) -> None:
    """Hitung IKM dari satu berkas survei: selang, mutu setiap unsur, keandalan, dan kuadran kepentingan."""
    result = quick_index(file, load_regulation(rule), weights, by=by, weights_column=weights_column)
    out, err = Console(), Console(stderr=True)
    if result.ignored:
        err.print(f"Kolom yang diabaikan: {escape(', '.join(result.ignored))}", style="yellow")
    for note in result.notes:
        err.print(escape(note), style="yellow")
    if as_json:
        out.print_json(json.dumps(result.as_json()))
        return
    out.print(_unsur(result, rule))
    if result.groups is not None:
        out.print(_groups(result.groups))


def _unsur(result: QuickIndex, rule: str) -> Grid:
    index = result.index
    mutu = index.mutu(index.category, index.interval)
    title = f"IKM {number(index.ikm.value, 2)} · {mutu}, {index.category.name} · {index.respondents!r} · {rule}"
    grid = Grid(title=title, title_justify="left", caption=_caption(result), caption_justify="left")
    quadrants = result.priorities is not None
    grid.add_column("Unsur")
    for heading in ("NRR", "Indeks", index.design.interval_title):
        grid.add_column(heading, justify="right")
    for heading in ("Mutu", *(("Kuadran", "Ketetapan") if quadrants else ())):
        grid.add_column(heading)
    for unsur in index.unsur:
        cells = [
            escape(f"{unsur.code} {unsur.short}"),
            number(unsur.nrr.value, 3),
            number(unsur.index.value, 2),
            _printed(unsur.interval),
            index.mutu(unsur.category, unsur.interval),
        ]
        if result.priorities is not None:
            placed = result.priorities[unsur.code]
            often = "–" if placed.stability is None else percent(placed.stability.value, 1)
            cells += [f"{placed.quadrant.value} {placed.quadrant.label}", often]
        grid.add_row(*cells)
    return grid


def _caption(result: QuickIndex) -> str:
    index, weights = result.index, result.index.scores.weights
    told = [f"{index.design.interval_title} {percent(index.confidence)} {_printed(index.interval)}"]
    if index.reliability.alpha is not None:
        told.append(f"Cronbach α {number(index.reliability.alpha.value, 2)}")
    if result.priorities is not None:
        often = result.priorities.csi_stability
        again = "" if often is None else f" (pita yang sama pada {percent(often.value, 1)} sampel ulang)"
        told.append(f"CSI {number(result.priorities.csi.value, 2)}, {result.priorities.csi_band.name}{again}")
    if weights is not None:
        told.append(f"responden efektif {number(effective(weights), 1)}")
    return " · ".join(told) + "\n" + interval_in_words(index.design, index.confidence)


def _groups(groups: Groups) -> Grid:
    apart = [
        f"{second} − {first}: {number(found.estimate.value, 2)} ({found.printed})"
        for (first, second), found in groups.apart.items()
    ]
    none = "Tidak ada selisih antarkelompok yang dapat dibedakan dari nol"
    grid = Grid(
        title=f"Menurut {escape(groups.column)}",
        title_justify="left",
        caption=escape(
            "\n".join(["Selisih yang selangnya tidak memuat nol (Welch, Holm):", *apart] if apart else [none])
        ),
        caption_justify="left",
    )
    grid.add_column("Kelompok")
    for heading in ("Responden", "IKM", "Selang"):
        grid.add_column(heading, justify="right")
    grid.add_column("Mutu")
    for name, found in groups.indices.items():
        mutu = found.mutu(found.category, found.interval)
        respondents = number(int(found.respondents))
        grid.add_row(escape(name), respondents, number(found.ikm.value, 2), _printed(found.interval), mutu)
    return grid


def _printed(interval: Interval | None) -> str:
    return "–" if interval is None else str(interval.printed)


COMMANDS = {"ikm": ikm}
