"""Prints what `laporan diff` finds: in the terminal, as JSON, and as a page."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from laporan.compare import Comparison, FactChange, compare
from laporan.compare.marks import marked_page
from laporan.compare.page import render_comparison
from laporan.compare.words import KINDS, as_json, methods, named, printed, relative, size, verdict
from laporan.core import paths
from laporan.core.errors import ReportError

LONGEST_LIST = 40
COLOURS = {"membaik": "green", "memburuk": "red", "": ""}


def run_diff(
    before: str, after: str, as_data: bool, html: Path | None, page: Path | None, out: Console, err: Console
) -> None:
    """Compare two reports and print what differs.

    Parameters
    ----------
    before, after : str
        Each '2017', '2018/kanreg-10', or the path of a build.
    as_data : bool
        Whether it is printed as JSON.
    html : Path, optional
        Where the comparison is written as a page, too.
    page : Path, optional
        Where a copy of the newer page is written, with every change marked.
    out, err : Console
        Where results and messages are printed.

    Raises
    ------
    ReportError
        For a report that was not built.
    """
    comparison = compare(before, after)
    if html:
        _write(html, render_comparison(comparison), err)
    if page:
        _write(page, marked_page(comparison, _since(before, comparison)), err)
    if as_data:
        out.print_json(json.dumps(as_json(comparison)))
    else:
        _show(comparison, out)


def _since(before: str, comparison: Comparison) -> str:
    """What the older report is called: by its place, where both are of one year and unit."""
    name = Path(before)
    place = paths.relative(name) if name.exists() else comparison.before.name
    return place if comparison.before.name == comparison.after.name else comparison.before.name


def _write(file: Path, text: str, err: Console) -> None:
    beside = file.with_name(f".{file.name}.baru")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        raise ReportError(f"{file.name}: tidak dapat ditulis. Periksa foldernya") from error
    err.print(f"[green]✓[/] {escape(str(file))}", soft_wrap=True)


def _show(comparison: Comparison, out: Console) -> None:
    counts = ", ".join(f"{len(comparison.of_kind(kind))} {word}" for kind, word in KINDS.items())
    out.print(f"[bold]{' → '.join(comparison.names)}[/]: {counts}")
    for (old, new), many in methods(comparison).items():
        out.print(f"metode berganti, tidak dibandingkan: {escape(old)} → {escape(new)}, {many} angka", highlight=False)
    loud = comparison.called_out
    if loud:
        threshold = f"{comparison.parameters.threshold:.0%}"
        missing = sum(change.wants_note for change in loud)
        out.print(
            f"\n{len(loud)} berubah {threshold} atau lebih; {missing} belum diberi catatan (params: compare.notes)"
        )
        _list(loud, comparison, out)
    quiet = [change for change in comparison.of_kind("changed") if not change.called_out and not change.obstacle]
    if quiet:
        out.print(f"\n{len(quiet)} berubah lebih sedikit")
        _list(quiet, comparison, out)
    if comparison.not_compared:
        out.print(f"\n{len(comparison.not_compared)} ada di kedua laporan, tetapi tidak dapat dibandingkan")
        _list(comparison.not_compared, comparison, out)
    for table in comparison.tables:
        out.print(f"{table.label}: {len(table.cells)} sel berbeda", highlight=False)
    differing = [pair.label for pair in comparison.figures if not pair.same]
    if differing:
        out.print(f"Gambar yang berbeda: {', '.join(differing)}")


def _list(changes: list[FactChange], comparison: Comparison, out: Console) -> None:
    number = Column("angka", overflow="fold", min_width=28)  # an id that is cut can't be looked up
    table = Table(number, *comparison.names, "selisih", "relatif", "", "catatan", box=None)
    for change in changes[:LONGEST_LIST]:
        word = verdict(change)
        colour = COLOURS[word]
        table.add_row(
            escape(named(change)), escape(printed(change.before)), escape(printed(change.after)), size(change),
            relative(change), f"[{colour}]{word}[/]" if colour else "", escape(change.note),
        )  # fmt: skip
    out.print(table)
    if len(changes) > LONGEST_LIST:
        out.print(f"… dan {len(changes) - LONGEST_LIST} lagi (--html atau --json memuat semuanya)", style="dim")
