"""`laporan form` and `laporan collect`: what offices fill in, and what came back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from laporan.cli.arguments import day, year_number
from laporan.core import paths

err = Console(stderr=True, highlight=False)
out = Console(highlight=False)
Year = Annotated[int, typer.Argument(help="Tahun laporan, misalnya 2017", parser=year_number)]
OF_PARAMS = "tanpa ini params: forms."
UNITS_HELP = "Kode satuan kerja, beberapa dengan koma, atau 'all'"


def form(
    year: Year,
    units: Annotated[
        str, typer.Option("--unit", "--units", "-u", help=f"{UNITS_HELP}; tanpa ini yang utama", show_default=False)
    ] = "",
    until: Annotated[
        dt.date | None,
        typer.Option("--until", help=f"Hari terakhir pengembalian, TTTT-BB-HH; {OF_PARAMS}until", parser=day),
    ] = None,
    send_to: Annotated[str, typer.Option("--send-to", help=f"Kepada siapa dikirim kembali; {OF_PARAMS}send_to")] = "",
    datasets: Annotated[
        str, typer.Option("--data", help="Data yang diminta, dengan koma; tanpa ini yang dibaca bab satuan kerja itu")
    ] = "",
    folder: Annotated[Path | None, typer.Option("--to", help="Folder; tanpa ini outputs/formulir/<tahun>")] = None,
    force: Annotated[bool, typer.Option("--force", help="Gantikan formulir yang sudah ada")] = False,
) -> None:
    """Tulis formulir XLSX untuk diisi satuan kerja: satu lembar satu data, dengan petunjuk, pilihan, dan contoh."""
    from laporan.forms.ask import form_orders, units_called, write_forms

    named = [name.strip() for name in datasets.split(",") if name.strip()]
    wanted = units_called(units)
    orders = form_orders(year, wanted, named, until, send_to.strip())
    place = (folder or paths.outputs() / "formulir" / str(year)).expanduser()
    for order, path in zip(orders, write_forms(orders, place, force=force), strict=True):
        asked = ", ".join(contract.name for contract in order.contracts)
        out.print(f"[green]✓[/] {escape(paths.relative(path))}: {escape(order.office)}; {asked}", soft_wrap=True)
    for unit in wanted:
        if unit not in [order.code.unit for order in orders]:
            err.print(f"{unit}: bab laporannya tidak membaca data yang diisinya, jadi tanpa formulir", style="yellow")
    lacking = {
        "--until (params: forms.until)": any(order.until is None for order in orders),
        "--send-to (params: forms.send_to)": any(not order.send_to for order in orders),
    }
    for option in (option for option, lacks in lacking.items() if lacks):
        err.print(f"perlu diperhatikan: {option} tidak disebut, di sampul tertulis belum ditetapkan", style="yellow")


def collect(
    folder: Annotated[
        Path, typer.Argument(help="Folder (bertingkat atau tidak) atau arsip ZIP berisi formulir yang kembali")
    ],
    year: Annotated[
        int | None, typer.Option("--year", "-y", help="Tahun data; tanpa ini tahun formulirnya", parser=year_number)
    ] = None,
    units: Annotated[
        str, typer.Option("--unit", "--units", "-u", help=f"{UNITS_HELP}: yang diharapkan mengirim")
    ] = "all",
    replace: Annotated[bool, typer.Option("--replace", help="Gantikan data yang ada dan isinya berbeda")] = False,
    to: Annotated[Path | None, typer.Option("--to", help="Folder hasil; tanpa ini outputs/pengumpulan/<tahun>")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON")] = False,
) -> None:
    """Kumpulkan formulir yang kembali: periksa, masukkan yang benar, tandai yang salah, dan tampilkan papannya."""
    from laporan.cli.show_board import show_board
    from laporan.forms.ask import units_called
    from laporan.forms.collect import collect as collect_forms
    from laporan.forms.collect import year_sent
    from laporan.forms.incoming import incoming
    from laporan.forms.results_folder import default_folder, refuse_overlap, write_results

    folder = folder.expanduser()
    wanted = units_called(units)
    with incoming(folder) as came:
        of_year = year if year is not None else year_sent(came)
        results = to.expanduser() if to else default_folder(of_year)
        refuse_overlap(results, folder)
        board, forms = collect_forms(came, of_year, wanted, replace_others=replace)
        write_results(board, forms, results)
    show_board(board, results, as_json, out, err)
    if not board.whole:
        raise typer.Exit(1)
