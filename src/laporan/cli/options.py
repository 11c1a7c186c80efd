"""Arguments and options that several commands share, and where all of them print."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from rich.console import Console

from laporan.cli.arguments import at_least_one, year_number

CORES = os.cpu_count() or 2
PIPED = 1000  # letters of a line where nobody looks: rich would take 80, and break what a program or a file gets


def console(*, stderr: bool = False) -> Console:
    """What commands print on: as wide as the terminal; into a file or a program a row of a table is a line."""
    made = Console(stderr=stderr, highlight=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = PIPED
    return made


err = console(stderr=True)
out = console()

Year = Annotated[int, typer.Argument(help="Tahun laporan, misalnya 2017", parser=year_number)]
UNITS_HELP = "Kode satuan kerja, beberapa dengan koma, atau 'all'; tanpa ini yang utama"
UnitOption = Annotated[str, typer.Option("--unit", "-u", help="Kode satuan kerja, atau 'all'")]
OneUnit = Annotated[
    str, typer.Option("--unit", "-u", help="Kode satuan kerja; tanpa ini yang utama", show_default=False)
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        parser=at_least_one,
        show_default="banyaknya inti",
        help="Banyaknya bab yang dijalankan sekaligus",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON")]
