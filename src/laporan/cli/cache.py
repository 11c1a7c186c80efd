"""`laporan cache`: shows what is kept for the next build, and removes what is old."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid

from laporan.cache import store
from laporan.cli.arguments import factor
from laporan.core import paths
from laporan.core.formatting import number

app = typer.Typer(help="Lihat atau kosongkan yang disimpan untuk bangun berikutnya: .cache/laporan.")
out = Console(highlight=False)
MB = 1_000_000


@app.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON")] = False,
) -> None:
    """Lihat apa yang disimpan. Semuanya dapat dihapus; yang hilang dibuat lagi."""
    if context.invoked_subcommand:
        return
    found = store.holdings()
    if as_json:
        out.print_json(json.dumps([holding.__dict__ for holding in found]))
        return
    grid = Grid("Jenis", "Isi", "Berkas", "MB", box=None)
    for holding in found:
        meaning = store.KINDS.get(holding.kind, "dari versi lain; laporan cache prune menghapusnya")
        grid.add_row(holding.kind, meaning, str(holding.files), number(holding.size / MB, 1))
    out.print(grid)
    out.print(paths.relative(store.folder()))


@app.command()
def prune(
    days: Annotated[float, typer.Option(help="Yang tidak dipakai selama ini (hari) dihapus", parser=factor)] = 30,
) -> None:
    """Hapus yang lama tidak dipakai, dan sisa versi lain."""
    removed = store.prune(days)
    out.print(f"[green]✓[/] {removed.files} berkas dihapus, {number(removed.size / MB, 1)} MB")
