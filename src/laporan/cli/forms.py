"""`laporan form` and `laporan collect`: what offices fill in, and what came back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from laporan.cli.arguments import year_number
from laporan.core import paths

err = Console(stderr=True, highlight=False)
out = Console(highlight=False)
Year = Annotated[int, typer.Argument(help="Tahun laporan, misalnya 2017", parser=year_number)]
UNITS_HELP = "Kode satuan kerja, beberapa dengan koma, atau 'all'"


def form(
    year: Year,
    units: Annotated[
        str, typer.Option("--unit", "--units", "-u", help=f"{UNITS_HELP}; tanpa ini yang utama", show_default=False)
    ] = "",
    until: Annotated[str, typer.Option("--until", help="Hari terakhir pengembalian, TTTT-BB-HH")] = "",
    send_to: Annotated[str, typer.Option("--send-to", help="Kepada siapa dikirim kembali")] = "",
    datasets: Annotated[
        str, typer.Option("--data", help="Data yang diminta, dengan koma; tanpa ini yang dibaca bab satuan kerja itu")
    ] = "",
    folder: Annotated[Path | None, typer.Option("--to", help="Folder; tanpa ini outputs/formulir/<tahun>")] = None,
    force: Annotated[bool, typer.Option("--force", help="Gantikan formulir yang sudah ada")] = False,
) -> None:
    """Tulis formulir XLSX untuk diisi satuan kerja: satu lembar satu data, dengan petunjuk, pilihan, dan contoh."""
    from laporan.forms.ask import form_orders, units_called, write_forms

    named = [name.strip() for name in datasets.split(",") if name.strip()]
    orders = form_orders(year, units_called(units), named, _day(until), send_to.strip())
    place = (folder or paths.outputs() / "formulir" / str(year)).expanduser()
    for order, path in zip(orders, write_forms(orders, place, force=force), strict=True):
        asked = ", ".join(contract.name for contract in order.contracts)
        out.print(f"[green]✓[/] {escape(paths.relative(path))}: {escape(order.office)}; {asked}", soft_wrap=True)
    for option, said in (("--until", until), ("--send-to", send_to)):
        if not said:
            err.print(
                f"perlu diperhatikan: {option} tidak disebut, di sampul tertulis belum ditetapkan", style="yellow"
            )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"“{text}” bukan tanggal; tulis misalnya 2019-01-31", param_hint="--until") from None
